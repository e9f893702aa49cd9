namespace MedAiNlp;

/// <summary>
/// The answers of a model to texts, as <c>model.json</c> keeps them, so that whoever gets the package can see that it answers there
/// as it did where it was packed.
/// </summary>
internal static class PackageAnswers
{
    /// <summary>How far a score may move from one machine to another: networks in int8 or half floats round differently.</summary>
    public const double Tolerance = 0.01;

    /// <summary>The texts of a package that has none: ten sentences of our own, of every kind that articles hold.</summary>
    public static readonly IReadOnlyList<string> Texts =
    [
        "2月18日，云岭市第一人民医院与澄影医疗科技有限公司签约，用AI辅助阅片。",
        "院长林若川说，澜川日报记者陆知秋到访了岚江市中心医院。",
        "通过5G网络，专家为一千公里外的患者做了远程会诊和远程手术指导。",
        "互联网医院上线，居民在手机上就能复诊续方，药品快递到家。",
        "祖传秘方，三天根治，无效退款！添加微信，前二十名预约减免三百元。",
        "準確率達９６％，由 Tuixiang Medical 的團隊完成；吉林醫院參加。",
        "国家药监局批准了康联智能科技的肺结节CT影像辅助检测软件。",
        "青禾县人民医院、云岭一院和江澜大学附属第二医院组成医联体。",
        "企业召开视频会议，部署复工复产。",
        "1500多家机构已接入平台😀，\n比上年增长30%以上。",
    ];

    /// <summary>Asks a model.</summary>
    public static ModelGolden Ask(IEntityRecognizer recognizer, string text) => new()
    {
        Text = text,
        Entities = [.. recognizer.Recognize(text, new EntityOptions { ExcludedTypes = [] }).Select(e => new GoldenEntity(e.Type, e.Start, e.End, Math.Round(e.Score, 4)))],
    };

    /// <summary>Asks a model.</summary>
    public static ModelGolden Ask(ITopicClassifier classifier, string text) => new()
    {
        Text = text,
        Topics = classifier.Classify(text).ToDictionary(t => t.Label, t => Math.Round(t.Score, 4)),
    };

    /// <summary>What differs between the answer that was kept and the one that was given; <see langword="null"/> for nothing.</summary>
    public static string? Difference(ModelGolden kept, ModelGolden given)
    {
        var missing = (kept.Entities ?? []).FirstOrDefault(k => given.Entities?.Any(g => IsSame(k, g)) != true);
        if (missing is not null)
            return $"expected {Shown(kept.Text, missing)}, found {Found(given)}";
        var extra = (given.Entities ?? []).FirstOrDefault(g => kept.Entities?.Any(k => IsSame(k, g)) == false);
        if (extra is not null)
            return $"found {Shown(kept.Text, extra)}, which was not there";
        foreach (var (label, score) in kept.Topics ?? new Dictionary<string, double>())
        {
            if (given.Topics is null || !given.Topics.TryGetValue(label, out var now) || Math.Abs(now - score) > Tolerance)
                return $"expected {label} {score:0.00##}, found {(given.Topics is not null && given.Topics.TryGetValue(label, out now) ? $"{now:0.00##}" : "no such label")}";
        }
        return null;
    }

    private static bool IsSame(GoldenEntity a, GoldenEntity b) =>
        a.Type == b.Type && a.Start == b.Start && a.End == b.End && Math.Abs(a.Score - b.Score) <= Tolerance;

    private static string Found(ModelGolden given) =>
        given.Entities is { Count: > 0 } entities ? string.Join(", ", entities.Select(e => Shown(given.Text, e))) : "nothing";

    private static string Shown(string text, GoldenEntity entity) =>
        $"{entity.Type} {(entity.Start >= 0 && entity.Start <= entity.End && entity.End <= text.Length ? text[entity.Start..entity.End] : $"{entity.Start}..{entity.End}")} {entity.Score:0.00##}";
}
