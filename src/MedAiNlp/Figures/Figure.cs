namespace MedAiNlp;

/// <summary>
/// A quantity found in a text: a number with what it counts or measures. Immutable; safe to share between threads.
/// </summary>
/// <example>
/// “覆盖1500多家医疗机构” holds one figure: Text 1500多家, Values [1500], Unit 家, Kind Count, Qualifier AtLeast, Subject 医疗机构.
/// </example>
public sealed record Figure
{
    /// <summary>The mention exactly as it stands in the text, from the number to its unit: <c>text.Substring(Start, Length)</c>. Hedges outside it (约, 以上) are left out.</summary>
    public required string Text { get; init; }

    /// <summary>Offset of the first UTF-16 code unit.</summary>
    public required int Start { get; init; }

    /// <summary>Length in UTF-16 code units.</summary>
    public int Length => Text.Length;

    /// <summary>Offset just after the last UTF-16 code unit.</summary>
    public int End => Start + Length;

    /// <summary>The place of the mention.</summary>
    public TextSpan Span => new(Start, Length);

    /// <summary>
    /// One value; two for a range (5-15分钟), a paired reading (130/80mmHg) or a size (3×2cm); three for a size in space.
    /// In <see cref="Unit"/>, with multipliers resolved (1.2亿次 → 120000000); percents are fractions of one (96% → 0.96).
    /// </summary>
    public required IReadOnlyList<double> Values { get; init; }

    /// <summary>The value, where there is a single one; <see langword="null"/> for ranges, paired readings and sizes.</summary>
    public double? Value => Values.Count == 1 ? Values[0] : null;

    /// <summary>The unit or classifier as written (家, 个小时, mmol/L); of mixed units the last (8分34秒 → 秒); empty where none is written.</summary>
    public required string Unit { get; init; }

    /// <summary>
    /// The unit in one notation: UCUM symbols for time and measures (分钟 → min, 公里 → km), ISO 4217 codes for money (元 → CNY),
    /// <c>%</c>, the Simplified classifier for counts; empty where none is known. <see cref="Values"/> are not converted.
    /// </summary>
    public required string CanonicalUnit { get; init; }

    /// <summary>What sort of quantity it is.</summary>
    public required FigureKind Kind { get; init; }

    /// <summary>How the words around the number hedge it.</summary>
    public required FigureQualifier Qualifier { get; init; }

    /// <summary>The words of the same clause that say what is measured or counted (准确率 in 准确率高达96%); <see langword="null"/> where that is unclear.</summary>
    public TextSpan? Subject { get; init; }
}
