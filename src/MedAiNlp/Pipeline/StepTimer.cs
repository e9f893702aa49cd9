using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MedAiNlp;

/// <summary>
/// How long the steps of an analysis take, as the histogram <see cref="Instrument"/> of the meter <see cref="MedAiTelemetry.Name"/>: seconds, with the tag
/// <c>step</c>, one of <see cref="Steps"/>. Steps do not overlap on a thread, so their times add up. Where nobody listens it costs one look at a field.
/// </summary>
internal static class StepTimer
{
    /// <summary>The name of the histogram.</summary>
    public const string Instrument = "medainlp.step.duration";

    private static readonly Histogram<double> Durations = MedAiTelemetry.Meter.CreateHistogram<double>(Instrument, "s", "Time of one step of an analysis.");

    /// <summary>Begins a step; disposing what comes back ends it.</summary>
    /// <param name="step">One of <see cref="Steps"/>.</param>
    public static Running Start(string step) => Durations.Enabled ? new Running(step, Stopwatch.GetTimestamp()) : default;

    /// <summary>A step that has begun.</summary>
    internal readonly ref struct Running(string? step, long start) : IDisposable
    {
        public void Dispose()
        {
            if (step is not null)
                Durations.Record(Stopwatch.GetElapsedTime(start).TotalSeconds, new KeyValuePair<string, object?>("step", step));
        }
    }
}

/// <summary>The steps that <see cref="StepTimer"/> tells apart, in the order of the work.</summary>
internal static class Steps
{
    /// <summary>From bytes, HTML or Markdown to text.</summary>
    public const string Read = "read";

    /// <summary>Figures and dates.</summary>
    public const string Figures = "figures";

    /// <summary>Text to the numbers that the entity network reads.</summary>
    public const string Features = "features";

    /// <summary>The entity network.</summary>
    public const string Network = "network";

    /// <summary>Scores of labels to spans, and the rules for names.</summary>
    public const string Decode = "decode";

    /// <summary>Names to what they mean.</summary>
    public const string Link = "link";

    /// <summary>Topics, features and network together.</summary>
    public const string Topics = "topics";

    /// <summary>All of them.</summary>
    public static readonly string[] All = [Read, Figures, Features, Network, Decode, Link, Topics];
}
