namespace MedAiNlp;

/// <summary>
/// What holds of names in Chinese health text whatever the context says: generic words and well-known products name nobody, an online hospital belongs
/// to the name of its hospital, and a short form that the text defines is a name like the one it stands for. A model package
/// asks for it with <c>"decoder": { "rules": ["zh-health"] }</c>.
/// </summary>
internal static class HealthNames
{
    /// <summary>The name of these rules in <c>model.json</c>.</summary>
    public const string RuleName = "zh-health";

    private const string OnlineHospital = "互联网医院";

    // A bare level with a government or party committee is nothing, nor is a kind of institution without a name.
    private static readonly HashSet<string> GenericWords =
    [
        "医院", "本院", "我院", "该院", "分院", "总院", "三甲医院", "定点医院", "方舱医院", "互联网医院", "县医院", "中心医院", "上级医院", "基层医院", "公立医院", "民营医院",
        "卫生院", "乡镇卫生院", "社区卫生服务中心", "诊所", "公司", "本公司", "我公司", "该公司", "集团", "企业", "医疗机构",
        "政府", "省政府", "市政府", "县政府", "区政府", "镇政府", "乡政府", "省委", "市委", "县委", "区委", "党委", "镇党委", "自治区党委",
        "省委省政府", "市委市政府", "县委县政府", "区委区政府", "省委、省政府", "市委、市政府", "县委、县政府", "区委、区政府",
        "卫健委", "卫生健康委", "卫健局", "各级卫健委", "省市卫健委", "市县卫健委", "各地卫健委", "各级政府", "有关部门", "相关部门", "指挥部", "委员会", "大学", "学院", "学校", "学会", "协会", "基金会", "研究院", "实验室",
    ];

    // Coined names that hold their maker's: products, which are easily taken for the firm.
    private static readonly HashSet<string> Products = ["腾讯觅影", "腾讯会议", "腾讯文档", "企业微信", "金山文档", "百度网盘", "百度地图", "百度百科", "高德地图", "讯飞听见", "讯飞输入法"];

    // A person's span is the name only, and a surname with a title names nobody.
    private static readonly string[] Titles =
    [
        "主任", "副主任", "院长", "副院长", "所长", "书记", "局长", "处长", "科长", "部长", "会长", "校长", "总监", "经理", "总经理", "董事长", "护士长", "护士", "医生", "医师", "大夫",
        "教授", "博士", "院士", "专家", "老师", "先生", "女士", "记者",
    ];

    private static readonly int LongestWord = GenericWords.Concat(Products).Max(w => w.Length);

    public static void Apply(ReadOnlySpan<char> text, List<LabelledSpan> spans)
    {
        RemoveNobody(text, spans);
        for (var i = 0; i < spans.Count; i++)
        {
            if (spans[i].Type == EntityTypes.Hospital && CharacterFolding.Default.StandsAt(text, spans[i].End, OnlineHospital))
                spans[i] = spans[i] with { End = spans[i].End + OnlineHospital.Length };
        }
        // What was a span of its own behind a hospital is now part of it.
        for (var i = spans.Count - 1; i > 0; i--)
        {
            if (spans[i].Start < spans[i - 1].End)
                spans.RemoveAt(i);
        }
        AddDefinedForms(text, spans);
    }

    private static void RemoveNobody(ReadOnlySpan<char> text, List<LabelledSpan> spans)
    {
        var kept = 0;
        for (var i = 0; i < spans.Count; i++)
        {
            var name = text[spans[i].Start..spans[i].End];
            var isNobody = spans[i].Type switch
            {
                EntityTypes.Person => IsTitled(name),
                EntityTypes.Company => IsGeneric(name) || IsOneOf(Products, name),
                _ => IsGeneric(name),
            };
            if (!isNobody)
                spans[kept++] = spans[i];
        }
        spans.RemoveRange(kept, spans.Count - kept);
    }

    private static bool IsGeneric(ReadOnlySpan<char> name) => IsOneOf(GenericWords, name);

    private static bool IsOneOf(HashSet<string> words, ReadOnlySpan<char> name)
    {
        if (name.Length > LongestWord)
            return false;
        Span<char> folded = stackalloc char[name.Length];
        CharacterFolding.Default.Fold(name, folded);
        return words.GetAlternateLookup<ReadOnlySpan<char>>().Contains(folded);
    }

    private static bool IsTitled(ReadOnlySpan<char> name)
    {
        Span<char> folded = stackalloc char[Math.Min(name.Length, 5)];
        if (name.Length > folded.Length)
            return false;
        CharacterFolding.Default.Fold(name, folded);
        foreach (var title in Titles)
        {
            if (name.Length <= title.Length + 1 && folded.EndsWith(title))
                return true;
        }
        return false;
    }

    private static void AddDefinedForms(ReadOnlySpan<char> text, List<LabelledSpan> spans)
    {
        for (var i = 0; i < spans.Count; i++)
        {
            if (ShortForms.DefinedAt(text, spans[i].End) is not { } form || IsGeneric(text.Slice(form.Start, form.Length)))
                continue;
            var defined = new LabelledSpan(form.Start, form.End, spans[i].Type, spans[i].Score);
            var next = i + 1;
            while (next < spans.Count && spans[next].Start < form.End)
                spans.RemoveAt(next);
            spans.Insert(next, defined);
        }
    }
}
