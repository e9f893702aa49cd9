namespace MedAiNlp;

/// <summary>Plain text to blocks: one per line that is not blank. Broken lines are put together later.</summary>
internal static class PlainTextReader
{
    private const int LongestHeading = 60;

    public static Draft Read(string text)
    {
        Draft draft = Draft.Rent(text);
        BlockGap gap = BlockGap.Paragraph;
        foreach ((int start, int end) in Lines.Of(text))
        {
            (int from, int to) = Lines.Trim(text, start, end);
            if (from == to)
            {
                gap = BlockGap.Paragraph;
                continue;
            }

            // A form feed is the page break of a converter.
            if (text.AsSpan(start, from - start).Contains('\f'))
                gap = BlockGap.Paragraph;
            draft.Blocks.Add(Classify(draft, from, to, gap));
            gap = BlockGap.Line;
        }

        MarkTitle(draft);
        return draft;
    }

    private static DraftBlock Classify(Draft draft, int from, int to, BlockGap gap)
    {
        DraftBlock block = draft.NewBlock(from, to, gap);
        ReadOnlySpan<char> line = draft.Of(block);
        if (IsSeparator(line))
        {
            block.Kind = BlockKind.Separator;
            return block;
        }

        if (IsTableRow(line))
        {
            block.Kind = BlockKind.TableRow;
            return block;
        }

        LineMarker marker = LineMarker.Of(line);
        bool title = line.Length <= LongestHeading && !EndsLikeProse(line);
        switch (marker.Kind)
        {
            case MarkerKind.Chapter when title:
                (block.Kind, block.Level) = (BlockKind.Heading, 1);
                break;
            case MarkerKind.Chinese when title:
                (block.Kind, block.Level) = (BlockKind.Heading, 2);
                break;
            case MarkerKind.Case when title:
                (block.Kind, block.Level) = (BlockKind.Heading, 3);
                break;
            case MarkerKind.ChineseInBrackets when title && line.Length <= 40:
                (block.Kind, block.Level) = (BlockKind.Heading, 4);
                break;
            case MarkerKind.Number or MarkerKind.NumberInBrackets or MarkerKind.Bullet or MarkerKind.Chinese or MarkerKind.ChineseInBrackets:
                (block.Kind, block.Level) = (BlockKind.ListItem, 1);
                break;
            case MarkerKind.None when IsCaption(line):
                block.Kind = BlockKind.Caption;
                break;
        }

        return block;
    }

    /// <summary>A rule, a page number: a line without words.</summary>
    public static bool IsSeparator(ReadOnlySpan<char> line)
    {
        bool page = line.Length <= 16;
        foreach (char c in line)
        {
            if (c is '-' or '=' or '*' or '_' or '~' or '#' or '—' or '─' or '━' or '·' or '.' or ' ' or '\t' or '　' or '–' or '+')
                continue;
            if (page && (char.IsAsciiDigit(c) || c is '第' or '页' or '頁' or '共' or '/' or '|'))
                continue;
            return false;
        }

        // 2020 alone may be a value in a list; a page number stands between dashes or with 页, or is short.
        return !line.ContainsAnyInRange('0', '9') || line.Length <= 3 || line.ContainsAny('页', '頁', '-') || line.ContainsAny('—', '–');
    }

    /// <summary>Whether a line ends as prose does, with a stop, a comma or a colon.</summary>
    public static bool EndsLikeProse(ReadOnlySpan<char> line) =>
        line.Length > 0 && (line[^1] is '。' or '；' or ';' or '，' or ',' or '、' or '：' or ':' or '…'
            || Sentences.IsClosing(line[^1]) && line.Length > 1 && line[^2] is '。' or '！' or '？' && line.Length > 24);

    /// <summary>图1 …, 表 2：…, a line that names a figure or a table.</summary>
    public static bool IsCaption(ReadOnlySpan<char> line)
    {
        if (line.Length > 60 || line.Length < 3 || line[0] is not ('图' or '圖' or '表') || Sentences.EndsSentence(line))
            return false;
        ReadOnlySpan<char> rest = line[1..].TrimStart(" ");
        return rest.Length > 0 && (char.IsAsciiDigit(rest[0]) || rest[0] is '：' or ':' || "一二三四五六七八九十".Contains(rest[0]) && rest.Length > 1 && rest[1] is ' ' or '：' or ':' or '　');
    }

    private static bool IsTableRow(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> words = line.TrimStart("0123456789.、（）()①②③④⑤⑥⑦⑧⑨•●-*");
        return words.TrimStart().Contains('\t') && !Sentences.EndsSentence(line);
    }

    // The first line is the title where it looks like one and text follows it.
    private static void MarkTitle(Draft draft)
    {
        int first = draft.Blocks.FindIndex(b => b.Kind != BlockKind.Separator);
        if (first < 0 || first + 1 >= draft.Blocks.Count)
            return;
        DraftBlock block = draft.Blocks[first];
        ReadOnlySpan<char> line = draft.Of(block);
        if (block.Kind is not (BlockKind.Paragraph or BlockKind.Heading) || line.Length is < 4 or > LongestHeading || Labels.Of(line) is not null && !line.StartsWith("标题") && !line.StartsWith("標題")
            || EndsLikeProse(line) || BrokenLines.IsBroken(draft, first))
            return;
        block.Kind = BlockKind.Heading;
        if (block.Level == 0)
            block.Level = 1;
        block.Role = BlockRole.Title;
    }
}
