namespace MedAiNlp;

/// <summary>
/// Room for the tokens of one text after another, so that encoding allocates nothing once the room is large enough. What a
/// buffer shows is overwritten by the next text. Not thread-safe: one buffer for each thread.
/// </summary>
public sealed class WordPieceBuffer
{
    private int[] _ids;
    private int[] _starts;
    private int[] _ends;

    /// <summary>Creates an empty buffer.</summary>
    /// <param name="capacity">For how many tokens there is room before it has to grow; one or more.</param>
    public WordPieceBuffer(int capacity = 512)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _ids = new int[capacity];
        _starts = new int[capacity];
        _ends = new int[capacity];
    }

    /// <summary>How many tokens there are.</summary>
    public int Count { get; private set; }

    /// <summary>The number of each token in the vocabulary.</summary>
    public ReadOnlySpan<int> Ids => _ids.AsSpan(0, Count);

    /// <summary>The offset of the first UTF-16 code unit of each token in the text as it was given.</summary>
    public ReadOnlySpan<int> Starts => _starts.AsSpan(0, Count);

    /// <summary>The offset after the last UTF-16 code unit of each token. Special tokens that no text stands for are empty.</summary>
    public ReadOnlySpan<int> Ends => _ends.AsSpan(0, Count);

    internal TokenSink Begin()
    {
        Count = 0;
        return new TokenSink(_ids, _starts, _ends, this);
    }

    internal void Finish(in TokenSink sink) => Count = sink.Count;

    internal void Grow(ref TokenSink sink)
    {
        var size = checked(_ids.Length * 2);
        Array.Resize(ref _ids, size);
        Array.Resize(ref _starts, size);
        Array.Resize(ref _ends, size);
        sink.MoveTo(_ids, _starts, _ends);
    }
}
