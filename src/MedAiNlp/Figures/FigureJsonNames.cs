namespace MedAiNlp;

/// <summary>The names of kinds and qualifiers in JSON, which are a contract of the command line.</summary>
public static class FigureJsonNames
{
    /// <summary>The name in JSON: <c>count</c>, <c>percent</c>, <c>money</c>, <c>duration</c>, <c>measure</c> or <c>ratio</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a member of the enumeration.</exception>
    public static string ToJsonName(this FigureKind kind) => kind switch
    {
        FigureKind.Count => "count",
        FigureKind.Percent => "percent",
        FigureKind.Money => "money",
        FigureKind.Duration => "duration",
        FigureKind.Measure => "measure",
        FigureKind.Ratio => "ratio",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };

    /// <summary>The name in JSON: <c>exact</c>, <c>approx</c>, <c>at-least</c> or <c>at-most</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not a member of the enumeration.</exception>
    public static string ToJsonName(this FigureQualifier qualifier) => qualifier switch
    {
        FigureQualifier.Exact => "exact",
        FigureQualifier.Approximate => "approx",
        FigureQualifier.AtLeast => "at-least",
        FigureQualifier.AtMost => "at-most",
        _ => throw new ArgumentOutOfRangeException(nameof(qualifier)),
    };
}
