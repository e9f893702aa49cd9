using BenchmarkDotNet.Attributes;

namespace MedAiNlp.Benchmarks;

/// <summary>What the topics of one article cost on one thread, with and without their evidence. Characters by time gives characters a second.</summary>
[ShortRunJob, MemoryDiagnoser]
public class TopicBenchmarks
{
    private TopicClassifier _topics = null!;
    private string _text = "";

    /// <summary>Length of the article in UTF-16 code units.</summary>
    [Params(300, 1_000, 10_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Load()
    {
        _topics = TopicClassifier.Load(Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder, "zh-topics"));
        _text = BenchmarkCorpus.News(Characters);
    }

    [GlobalCleanup]
    public void Dispose() => _topics.Dispose();

    [Benchmark(Baseline = true)]
    public object Classify() => _topics.Classify(_text);

    [Benchmark]
    public object ClassifyWithEvidence() => _topics.Classify(_text, withEvidence: true);

    [Benchmark]
    public object Segments() => _topics.Segments(_text);

    [Benchmark]
    public object Quality() => TextQuality.Measure(_text);
}
