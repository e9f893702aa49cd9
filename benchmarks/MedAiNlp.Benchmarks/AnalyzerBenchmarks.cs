using BenchmarkDotNet.Attributes;

namespace MedAiNlp.Benchmarks;

/// <summary>One article at a time on one thread: the whole analysis, and each of its parts alone on the same text.</summary>
[ShortRunJob, MemoryDiagnoser]
public class AnalyzerBenchmarks
{
    private MedAiAnalyzer _analyzer = null!;
    private EntityRecognizer _entities = null!;
    private TopicClassifier _topics = null!;
    private readonly FigureScanner _figures = FigureScanner.Default;
    private string _text = "";

    /// <summary>Length of the article in UTF-16 code units.</summary>
    [Params(1_000, 10_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Load()
    {
        var models = Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder);
        _analyzer = MedAiAnalyzer.CreateDefault();
        _entities = EntityRecognizer.Load(Path.Combine(models, "zh-entities"));
        _topics = TopicClassifier.Load(Path.Combine(models, "zh-topics"));
        _text = BenchmarkCorpus.News(Characters);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _analyzer.Dispose();
        _entities.Dispose();
        _topics.Dispose();
    }

    [Benchmark(Baseline = true)]
    public object Analyze() => _analyzer.Analyze(_text);

    [Benchmark]
    public object Entities() => _entities.Recognize(_text);

    [Benchmark]
    public object Topics() => _topics.Classify(_text);

    [Benchmark]
    public object Figures() => _figures.Scan(_text);
}
