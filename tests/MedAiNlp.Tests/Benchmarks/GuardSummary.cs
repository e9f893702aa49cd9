namespace MedAiNlp.Tests.Benchmarks;

/// <summary>How counts are held against those that were accepted.</summary>
internal static class GuardSummary
{
    private const double Allowed = 1.10;

    /// <summary>A hundredth of a byte or a window more or less is rounding.</summary>
    private const double Rounding = 0.01;

    /// <summary>The steps that do over a tenth more than was accepted, each with both counts.</summary>
    public static IReadOnlyList<string> Worse(IReadOnlyDictionary<string, double> accepted, IReadOnlyDictionary<string, double> counts) =>
        [.. counts.Where(c => c.Value > (accepted[c.Key] * Allowed) + Rounding).Select(c => $"{c.Key}: {c.Value} where it was {accepted[c.Key]}")];
}
