namespace MedAiNlp;

/// <summary>One hospital, company or other body of a <see cref="NameRegister"/>. Immutable; safe to share between threads.</summary>
public sealed record RegisterEntry
{
    /// <summary>The type of the entities that can mean it, such as <see cref="EntityTypes.Hospital"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The full name; what <see cref="Entity.Canonical"/> becomes.</summary>
    public required string Name { get; init; }

    /// <summary>Other names that mean it wherever they stand (浙大一院).</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Names that mean it only where its city or province is spoken of (协和医院, in a text about 武汉).</summary>
    public IReadOnlyList<string> LocalAliases { get; init; } = [];

    /// <summary>The province, with its suffix (浙江省, 北京市); empty where it is not known.</summary>
    public string Province { get; init; } = "";

    /// <summary>The city, with its suffix (杭州市); for a municipality the same as <see cref="Province"/>; empty where it is not known.</summary>
    public string City { get; init; } = "";

    /// <summary>The grade of a hospital (三级甲等); empty where it is not known.</summary>
    public string Grade { get; init; } = "";

    /// <summary>The stock code of a listed company (002230; 02251.HK for Hong Kong); empty for others.</summary>
    public string StockCode { get; init; } = "";
}
