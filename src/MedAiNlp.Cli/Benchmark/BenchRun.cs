using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;

namespace MedAiNlp.Cli.Benchmark;

/// <summary>What was measured with one model on one number of threads.</summary>
internal sealed class BenchRun
{
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
