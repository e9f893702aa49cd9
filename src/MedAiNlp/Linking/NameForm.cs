using System.Runtime.CompilerServices;

namespace MedAiNlp;

/// <summary>
/// Brings the spellings of one name to one form, so that names can be compared. Nothing here is shown to anybody;
/// a form is only ever compared with a form. Every step shortens or keeps, so it works in place.
/// </summary>
/// <remarks>The loops are compiled with optimization at once: they run over a whole register when it is loaded, and hardly ever again.</remarks>
internal static class NameForm
{
    /// <summary>Names up to this long are worked on in buffers on the stack.</summary>
    public const int LongestOnStack = 128;

    /// <summary>What a form is at most as long as its name, so callers can give a buffer of the name's length.</summary>
    public static int Normal(string type, ReadOnlySpan<char> name, Span<char> form)
    {
        var length = Folded(name, form);
        return type switch
        {
            EntityTypes.Hospital => Hospital(form, length),
            EntityTypes.Organization => Organization(form, length),
            _ => length,
        };
    }

    /// <summary>
    /// The form without what people leave out of a normal form: the ranks of places (江苏省人民医院, 江苏人民医院) and, after a
    /// number, 人民; for a company the place in front and the legal form behind.
    /// </summary>
    public static int Loose(string type, Span<char> normal, int length)
    {
        if (type == EntityTypes.Company)
            return CompanyCore(normal, length);
        if (type is EntityTypes.Hospital or EntityTypes.Organization)
        {
            if (normal[..length].Contains('自'))
            {
                foreach (var people in Peoples)
                    length = Remove(normal, length, people);
                length = Remove(normal, length, "自治");
            }
            length = RemoveRanks(normal, length);
            if (type == EntityTypes.Hospital)
                length = RemovePeopleAfterNumber(normal, length);
        }
        return length;
    }

    /// <summary>The same of a form that is kept.</summary>
    /// <param name="type">The type of the name.</param>
    /// <param name="normal">The normal form.</param>
    /// <param name="form">Receives the loose one; at least as long.</param>
    public static int Loose(string type, ReadOnlySpan<char> normal, Span<char> form)
    {
        normal.CopyTo(form);
        return Loose(type, form, normal.Length);
    }

    /// <summary>Whether <paramref name="shorter"/> is what remains of <paramref name="longer"/> when some characters are left out.</summary>
    public static bool IsLeftOf(ReadOnlySpan<char> shorter, ReadOnlySpan<char> longer)
    {
        var at = 0;
        foreach (var c in longer)
        {
            if (at < shorter.Length && shorter[at] == c)
                at++;
        }
        return at == shorter.Length;
    }

    /// <summary>A place without its rank: 江苏省 → 江苏, 广西壮族自治区 → 广西; 忠县 stays whole.</summary>
    public static ReadOnlySpan<char> ShortPlace(ReadOnlySpan<char> place)
    {
        var autonomous = place.IndexOf("自治");
        if (autonomous > 0)
        {
            place = place[..autonomous];
            foreach (var people in Peoples)
            {
                if (place.Length - people.Length >= 2 && place.EndsWith(people))
                    place = place[..^people.Length];
            }
            return place;
        }
        if (place.EndsWith("地区") && place.Length > 3)
            return place[..^2];
        return place.Length > 2 && IsRank(place[^1]) ? place[..^1] : place;
    }

    /// <summary>省, 市, 县, 区 and the like.</summary>
    public static bool IsRank(char c) => c is '省' or '市' or '县' or '区' or '旗' or '州' or '盟';

    // Names of peoples inside the names of autonomous places.
    private static readonly string[] Peoples =
    [
        "壮族", "回族", "维吾尔", "藏族", "苗族", "侗族", "土家族", "彝族", "瑶族", "布依族", "满族", "蒙古族", "傣族", "白族", "哈尼族", "朝鲜族",
        "羌族", "哈萨克", "柯尔克孜", "黎族", "畲族", "景颇族", "傈僳族", "拉祜族", "佤族", "纳西族", "水族", "仡佬族", "土族", "撒拉族", "蒙古",
    ];

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Folded(ReadOnlySpan<char> name, Span<char> form)
    {
        var folding = CharacterFolding.Default;
        var length = 0;
        foreach (var c in name)
        {
            if (!IsMark(c))
                form[length++] = folding.Fold(c);
        }
        return length;
    }

