using System.Runtime.CompilerServices;

namespace MedAiNlp;

/// <summary>Where tokens are written: a buffer that grows, or the caller's spans.</summary>
internal ref struct TokenSink
{
    private readonly WordPieceBuffer? _buffer;
    private Span<int> _ids;
    private Span<int> _starts;
    private Span<int> _ends;

    public TokenSink(Span<int> ids, Span<int> starts, Span<int> ends, WordPieceBuffer? buffer)
    {
        MoveTo(ids, starts, ends);
        _buffer = buffer;
    }

    public int Count { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int id, int start, int end)
    {
        var at = Count;
        if ((uint)at >= (uint)_ids.Length || (uint)at >= (uint)_starts.Length || (uint)at >= (uint)_ends.Length)
            MakeRoom();
        _ids[at] = id;
        _starts[at] = start;
        _ends[at] = end;
        Count = at + 1;
    }

    /// <summary>Takes the last tokens back, down to a count that there was before.</summary>
    public void Shrink(int count) => Count = count;

    public void MoveTo(Span<int> ids, Span<int> starts, Span<int> ends)
    {
        _ids = ids;
        _starts = starts;
        _ends = ends;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void MakeRoom()
    {
        if (_buffer is null)
            throw new ArgumentException($"There is no room for token {Count + 1}; {nameof(WordPieceTokenizer)}.{nameof(WordPieceTokenizer.MaxTokenCount)} says how much room is always enough.");
        _buffer.Grow(ref this);
    }
}
