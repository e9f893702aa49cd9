using System.Numerics;
using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp;

/// <summary>
/// The memory that one caller at a time runs windows through: pinned, read and written in place by ONNX Runtime, kept from text
/// to text. Every window is a run of its own without padding, so that what is found in a text never depends on its neighbours
/// (docs/performance.md says why that costs nothing). Not thread-safe.
/// </summary>
internal sealed class EntityWindow(OnnxModel model, CharacterFeatures features, int lexiconFeatures, int labels) : IDisposable
{
    /// <summary>What the network has to read: names, element types and ranks.</summary>
    public static readonly (string Name, Type Element, int Rank)[] Inputs = [("char_ids", typeof(long), 2), ("bigram_ids", typeof(long), 2), ("lexicon", typeof(byte), 3)];

    /// <summary>What it has to give.</summary>
    public const string Output = "logits";

    /// <summary>For how many lengths the bindings are kept: more than the default model has.</summary>
    private const int MostBindings = 1024;

    private readonly RunOptions _options = new();
    private readonly Dictionary<int, BoundTensors> _bound = [];
    private long[] _characters = [];
    private long[] _bigrams = [];
    private byte[] _lexicon = [];
    private float[] _logits = [];

    /// <summary>Runs the network over a window of a text.</summary>
    /// <returns>A row of <c>labels</c> columns for each character of the window; valid until the next call.</returns>
    public ReadOnlySpan<float> Run(ReadOnlySpan<char> text, Window window, CancellationToken cancellationToken)
    {
        var length = window.End - window.Start;
        using (StepTimer.Start(Steps.Features))
            Fill(text, window, length);
        MedAiTelemetry.Windows.Add(1);
        using (StepTimer.Start(Steps.Network))
            model.Run(Bound(length).Binding, _options, cancellationToken);
        return _logits.AsSpan(0, length * labels);
    }

    /// <summary>Gives what a window keeps: a row of <c>labels</c> columns for each of its characters; valid until the next call.</summary>
    /// <param name="text">The text of the window.</param>
    /// <param name="window">The window.</param>
    /// <param name="seen">Windows that came before in the same run, to take it from or add it to; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Stops the work, also inside the network.</param>
    public ReadOnlySpan<float> Kept(ReadOnlySpan<char> text, Window window, SeenWindows? seen, CancellationToken cancellationToken)
    {
        if (seen is null)
            return Kept(text, window, cancellationToken);
        var read = WindowText.Of(text, window, features.Context);
        EnsureCapacity(window.KeepEnd - window.KeepStart);
        var known = _logits.AsSpan(0, (window.KeepEnd - window.KeepStart) * labels);
        if (seen.TryTake(read, known))
            return known;
        try
        {
            var kept = Kept(text, window, cancellationToken);
            seen.Add(read, kept);
            return kept;
        }
        finally
        {
            seen.Done(read);
        }
    }

    public void Dispose()
    {
        Unbind();
        _options.Dispose();
    }

    private ReadOnlySpan<float> Kept(ReadOnlySpan<char> text, Window window, CancellationToken cancellationToken) =>
        Run(text, window, cancellationToken)[((window.KeepStart - window.Start) * labels)..((window.KeepEnd - window.Start) * labels)];

    private void Fill(ReadOnlySpan<char> text, Window window, int length)
    {
        EnsureCapacity(length);
        features.Compute(text, window.Start, window.End);
        var (characterIds, bigramIds, bits) = (features.CharacterIds, features.BigramIds, features.LexiconBits);
        var lexicon = _lexicon.AsSpan(0, length * lexiconFeatures);
        lexicon.Clear();
        for (var i = 0; i < length; i++)
        {
            _characters[i] = characterIds[i];
            _bigrams[i] = bigramIds[i];
            for (var left = bits[i]; left != 0; left &= left - 1)
                lexicon[(i * lexiconFeatures) + BitOperations.TrailingZeroCount(left)] = 1;
        }
        _bigrams[length] = bigramIds[length];
    }

    private BoundTensors Bound(int length)
    {
        if (_bound.TryGetValue(length, out var bound))
            return bound;
        if (_bound.Count == MostBindings)
            Unbind();
        var characters = Tensor(_characters, [1, length]);
        var bigrams = Tensor(_bigrams, [1, length + 1]);
        var lexicon = Tensor(_lexicon, [1, length, lexiconFeatures]);
        var logits = Tensor(_logits, [1, length, labels]);
        bound = new BoundTensors(model.Bind(Inputs.Select(i => i.Name).Zip([characters, bigrams, lexicon]), Output, logits), characters, bigrams, lexicon, logits);
        _bound.Add(length, bound);
        return bound;
    }

    private static OrtValue Tensor<T>(T[] pinned, long[] shape) where T : unmanaged =>
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, MemoryMarshal.CreateFromPinnedArray(pinned, 0, (int)shape.Aggregate(1L, (a, b) => a * b)), shape);

    private void EnsureCapacity(int length)
    {
        if (_characters.Length >= length)
            return;
        Unbind();
        var capacity = Math.Max(length, Math.Min(2 * _characters.Length, 1024));
        _characters = GC.AllocateUninitializedArray<long>(capacity, pinned: true);
        _bigrams = GC.AllocateUninitializedArray<long>(capacity + 1, pinned: true);
        _lexicon = GC.AllocateUninitializedArray<byte>(capacity * lexiconFeatures, pinned: true);
        _logits = GC.AllocateUninitializedArray<float>(capacity * labels, pinned: true);
    }

    private void Unbind()
    {
        foreach (var bound in _bound.Values)
            bound.Dispose();
        _bound.Clear();
    }

    /// <summary>The tensors of one length over the memory, and the binding that names them.</summary>
    private sealed class BoundTensors(OrtIoBinding binding, params OrtValue[] tensors) : IDisposable
    {
        public OrtIoBinding Binding => binding;

        public void Dispose()
        {
            binding.Dispose();
            foreach (var tensor in tensors)
                tensor.Dispose();
        }
    }
}