    // Line breaks, brackets, quotes and dots inside a name are not part of what it says.
    private static bool IsMark(char c) => c switch
    {
        < '一' and not (>= '0' and <= '9') and not (>= 'A' and <= 'Z') and not (>= 'a' and <= 'z') =>
            char.IsWhiteSpace(c) || char.IsControl(c) || c is '(' or ')' or '[' or ']' or '"' or '\'' or '·' or '•' or '・' or '《' or '》' or '〈' or '〉' or '【' or '】' or '〔' or '〕' or '「' or '」' or '『' or '』'
            or (>= '\u2018' and <= '\u201F') or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E') or '\u2060' or '\u00AD' or '\u2027',
        '\uFEFF' or '（' or '）' or '［' or '］' or '＂' or '＇' or '｢' or '｣' or '･' => true,
        _ => false,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Hospital(Span<char> form, int length)
    {
        length = RemoveSchoolOfMedicine(form, length);
        length = Remove(form, length, "附属");
        length = Numbers(form, length);
        length = Replace(form, length, "中国人民解放军", "解放军");
        length = Replace(form, length, "中医医院", "中医院");
        length = Replace(form, length, "妇幼保健院", "妇保院");
        return length;
    }

    private static int Organization(Span<char> form, int length)
    {
        length = Replace(form, length, "卫生健康委员会", "卫健委");
        length = Replace(form, length, "卫生健康委", "卫健委");
        length = Replace(form, length, "疾病预防控制中心", "疾控中心");
        length = Replace(form, length, "医疗保障局", "医保局");
        length = Replace(form, length, "工业和信息化", "工信");
        length = Replace(form, length, "委员会", "委");
        return length;
    }

    // 复旦大学上海医学院附属华山医院, 复旦大学附属华山医院: the school of a university says nothing that the rest does not.
    private static int RemoveSchoolOfMedicine(Span<char> form, int length)
    {
        const int longest = 5;
        var university = form[..length].IndexOf("大学");
        if (university < 0)
            return length;
        var start = university + 2;
        var school = form[start..length].IndexOf("医学院");
        if (school is < 0 or > longest || start + school + 3 >= length)
            return length;
        return Cut(form, length, start, school + 3);
    }

    // 第一附属医院, 附属第一医院, 一附院, 附一院, 一院, 第1医院: all become 1院. Numbers that count nothing (三门峡) stay.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Numbers(Span<char> form, int length)
    {
        Span<char> digits = stackalloc char[12];
        var at = 0;
        while (at < length)
        {
            var ordinal = form[at] == '第';
            var start = ordinal ? at + 1 : at;
            var end = start;
            while (end < length && (IsNumeral(form[end]) || (form[end] == 'o' && end > start)))
                end++;
            if (end == start || !(ordinal || CountsAHospital(form[end..length])))
            {
                at = Math.Max(end, at + 1);
                continue;
            }
            if (end - start > 8 || !Value(form[start..end]).TryFormat(digits, out var written) || written > end - at)
            {
                at = end;
                continue;
            }
            var from = at > 0 && form[at - 1] == '附' ? at - 1 : at;
            digits[..written].CopyTo(form[from..]);
            length = Cut(form, length, from + written, end - from - written);
            at = from + written;
            if (at < length && form[at] == '附')
                length = Cut(form, length, at, 1);
            if (length - at >= 2 && form[at] == '医' && form[at + 1] == '院')
                length = Cut(form, length, at, 1);
        }
        return length;
    }

    private static bool CountsAHospital(ReadOnlySpan<char> rest) =>
        rest.StartsWith("院") || rest.StartsWith("医院") || rest.StartsWith("附") || rest.StartsWith("人民医院") || rest.StartsWith("中心医院") || rest.StartsWith("中医") || rest.StartsWith("分院");

    private static bool IsNumeral(char c) => c is (>= '0' and <= '9') or '一' or '二' or '三' or '四' or '五' or '六' or '七' or '八' or '九' or '十' or '百' or '零' or '〇' or '○';

    private static long Value(ReadOnlySpan<char> numeral)
    {
        long total = 0, digit = 0;
        var placed = numeral.ContainsAny('十', '百');
        foreach (var c in numeral)
        {
            if (c is '十' or '百')
            {
                total += Math.Max(digit, 1) * (c == '十' ? 10 : 100);
                digit = 0;
                continue;
            }
            var value = c is >= '0' and <= '9' ? c - '0' : Math.Max(0, "零一二三四五六七八九".IndexOf(c));
            digit = placed && c is not (>= '0' and <= '9') ? value : (digit * 10) + value;
        }
        return total + digit;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int RemoveRanks(Span<char> form, int length)
    {
        var to = 0;
        for (var i = 0; i < length; i++)
        {
            var c = form[i];
            var next = i + 1 < length ? form[i + 1] : '\0';
            var rank = IsRank(c) && next != '立' && !(c == '区' && i > 0 && form[i - 1] is '社' or '军' or '院' or '园' or '矿' or '战') && c != '州';
            if (!rank)
                form[to++] = c;
        }
        return to;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int RemovePeopleAfterNumber(Span<char> form, int length)
    {
        for (var i = 0; i + 4 < length; i++)
        {
            // 1人民医院 → 1院
            if (char.IsAsciiDigit(form[i]) && form[(i + 1)..length].StartsWith("人民医院"))
                length = Cut(form, length, i + 1, 3);
        }
        return length;
    }

    private static readonly string[] LegalForms = ["集团股份有限公司", "控股有限公司", "股份有限公司", "集团有限公司", "有限责任公司", "有限公司", "股份公司", "集团公司", "总公司", "公司"];

    private static readonly string[] Provinces =
    [
        "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东",
        "海南", "四川", "贵州", "云南", "陕西", "甘肃", "青海", "广西", "宁夏", "新疆", "西藏", "内蒙古",
        "深圳", "广州", "杭州", "南京", "苏州", "武汉", "成都", "西安", "青岛", "大连", "宁波", "厦门", "长沙", "合肥", "济南", "郑州", "沈阳", "无锡", "珠海",
    ];

    // 北京推想科技有限公司 → 推想科技. A core of one character says nothing; such a name stays whole.
    private static int CompanyCore(Span<char> form, int length)
    {
        var end = length;
        foreach (var legal in LegalForms)
        {
            if (form[..length].EndsWith(legal))
            {
                end = length - legal.Length;
                break;
            }
        }
        if (end == length)
            return length; // not a full name: 上海医药 is not 医药
        var start = 0;
        foreach (var place in Provinces)
        {
            if (form[..end].StartsWith(place))
            {
                start = place.Length;
                if (start < end && form[start] is '市' or '省')
                    start++;
                break;
            }
        }
        foreach (var place in Provinces)
        {
            if (form[start..end].EndsWith(place))
            {
                end -= place.Length;
                break;
            }
        }
        if (end - start < 3)
            return length;
        form[start..end].CopyTo(form);
        return end - start;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static int Replace(Span<char> form, int length, string from, string to)
    {
        for (var at = form[..length].IndexOf(from); at >= 0; at = form[..length].IndexOf(from))
        {
            to.CopyTo(form[at..]);
            length = Cut(form, length, at + to.Length, from.Length - to.Length);
        }
        return length;
    }

    private static int Remove(Span<char> form, int length, string what) => Replace(form, length, what, "");

    private static int Cut(Span<char> form, int length, int start, int count)
    {
        form[(start + count)..length].CopyTo(form[start..]);
        return length - count;
    }
}
