namespace MedAiNlp;

/// <summary>Whether one name is a short form of another, by how Chinese names are shortened. Works on normal forms; silent when unsure.</summary>
internal static class Abbreviation
{
    /// <param name="type">The type of both names.</param>
    /// <param name="brief">The normal form of the shorter name.</param>
    /// <param name="full">The normal form of the longer name.</param>
    public static bool Is(string type, ReadOnlySpan<char> brief, ReadOnlySpan<char> full) =>
        brief.Length >= 2 && brief.Length < full.Length && type switch
        {
            EntityTypes.Hospital => IsHospital(brief, full),
            EntityTypes.Company => IsCompany(brief, full),
            EntityTypes.Organization => IsOrganization(brief, full),
            _ => false,
        };

    // --- hospitals: 浙大一院, 省人民医院, 华山医院, 金银潭

    private static readonly string[] Parts = ["院区", "分院", "互联网医院", "互联网院", "方舱", "门诊部", "东院", "西院", "南院", "北院"];

    private static bool IsHospital(ReadOnlySpan<char> brief, ReadOnlySpan<char> full)
    {
        // A campus or branch is not its hospital.
        foreach (var part in Parts)
        {
            if (full.Contains(part, StringComparison.Ordinal) != brief.Contains(part, StringComparison.Ordinal))
                return false;
        }
        if (!SameNumbers(brief, full))
            return false;
        if (full.EndsWith(brief))
            return EndsAPlaceOrSchool(full[..^brief.Length]) && !IsKind(brief);
        if (!full.EndsWith('院'))
            return false;
        // 协和 or 金银潭 for X协和医院
        if (!brief.EndsWith('院'))
            return brief.Length <= 5 && full.EndsWith("医院") && full[..^2].EndsWith(brief) && (full.Length == brief.Length + 2 || EndsAPlaceOrSchool(full[..^(brief.Length + 2)]));
        return (brief[0] == full[0] || NameForm.IsRank(brief[0])) && brief.Length >= 3 && NameForm.IsLeftOf(brief, full) && !IsKind(brief)
            && (brief[0] != full[0] || KeepsBothEnds(brief, full));
    }

    // 浙大1院 keeps whole syllables of the front and the number or the last word: what is left out lies in between.
    private static bool KeepsBothEnds(ReadOnlySpan<char> brief, ReadOnlySpan<char> full)
    {
        var tail = 0;
        while (tail < brief.Length && brief[^(tail + 1)] == full[^(tail + 1)])
            tail++;
        // The tail in common has to say more than 医院.
        var common = brief[^tail..];
        return common.Length > (common.EndsWith("医院") ? 3 : 1);
    }

    private static bool IsKind(ReadOnlySpan<char> brief) => brief is "医院" or "人民医院" or "中心医院" or "中医院" or "妇保院" or "卫生院" or "中心卫生院" or "儿童医院" or "肿瘤医院" or "总医院";

    private static bool SameNumbers(ReadOnlySpan<char> brief, ReadOnlySpan<char> full)
    {
        var ofBrief = brief.IndexOfAnyInRange('0', '9');
        var ofFull = full.IndexOfAnyInRange('0', '9');
        if (ofBrief < 0 || ofFull < 0)
            return ofBrief == ofFull;
        return Number(brief[ofBrief..]).SequenceEqual(Number(full[ofFull..]));

        static ReadOnlySpan<char> Number(ReadOnlySpan<char> from)
        {
            var end = from.IndexOfAnyExceptInRange('0', '9');
            return end < 0 ? from : from[..end];
        }
    }

    private static bool EndsAPlaceOrSchool(ReadOnlySpan<char> front) =>
        front.EndsWith("大学") || front.EndsWith("学院") || front.EndsWith("科学院") || (front.Length > 0 && NameForm.IsRank(front[^1])) || IsPlace(front);

    // --- companies: 推想, 推想科技, 推想医疗 for 推想医疗科技股份有限公司

    // Words that say a trade and name no firm; only these may follow a brand for the brand alone to mean the firm.
    private static readonly string[] Trades =
    [
        "科技", "技术", "信息", "网络", "医疗", "医药", "生物", "智能", "软件",
        "电子", "数据", "系统", "器械", "设备", "药业", "制药", "股份", "集团", "控股", "实业", "发展", "机器人", "影像",
    ];

    private static bool IsCompany(ReadOnlySpan<char> brief, ReadOnlySpan<char> full)
    {
        Span<char> buffer = full.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[full.Length];
        ReadOnlySpan<char> core = buffer[..NameForm.Loose(EntityTypes.Company, full, buffer)];
        if (core.Length == full.Length)
            return false; // the longer one is no full name: 京东健康 is another firm than 京东
        if (brief.SequenceEqual(core))
            return true;
        var brand = Brand(core, out var first, out var last);
        if (brand < 2 || !brief.StartsWith(core[..brand]))
            return false;
        var rest = brief[brand..];
        var trades = core[brand..];
        return rest.IsEmpty || rest.SequenceEqual(trades[..first]) || rest.SequenceEqual(trades[^last..]) || rest.SequenceEqual(trades);
    }

    // How long the brand is, in front of the trades, and how long the first and the last of those are.
    private static int Brand(ReadOnlySpan<char> core, out int first, out int last)
    {
        first = last = 0;
        for (var found = true; found;)
        {
            found = false;
            foreach (var trade in Trades)
            {
                if (core.Length - trade.Length < 2 || !core.EndsWith(trade))
                    continue;
                first = trade.Length;
                last = last == 0 ? trade.Length : last;
                core = core[..^trade.Length];
                found = true;
                break;
            }
        }
        return core.Length;
    }

    // --- other organisations: 市卫健委 for 杭州市卫健委, 清华 for 清华大学

    private static bool IsOrganization(ReadOnlySpan<char> brief, ReadOnlySpan<char> full)
    {
        if (full.EndsWith("大学") && full[..^2].SequenceEqual(brief))
            return true;
        // 市卫健委 is 杭州市卫健委, if no other body of that rank is spoken of.
        return NameForm.IsRank(brief[0]) && brief.Length >= 3 && full.EndsWith(brief) && !full[..^brief.Length].ContainsAny("省市县区");
    }

    private static readonly HashSet<string> Places =
    [
        "北京", "天津", "上海", "重庆", "河北", "山西", "辽宁", "吉林", "黑龙江", "江苏", "浙江", "安徽", "福建", "江西", "山东", "河南", "湖北", "湖南", "广东", "海南",
        "四川", "贵州", "云南", "陕西", "甘肃", "青海", "广西", "宁夏", "新疆", "西藏", "内蒙古", "武汉", "杭州", "南京", "广州", "深圳", "成都", "西安", "苏州", "郑州", "长沙",
    ];

    private static bool IsPlace(ReadOnlySpan<char> front) => Places.GetAlternateLookup<ReadOnlySpan<char>>().Contains(front);
}
