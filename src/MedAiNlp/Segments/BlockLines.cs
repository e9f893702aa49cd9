namespace MedAiNlp;

/// <summary>The blocks of a document as the models see them, without white space around: a line each.</summary>
internal readonly struct BlockLines(TextView view, IReadOnlyList<Block> blocks)
{
    /// <summary>How many there are.</summary>
    public int Count => blocks.Count;

    /// <summary>The line of a block.</summary>
    public ReadOnlySpan<char> this[int block] => view.SpanOf(blocks[block].Span).Trim();
}
