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
    private bool _unsorted; // whether they are out of order

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
        text._unsorted = false;
        return text;
    }

    public void Return()
    {
        // One long text must not hold its memory for ever.
        if (_chars.Length <= LargestKept)
            _spare = this;
    }

    /// <summary>Appends a code point.</summary>
    /// <param name="codePoint">The code point.</param>
    /// <param name="order">Its place among marks, see <see cref="BertCharacters.OrderOf"/>; 0 ends a row of marks.</param>
    /// <param name="start">Where it begins in the given text.</param>
    /// <param name="end">Where it ends there.</param>
    public void Append(int codePoint, byte order, int start, int end)
    {
        if (order == 0)
            EndMarks();
        if (Length + 2 > _chars.Length)
            Grow();
        _unsorted |= Length > _marks && _orders[Length - 1] > order;
        if (codePoint <= char.MaxValue)
        {
            Put((char)codePoint, order, start, end);
        }
        else
        {
            Put((char)(0xD800 + ((codePoint - 0x10000) >> 10)), order, start, end);
            Put((char)(0xDC00 + ((codePoint - 0x10000) & 0x3FF)), order, start, end);
        }
        if (order == 0)
            _marks = Length;
    }

    /// <summary>
    /// Sorts the marks at the end by their order; what follows is not sorted with them. Marks that change places share one
    /// stretch of the given text, so that places rise and yet hold what they claim to.
    /// </summary>
    public void EndMarks()
    {
        if (_unsorted)
            SortMarks();
        _marks = Length;
    }

    private void SortMarks()
    {
        var row = _chars.AsSpan(_marks..Length);
        var orders = _orders.AsSpan(_marks..Length);
        // The halves of a pair have one order, so a stable sort keeps them together.
        var keys = new long[row.Length];
        for (var i = 0; i < keys.Length; i++)
            keys[i] = ((long)orders[i] << 32) | (uint)i;
        Array.Sort(keys);
        var before = row.ToArray();
        for (var i = 0; i < keys.Length; i++)
            row[i] = before[(int)keys[i]];
        _starts.AsSpan(_marks..Length).Fill(_starts[_marks]);
        _ends.AsSpan(_marks..Length).Fill(_ends[Length - 1]);
        _unsorted = false;
    }

    private void Put(char c, byte order, int start, int end)
    {
        _chars[Length] = c;
        _orders[Length] = order;
        _starts[Length] = start;
        _ends[Length] = end;
        Length++;
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
