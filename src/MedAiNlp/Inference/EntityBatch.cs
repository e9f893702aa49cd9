using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp;

/// <summary>The tensors of some windows: as many rows as windows, as wide as the longest, the rest padding (all zero). One caller's, not thread-safe.</summary>
internal sealed class EntityBatch(int lexiconFeatures, CharacterFeatures features)
{
    private long[] _characters = [];
    private long[] _bigrams = [];
    private byte[] _lexicon = [];
    private int _rows;

    /// <summary>Characters in a row.</summary>
    public int Width { get; private set; }

    public void Fill(string text, ReadOnlySpan<Window> windows)
    {
        _rows = windows.Length;
        Width = 0;
        foreach (var window in windows)
            Width = Math.Max(Width, window.End - window.Start);
        EnsureCapacity();

        for (var row = 0; row < windows.Length; row++)
        {
            var window = windows[row];
            var length = window.End - window.Start;
            features.Compute(text, window.Start, window.End);
            var characters = _characters.AsSpan(row * Width, Width);
            var bigrams = _bigrams.AsSpan(row * (Width + 1), Width + 1);
            var lexicon = _lexicon.AsSpan(row * Width * lexiconFeatures, Width * lexiconFeatures);
            lexicon.Clear();
            for (var i = 0; i < length; i++)
            {
                characters[i] = features.CharacterIds[i];
                bigrams[i] = features.BigramIds[i];
                for (var (bits, feature) = (features.LexiconBits[i], i * lexiconFeatures); bits != 0; bits >>= 1, feature++)
                    lexicon[feature] = (byte)(bits & 1);
            }
            bigrams[length] = features.BigramIds[length];
            characters[length..].Clear();
            bigrams[(length + 1)..].Clear();
        }
    }

    /// <summary>Tensors over this batch's memory, without a copy; valid until the next <see cref="Fill"/>.</summary>
    public TensorSet Tensors() => new(
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _characters.AsMemory(0, _rows * Width), [_rows, Width]),
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _bigrams.AsMemory(0, _rows * (Width + 1)), [_rows, Width + 1]),
        OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, _lexicon.AsMemory(0, _rows * Width * lexiconFeatures), [_rows, Width, lexiconFeatures]));

    private void EnsureCapacity()
    {
        if (_characters.Length >= _rows * Width && _bigrams.Length >= _rows * (Width + 1))
            return;
        _characters = new long[_rows * Width];
        _bigrams = new long[_rows * (Width + 1)];
        _lexicon = new byte[_rows * Width * lexiconFeatures];
    }
}

/// <summary>Tensors that are disposed together.</summary>
internal sealed class TensorSet(params OrtValue[] values) : IDisposable
{
    public IReadOnlyList<OrtValue> Values => values;

    public void Dispose()
    {
        foreach (var value in values)
            value.Dispose();
    }
}
