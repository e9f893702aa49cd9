namespace MedAiNlp;

/// <summary>
/// What of a text's build, rather than of its words, tells a page made for search engines from an article: pieces of the title
/// set into its sentences, repetition, menus, links, contact details as bait. Immutable; safe to share between threads.
/// </summary>
public sealed class TextQuality
{
    private readonly float[] _values;

    internal TextQuality(ReadOnlySpan<float> values) => _values = values.ToArray();

    /// <summary>Every signal, in a fixed order, raised or not.</summary>
    public IReadOnlyList<QualitySignal> Signals => [.. _values.Select((value, i) => QualitySignals.Describe(i, value))];

    /// <summary>The signals that stand out, so that a reader sees why a page looks like spam; empty for an ordinary article.</summary>
    public IReadOnlyList<QualitySignal> Raised => [.. Signals.Where(signal => signal.IsRaised)];

    /// <summary>Measures a text.</summary>
    /// <param name="text">The text, its title in the first line where it has one. May be empty: no signal is raised then.</param>
    public static TextQuality Measure(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var read = new TopicText();
        read.Read(text);
        Span<float> values = stackalloc float[QualitySignals.Count];
        new QualitySignals().Measure(read, values);
        return new TextQuality(values);
    }
}

/// <summary>One measured property of a text's build.</summary>
/// <param name="Name">A stable name, such as <c>title-fragments</c>.</param>
/// <param name="Value">The measurement, in the unit that <paramref name="Explanation"/> names; zero or more.</param>
/// <param name="IsRaised">Whether the value is one that ordinary articles hardly ever reach.</param>
/// <param name="Explanation">The measurement as one English sentence.</param>
public readonly record struct QualitySignal(string Name, double Value, bool IsRaised, string Explanation);
