namespace MedAiNlp;

/// <summary>How a block is set off from the one before it.</summary>
internal enum BlockGap
{
    /// <summary>By one line break, or <c>br</c>.</summary>
    Line,

    /// <summary>By a blank line, or as an element of its own.</summary>
    Paragraph,
}

/// <summary>A block while it is being read.</summary>
internal sealed class DraftBlock
{
    public required int Start { get; set; }

    public required int End { get; set; }

    public BlockKind Kind { get; set; }

    public int Level { get; set; }

    /// <summary>The role that the structure gives; <see langword="null"/> where only the text can tell.</summary>
    public BlockRole? Role { get; set; }

    public BlockGap Gap { get; set; } = BlockGap.Paragraph;

    /// <summary>Characters of it that stand in links.</summary>
    public int LinkCharacters { get; set; }

    public int Length => End - Start;
}

/// <summary>What a reader of one format hands on: the visible text, its blocks, and what the models should not see.</summary>
internal sealed class Draft
{
    public required string Text { get; init; }

    public List<DraftBlock> Blocks { get; init; } = [];

    public TextView.Builder Hidden { get; } = new();

    /// <summary>The way back to the HTML; <see langword="null"/> where the text is the source.</summary>
    public SourceMap? Map { get; init; }

    /// <summary>Whether asterisks at the ends of a line are emphasis, not text.</summary>
    public bool IsMarkdown { get; init; }

    /// <summary>What the head of a page, or a front matter, says about the document, in order: name, value, and where it stands in the source.</summary>
    public List<(string Name, string Value, TextSpan Source)> Declared { get; init; } = [];

    public ReadOnlySpan<char> Of(DraftBlock block) => Text.AsSpan(block.Start, block.Length);
}
