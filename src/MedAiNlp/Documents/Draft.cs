using System.Collections.Concurrent;

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
    public int Start { get; set; }

    public int End { get; set; }

    public BlockKind Kind { get; set; }

    public int Level { get; set; }

    /// <summary>The role that the structure gives; <see langword="null"/> where only the text can tell.</summary>
    public BlockRole? Role { get; set; }

    public BlockGap Gap { get; set; } = BlockGap.Paragraph;

    /// <summary>Characters of it that stand in links.</summary>
    public int LinkCharacters { get; set; }

    /// <summary>Whether a block before it has grown over it.</summary>
    public bool IsJoined { get; set; }

    public int Length => End - Start;

    /// <summary>Begins anew.</summary>
    public void Reset(int start, int end, BlockGap gap)
    {
        (Start, End, Gap) = (start, end, gap);
        (Kind, Level, Role, LinkCharacters, IsJoined) = (default, 0, null, 0, false);
    }
}

/// <summary>What a reader of one format hands on: the visible text, its blocks, and what the models should not see. One thread at a time.</summary>
internal sealed class Draft(string text)
{
    /// <summary>A document of more blocks than these does not leave its memory behind.</summary>
    private const int MostBlocksKept = 4096;

    private static readonly ConcurrentBag<Draft> Idle = [];

    // The blocks that were made, for this text and those before, and how many of them are in use.
    private readonly List<DraftBlock> _made = [];
    private int _used;

    public string Text { get; private set; } = text;

    public List<DraftBlock> Blocks { get; init; } = [];

    public TextView.Builder Hidden { get; } = new();

    /// <summary>The way back to the HTML; <see langword="null"/> where the text is the source.</summary>
    public SourceMap? Map { get; init; }

    /// <summary>Whether asterisks at the ends of a line are emphasis, not text.</summary>
    public bool IsMarkdown { get; private set; }

    /// <summary>What the head of a page, or a front matter, says about the document, in order: name, value, and where it stands in the source.</summary>
    public List<(string Name, string Value, TextSpan Source)> Declared { get; init; } = [];

    /// <summary>A draft of a text that is its own source, in memory that was used before.</summary>
    public static Draft Rent(string text, bool isMarkdown = false)
    {
        if (!Idle.TryTake(out var draft))
            draft = new Draft("");
        (draft.Text, draft.IsMarkdown) = (text, isMarkdown);
        return draft;
    }

    /// <summary>Gives the memory back, once the document is made.</summary>
    public void Return()
    {
        if (Map is not null || _made.Count > MostBlocksKept)
            return;
        Blocks.Clear();
        Hidden.Clear();
        Declared.Clear();
        (Text, _used) = ("", 0);
        Idle.Add(this);
    }

    /// <summary>A block that is not in the list yet.</summary>
    public DraftBlock NewBlock(int start, int end, BlockGap gap)
    {
        if (_used == _made.Count)
            _made.Add(new DraftBlock());
        var block = _made[_used++];
        block.Reset(start, end, gap);
        return block;
    }

    public ReadOnlySpan<char> Of(DraftBlock block) => Text.AsSpan(block.Start, block.Length);
}
