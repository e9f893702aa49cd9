using BenchmarkDotNet.Attributes;

namespace MedAiNlp.Benchmarks;

/// <summary>Where the time of the entity recognizer goes, on one thread: the whole, the network with its features, the features alone.</summary>
[ShortRunJob, MemoryDiagnoser]
public class EntityBenchmarks
{
    private EntityRecognizer _recognizer = null!;
    private CharacterFeatures _features = null!;
    private string _text = "";

    /// <summary>Length of the text in UTF-16 code units.</summary>
    [Params(1_000, 20_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Load()
    {
        _recognizer = EntityRecognizer.Load(Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder, "zh-entities"));
        _features = _recognizer.NewFeatures();
        _text = BenchmarkCorpus.News(Characters);
    }

    [GlobalCleanup]
    public void Dispose() => _recognizer.Dispose();

    [Benchmark(Baseline = true)]
    public object Recognize() => _recognizer.Recognize(_text);

    [Benchmark]
    public int FeaturesAndNetwork()
    {
        var counter = new Counter();
        _recognizer.Logits(_text, static (logits, c) => c.Count += logits.Length, counter);
        return counter.Count;
    }

    [Benchmark]
    public int Features()
    {
        _features.Compute(_text, 0, _text.Length);
        return _features.CharacterIds[0];
    }

    private sealed class Counter
    {
        public int Count { get; set; }
    }
}
