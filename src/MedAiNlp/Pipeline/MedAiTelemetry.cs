using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace MedAiNlp;

/// <summary>
/// What the library tells those who listen, as <see cref="ActivitySource"/> and <see cref="System.Diagnostics.Metrics.Meter"/> of the same
/// name: how much was analysed, how long it took and what failed. Nothing of a text is ever told, and without a listener nothing is measured.
/// </summary>
/// <remarks>The instruments and their tags are listed in docs/hosting.md, and are a contract.</remarks>
public static class MedAiTelemetry
{
    /// <summary>The name of the source and of the meter, for <c>AddSource</c> and <c>AddMeter</c>.</summary>
    public const string Name = "MedAiNlp";

    internal const string AnalyzeActivity = "medainlp.analyze", LoadActivity = "medainlp.load";

    private static readonly string Version = LibraryRange.Current.ToString();
    private static long _queued;

    internal static readonly ActivitySource Source = new(Name, Version);
    internal static readonly Meter Meter = new(Name, Version);
    internal static readonly Counter<long> Windows = Meter.CreateCounter<long>("medainlp.windows", "{window}", "Windows of text read by an entity network.");

    private static readonly Counter<long> Articles = Meter.CreateCounter<long>("medainlp.articles", "{article}", "Articles analysed, or found impossible to analyse.");
    private static readonly Counter<long> Characters = Meter.CreateCounter<long>("medainlp.characters", "{character}", "UTF-16 code units of the articles analysed.");
    private static readonly Counter<long> Entities = Meter.CreateCounter<long>("medainlp.entities", "{entity}", "Entities found.");
    private static readonly Counter<long> Figures = Meter.CreateCounter<long>("medainlp.figures", "{figure}", "Figures found.");
    private static readonly Counter<long> Errors = Meter.CreateCounter<long>("medainlp.errors", "{error}", "Errors, of articles and of loading models.");
    private static readonly Histogram<double> ArticleDurations = Meter.CreateHistogram<double>("medainlp.article.duration", "s", "Time of the analysis of one article.");

    static MedAiTelemetry() => Meter.CreateObservableUpDownCounter("medainlp.queue.length", () => Interlocked.Read(ref _queued), "{article}", "Articles of streams that were taken and whose results were not.");

    /// <summary>Counts articles into the queue, or out of it.</summary>
    internal static void Queue(int articles) => Interlocked.Add(ref _queued, articles);

    /// <summary>Counts an error.</summary>
    internal static void Fail(string code) => Errors.Add(1, new KeyValuePair<string, object?>("code", code));

    /// <summary>The stable code of what went wrong; MED900 for what should not have happened.</summary>
    internal static string CodeOf(Exception e) => (e as MedAiException)?.Code ?? "MED900";

    /// <summary>Begins to watch an analysis; one of its two ends is to be called, then it is disposed.</summary>
    internal static ArticleWatch Begin(Article article)
    {
        var activity = Source.StartActivity(AnalyzeActivity);
        activity?.SetTag("medainlp.article.id", article.Id);
        return new ArticleWatch(activity, ArticleDurations.Enabled ? Stopwatch.GetTimestamp() : 0);
    }

    /// <summary>The analysis of one article, as it is told.</summary>
    internal readonly ref struct ArticleWatch(Activity? activity, long start) : IDisposable
    {
        public void Done(ArticleAnalysis analysis)
        {
            activity?.SetTag("medainlp.characters", analysis.Text.Length).SetTag("medainlp.language", analysis.Language)
                .SetTag("medainlp.entities", analysis.Entities.Count).SetTag("medainlp.figures", analysis.Figures.Count);
            if (start > 0)
                ArticleDurations.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
            Articles.Add(1, new KeyValuePair<string, object?>("outcome", "ok"));
            Characters.Add(analysis.Text.Length);
            Figures.Add(analysis.Figures.Count);
            if (!Entities.Enabled)
                return;
            foreach (var type in analysis.Entities.CountBy(e => e.Type))
                Entities.Add(type.Value, new KeyValuePair<string, object?>("type", type.Key));
        }

        public void Failed(Exception e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, CodeOf(e));
            Articles.Add(1, new KeyValuePair<string, object?>("outcome", e is OperationCanceledException ? "stopped" : "error"));
            if (e is not OperationCanceledException)
                Fail(CodeOf(e));
        }

        public void Dispose() => activity?.Dispose();
    }
}
