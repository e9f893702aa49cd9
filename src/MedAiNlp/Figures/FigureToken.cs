namespace MedAiNlp;

/// <summary>
/// A figure or date as offsets only, for callers that must not allocate. Offsets are UTF-16 code units into the scanned text.
/// The properties have the meanings of those of <see cref="Figure"/>.
/// </summary>
public readonly record struct FigureToken
{
    /// <summary>Whether this is a date or clock time; <see langword="false"/> for a figure. A date has a <see cref="Span"/> and nothing else.</summary>
    public bool IsDate { get; init; }

    /// <summary>The place of the mention.</summary>
    public TextSpan Span { get; init; }

    /// <summary>How many of <see cref="First"/>, <see cref="Second"/> and <see cref="Third"/> are set: 1, 2 or 3; 0 for a date.</summary>
    public int ValueCount { get; init; }

    /// <summary>The value, or the first of several.</summary>
    public double First { get; init; }

    /// <summary>The second value, if <see cref="ValueCount"/> is 2 or more.</summary>
    public double Second { get; init; }

    /// <summary>The third value, if <see cref="ValueCount"/> is 3.</summary>
    public double Third { get; init; }

    /// <summary>The place of the unit as written; empty where there is none. In 两个多月 it covers 个多月, of which 多 is not part of the unit.</summary>
    public TextSpan UnitSpan { get; init; }

    /// <summary>The unit in one notation; empty for none. An interned constant except for composite units such as 元/盒.</summary>
    public string CanonicalUnit { get; init; }

    /// <summary>What sort of quantity it is.</summary>
    public FigureKind Kind { get; init; }

    /// <summary>How it is hedged.</summary>
    public FigureQualifier Qualifier { get; init; }

    /// <summary>What is measured or counted; empty where unclear.</summary>
    public TextSpan Subject { get; init; }

    /// <summary>Whether one character (多, 余 or 半) stands inside the unit after its first.</summary>
    internal bool UnitIsSplit { get; init; }

    internal DateValue Date { get; init; }
}
