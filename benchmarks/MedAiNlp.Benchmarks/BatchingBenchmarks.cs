using BenchmarkDotNet.Attributes;
using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp.Benchmarks;

/// <summary>
/// Whether several windows in one run pay: the same number of characters, cut into windows of one length, run one by one and in
/// batches, on one thread. The numbers in docs/performance.md say why the library runs every window by itself.
/// </summary>
[MedianColumn]
public class BatchingBenchmarks
{
    /// <summary>What each measurement runs in all.</summary>
    private const int Characters = 8192;

    private readonly List<OrtValue> _values = [];
    private readonly RunOptions _options = BareSession.Options();
    private InferenceSession _session = null!;
    private OrtIoBinding _binding = null!;

    /// <summary>Characters of a window.</summary>
    [Params(32, 64, 128, 256, 512)]
    public int Length { get; set; }

    /// <summary>Windows of a run.</summary>
    [Params(1, 2, 4, 16)]
    public int Batch { get; set; }

    [GlobalSetup]
    public void Load()
    {
        _session = BareSession.Open();
        var random = new Random(1);
        var width = _session.InputMetadata["lexicon"].Dimensions[2];
        var labels = _session.OutputMetadata["logits"].Dimensions[2];
        _values.Add(OrtValue.CreateTensorValueFromMemory(Numbers(random, Batch * Length, 4000), [Batch, Length]));
        _values.Add(OrtValue.CreateTensorValueFromMemory(Numbers(random, Batch * (Length + 1), 65536), [Batch, Length + 1]));
        _values.Add(OrtValue.CreateTensorValueFromMemory(new byte[Batch * Length * width], [Batch, Length, width]));
        _values.Add(OrtValue.CreateTensorValueFromMemory(new float[Batch * Length * labels], [Batch, Length, labels]));
        _binding = _session.CreateIoBinding();
        _binding.BindInput("char_ids", _values[0]);
        _binding.BindInput("bigram_ids", _values[1]);
        _binding.BindInput("lexicon", _values[2]);
        _binding.BindOutput("logits", _values[3]);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        _binding.Dispose();
        _values.ForEach(v => v.Dispose());
        _options.Dispose();
        _session.Dispose();
    }

    [Benchmark(OperationsPerInvoke = Characters)]
    public void PerCharacter()
    {
        for (var done = 0; done < Characters; done += Batch * Length)
            _session.RunWithBinding(_options, _binding);
    }

    private static long[] Numbers(Random random, int count, int below) => [.. Enumerable.Range(0, count).Select(_ => (long)random.Next(2, below))];
}
