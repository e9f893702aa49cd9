using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace MedAiNlp.Cli.Benchmark;

/// <summary>What was measured with one model on one number of threads.</summary>
internal sealed class BenchRun
{
    /// <summary>So much text is enough to measure what results hold, and little to have in memory.</summary>
    private const long ResultCharacters = 100_000;

    private readonly List<double> _latencies = [];

    public BenchRun(string model, int threads)
    {
        Model = model;
        Threads = threads;
    }

    /// <summary>The folder of the entity model; empty for the default one.</summary>
    public string Model { get; }

    public int Threads { get; }

    /// <summary>The seconds of each repeat.</summary>
    public List<double> Seconds { get; } = [];

    /// <summary>Seconds of the steps over all repeats and threads.</summary>
    public Dictionary<string, double> Steps { get; } = [];

    /// <summary>Managed bytes allocated, over all repeats.</summary>
    public long Allocated { get; private set; }

    /// <summary>Managed bytes a character that the results hold, which is what an analysis has to allocate; measured by <see cref="MeasureResults"/>.</summary>
    public double ResultBytesPerCharacter { get; private set; }

    /// <summary>The median repeat, in seconds.</summary>
    public double Median => Quantile([.. Seconds.Order()], 0.5);

    /// <summary>How far the repeats lie apart: slowest minus fastest, in parts of the median.</summary>
    public double Spread => (Seconds.Max() - Seconds.Min()) / Median;

    /// <summary>Analyses all articles once, on <see cref="Threads"/> threads.</summary>
    public void Repeat(MedAiAnalyzer analyzer, IReadOnlyList<Article> articles, StepListener steps, CancellationToken cancellationToken)
    {
        var milliseconds = new double[articles.Count];
        steps.Take();
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var start = Stopwatch.GetTimestamp();
        Parallel.ForEach(Partitioner.Create(Enumerable.Range(0, articles.Count), EnumerablePartitionerOptions.NoBuffering), new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken }, i =>
        {
            var begun = Stopwatch.GetTimestamp();
            try
            {
                analyzer.Analyze(articles[i], cancellationToken);
            }
            catch (DocumentException)
            {
                // An article that may not be analysed costs what it costs here as elsewhere.
            }
            milliseconds[i] = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        });
        Seconds.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
        Allocated += GC.GetTotalAllocatedBytes(precise: true) - allocated;
        _latencies.AddRange(milliseconds);
        foreach (var (step, seconds) in steps.Take())
            Steps[step] = Steps.GetValueOrDefault(step) + seconds;
    }

    /// <summary>Measures what results hold: the heap with those of some articles at hand, against the heap before.</summary>
    public void MeasureResults(MedAiAnalyzer analyzer, IReadOnlyList<Article> articles, CancellationToken cancellationToken)
    {
        var results = new List<ArticleAnalysis>(articles.Count);
        var characters = 0L;
        var before = GC.GetTotalMemory(forceFullCollection: true);
        foreach (var article in articles)
        {
            try
            {
                results.Add(analyzer.Analyze(article, cancellationToken));
            }
            catch (DocumentException)
            {
                continue;
            }
            characters += article.Content.Length;
            if (characters >= ResultCharacters)
                break;
        }
        ResultBytesPerCharacter = Math.Max(0, GC.GetTotalMemory(forceFullCollection: true) - before) / (double)Math.Max(1, characters);
        GC.KeepAlive(results);
    }

    /// <summary>Milliseconds that an article took, of all repeats.</summary>
    /// <param name="quantile">0 to 1: 0.5 for the median.</param>
    public double Latency(double quantile) => Quantile([.. _latencies.Order()], quantile);

    private static double Quantile(double[] ordered, double quantile) =>
        ordered.Length == 0 ? 0 : ordered[Math.Clamp((int)Math.Ceiling(quantile * ordered.Length) - 1, 0, ordered.Length - 1)];
}

/// <summary>How much text there is.</summary>
internal readonly record struct BenchSize(int Articles, long Characters, long Bytes)
{
    public static BenchSize Of(IReadOnlyList<Article> articles) =>
        new(articles.Count, articles.Sum(a => (long)a.Content.Length), articles.Sum(a => (long)Encoding.UTF8.GetByteCount(a.Content)));
}
