namespace MedAiNlp;

/// <summary>
/// Text after clean-up, with the place in the given text that each of its code units comes from. Reused from text to text. Not
/// thread-safe.
/// </summary>
internal sealed class NormalizedText
{
    private const int LargestKept = 1 << 14;

    [ThreadStatic]
    private static NormalizedText? _spare;

    private char[] _chars = new char[256];
    private int[] _starts = new int[256];
    private int[] _ends = new int[256];
    private byte[] _orders = new byte[256];
    private int _marks; // where the marks behind the last letter begin

    public int Length { get; private set; }

    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    /// <summary>For each code unit where its code point begins in the given text.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Length);

    /// <summary>For each code unit where its code point ends in the given text.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Length);

    /// <summary>An empty text of this thread; hand it back with <see cref="Return"/>.</summary>
    public static NormalizedText Rent()
    {
        var text = _spare ?? new NormalizedText();
        _spare = null;
        text.Length = 0;
        text._marks = 0;
        return text;
    }

    public void Return()
    {
        // One long text must not hold its memory for ever.
        if (_chars.Length <= LargestKept)
            _spare = this;
    }

    /// <summary>Appends a code point that keeps its place.</summary>
    public void Append(int codePoint, int start, int end)
    {
        AppendOrdered(codePoint, 0, start, end);
        EndMarks();
    }

    /// <summary>Marks that follow are not sorted across here.</summary>
    public void EndMarks() => _marks = Length;

    /// <summary>
    /// Appends a mark, before those behind the same letter that have a higher order. The places stay in rising order, as the
    /// reference has it, though the characters change theirs.
    /// </summary>
    public void AppendOrdered(int codePoint, byte order, int start, int end)
    {
        var units = codePoint > char.MaxValue ? 2 : 1;
        if (Length + units > _chars.Length)
            Grow();
        var at = Length;
        while (order != 0 && at > _marks && _orders[at - 1] > order)
            at--;
        if (at < Length)
        {
            Array.Copy(_chars, at, _chars, at + units, Length - at);
            Array.Copy(_orders, at, _orders, at + units, Length - at);
        }
        if (units == 1)
        {
            _chars[at] = (char)codePoint;
        }
        else
        {
            _chars[at] = (char)(0xD800 + ((codePoint - 0x10000) >> 10));
            _chars[at + 1] = (char)(0xDC00 + ((codePoint - 0x10000) & 0x3FF));
        }
        for (var unit = 0; unit < units; unit++)
        {
            _orders[at + unit] = order;
            _starts[Length] = start;
            _ends[Length] = end;
            Length++;
        }
    }

    private void Grow()
    {
        var size = checked(_chars.Length * 2);
        Array.Resize(ref _chars, size);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _ends, size);
        Array.Resize(ref _orders, size);
    }
}
