using BenchmarkDotNet.Attributes;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MedAiNlp.Benchmarks;

/// <summary>
/// What the library adds to the network: finding the entities of a text against ONNX Runtime alone on the same windows, prepared
/// beforehand and run from and into fixed memory; the whole analysis against the same; and the straightforward way to call ONNX Runtime from .NET (a new tensor for
/// every input, the output copied to an array), which has the features given too. One thread.
/// </summary>
[MedianColumn, MemoryDiagnoser]
public class NetworkBenchmarks
{
    private readonly List<OrtValue> _values = [];
    private readonly List<OrtIoBinding> _bindings = [];
    private readonly List<List<NamedOnnxValue>> _naive = [];
    private readonly RunOptions _options = BareSession.Options();
    private EntityRecognizer _recognizer = null!;
    private MedAiAnalyzer _analyzer = null!;
    private InferenceSession _session = null!;
    private string _text = "";

    /// <summary>Length of the text in UTF-16 code units.</summary>
    [Params(100, 1_000, 20_000)]
    public int Characters { get; set; }

    [GlobalSetup]
    public void Load()
    {
        _recognizer = EntityRecognizer.Load(BareSession.Folder);
        _analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Threads = 1 });
        _text = BenchmarkCorpus.News(Characters);
        _session = BareSession.Open();
        var manifest = _recognizer.Package.Manifest;
        foreach (var window in new WindowPlan(manifest.Features.MaxLength, manifest.Features.Stride).Windows(_text))
            Prepare(window, manifest.Labels.Count);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _bindings.ForEach(b => b.Dispose());
        _values.ForEach(v => v.Dispose());
        _options.Dispose();
        _session.Dispose();
        _recognizer.Dispose();
        _analyzer.Dispose();
    }

    [Benchmark(Baseline = true)]
    public void Bare()
    {
        foreach (var binding in _bindings)
            _session.RunWithBinding(_options, binding);
    }

    [Benchmark]
    public object Recognize() => _recognizer.Recognize(_text);

    [Benchmark]
    public object Analyze() => _analyzer.Analyze(_text);

    [Benchmark]
    public float Straightforward()
    {
        var sum = 0f;
        foreach (var inputs in _naive)
        {
            using var results = _session.Run([.. inputs.Select(Copy)]);
            sum += results[0].AsTensor<float>().ToArray()[0];
        }
        return sum;
    }

    private void Prepare(Window window, int labels)
    {
        var features = _recognizer.NewFeatures();
        features.Compute(_text, window.Start, window.End);
        var length = window.End - window.Start;
        var characters = Array.ConvertAll(features.CharacterIds[..length], i => (long)i);
        var bigrams = Array.ConvertAll(features.BigramIds[..(length + 1)], i => (long)i);
        var width = _session.InputMetadata["lexicon"].Dimensions[2];
        var lexicon = new byte[length * width];
        for (var i = 0; i < lexicon.Length; i++)
            lexicon[i] = (byte)((features.LexiconBits[i / width] >> (i % width)) & 1);

        OrtValue[] values =
        [
            OrtValue.CreateTensorValueFromMemory(characters, [1, length]), OrtValue.CreateTensorValueFromMemory(bigrams, [1, length + 1]),
            OrtValue.CreateTensorValueFromMemory(lexicon, [1, length, width]), OrtValue.CreateTensorValueFromMemory(new float[length * labels], [1, length, labels]),
        ];
        _values.AddRange(values);
        var binding = _session.CreateIoBinding();
        binding.BindInput("char_ids", values[0]);
        binding.BindInput("bigram_ids", values[1]);
        binding.BindInput("lexicon", values[2]);
        binding.BindOutput("logits", values[3]);
        _bindings.Add(binding);
        _naive.Add(
        [
            NamedOnnxValue.CreateFromTensor("char_ids", new DenseTensor<long>(characters, [1, length])),
            NamedOnnxValue.CreateFromTensor("bigram_ids", new DenseTensor<long>(bigrams, [1, length + 1])),
            NamedOnnxValue.CreateFromTensor("lexicon", new DenseTensor<byte>(lexicon, [1, length, width])),
        ]);
    }

    // Code that builds its inputs for every call copies them once.
    private static NamedOnnxValue Copy(NamedOnnxValue value) => value.Name == "lexicon"
        ? NamedOnnxValue.CreateFromTensor(value.Name, value.AsTensor<byte>().Clone())
        : NamedOnnxValue.CreateFromTensor(value.Name, value.AsTensor<long>().Clone());
}
