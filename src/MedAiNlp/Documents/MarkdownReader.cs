using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>
/// Markdown to blocks, the text untouched. It reads what converters really leave (escapes written twice, bold that closes against
/// Chinese punctuation, headings of every level), which CommonMark would show as stray asterisks.
/// </summary>
internal static partial class MarkdownReader
{
    // A bracket that does not close within these is no link.
    private const int LongestLabel = 300;
    private const int LongestTarget = 1000;

    public static Draft Read(string text)
    {
        Draft draft = Draft.Rent(text, isMarkdown: true);
        int bodyStart = FrontMatter(draft);
        BlockGap gap = BlockGap.Paragraph;
        (char Mark, int Count)? fence = null;
        List<(int Start, int End)> lines = [];
        foreach ((int, int) each in Lines.Of(text))
            lines.Add(each);
        for (int i = 0; i < lines.Count; i++)
        {
            (int start, int end) = lines[i];
            if (start < bodyStart)
                continue;
            (int from, int to) = Lines.Trim(text, start, end);
            if (from == to)
            {
                gap = BlockGap.Paragraph;
                continue;
            }

            ReadOnlySpan<char> line = text.AsSpan(from, to - from);
            int marks = line.Length - line.TrimStart(line[0]).Length;
            if (fence is { } open ? line[0] == open.Mark && marks >= open.Count && marks == line.Length : line[0] is '`' or '~' && marks >= 3 && !line[marks..].Contains('`'))
            {
                fence = fence is null ? (line[0], marks) : null;
                draft.Hidden.Hide(start, end);
                gap = BlockGap.Paragraph;
                continue;
            }

            if (fence is not null)
            {
                draft.Hidden.Hide(start, end);
                DraftBlock code = draft.NewBlock(from, to, BlockGap.Line);
                code.Kind = BlockKind.Code;
                draft.Blocks.Add(code);
                continue;
            }

            if (Block(draft, start, from, to, gap) is { } block)
            {
                draft.Blocks.Add(block);

                // The line of = or - under a heading.
                if (block.Kind == BlockKind.Paragraph && block.Length <= 80 && i + 1 < lines.Count && Underline(text, lines[i + 1]) is var level and > 0 && (level == 1 || !Sentences.EndsSentence(draft.Of(block))))
                {
                    (block.Kind, block.Level) = (BlockKind.Heading, level);
                    draft.Hidden.Hide(lines[i + 1].Start, lines[i + 1].End);
                    i++;
                    gap = BlockGap.Paragraph;
                    continue;
                }
            }

            gap = BlockGap.Line;
        }

        MarkTitle(draft);
        return draft;
    }

    private static DraftBlock? Block(Draft draft, int lineStart, int from, int to, BlockGap gap)
    {
        string text = draft.Text;
        DraftBlock block = draft.NewBlock(from, to, gap);

        // > and list marks may be nested in any order.
        while (block.Start < to)
        {
            ReadOnlySpan<char> rest = text.AsSpan(block.Start, to - block.Start);
            if (rest[0] == '>')
            {
                block.Kind = BlockKind.Quote;
                Skip(1 + Blank(rest[1..]));
            }
            else if (rest[0] is '-' or '*' or '+' && rest.Length > 1 && rest[1] is ' ' or '\t' && !IsRule(rest))
            {
                (block.Kind, block.Level) = (BlockKind.ListItem, 1 + Indent(text, lineStart, from) / 2);
                Skip(1 + Blank(rest[1..]));
            }
            else
            {
                break;
            }
        }

        if (block.Start >= to)
            return null;
        ReadOnlySpan<char> line = text.AsSpan(block.Start, to - block.Start);
        if (IsRule(line))
        {
            draft.Hidden.Hide(block.Start, to);
            block.Kind = BlockKind.Separator;
            return block;
        }

        if (DefinitionOfLink().IsMatch(line) || line.StartsWith("<!--") && line.EndsWith("-->"))
        {
            draft.Hidden.Hide(block.Start, to);
            return null;
        }

        int hashes = line.Length - line.TrimStart('#').Length;
        if (hashes is > 0 and <= 6 && hashes < line.Length && (line[hashes] is ' ' or '\t' || EastAsian.IsWide(line[hashes]) && hashes > 1))
        {
            (block.Kind, block.Level) = (BlockKind.Heading, hashes);
            Skip(hashes + Blank(line[hashes..]));
            int closing = text.AsSpan(block.Start, to - block.Start).TrimEnd("#").TrimEnd().Length;
            if (closing > 0 && block.Start + closing < to && text[to - 1] == '#')
            {
                draft.Hidden.Hide(block.Start + closing, to);
                block.End = block.Start + closing;
            }
        }
        else if (line[0] == '|' || line.Count('|') >= 2 && line[^1] == '|')
        {
            block.Kind = BlockKind.TableRow;
            if (line.TrimStart("|:- \t").IsEmpty)
            {
                draft.Hidden.Hide(block.Start, to);
                return null;
            }

            for (int i = block.Start; i < to; i++)
            {
                if (text[i] == '|' && (i == 0 || text[i - 1] != '\\'))
                    draft.Hidden.Hide(i, i + 1, separates: true);
            }
        }
        else if (block.Kind == BlockKind.Paragraph)
        {
            Classify(block, line);
        }

        Inline(draft, block);
        if (block.Kind == BlockKind.Paragraph && IsBoldAlone(text.AsSpan(block.Start, block.Length)))
            (block.Kind, block.Level) = (BlockKind.Heading, 6);
        return block;

        void Skip(int length)
        {
            draft.Hidden.Hide(block.Start, block.Start + length);
            block.Start += length;
        }
    }

    private static void Classify(DraftBlock block, ReadOnlySpan<char> line)
    {
        LineMarker marker = LineMarker.Of(line);
        if (marker.Kind is MarkerKind.Number or MarkerKind.NumberInBrackets or MarkerKind.Bullet)
            (block.Kind, block.Level) = (BlockKind.ListItem, 1);
        else if (marker.Kind is MarkerKind.Case or MarkerKind.Chapter or MarkerKind.Chinese && line.Length <= 60 && !PlainTextReader.EndsLikeProse(line))
            (block.Kind, block.Level) = (BlockKind.Heading, marker.Kind == MarkerKind.Chapter ? 1 : marker.Kind == MarkerKind.Chinese ? 2 : 3);
        else if (marker.Kind is MarkerKind.Chinese or MarkerKind.ChineseInBrackets)
            (block.Kind, block.Level) = (BlockKind.ListItem, 1);
        else if (PlainTextReader.IsCaption(line))
            block.Kind = BlockKind.Caption;
    }

    // Marks inside the line: emphasis, code, images, links, addresses, escapes, tags.
    private static void Inline(Draft draft, DraftBlock block)
    {
        string text = draft.Text;
        int end = block.End;
        for (int i = block.Start; i < end; i++)
        {
            switch (text[i])
            {
                case '\\':
                    int after = i;
                    while (after < end && text[after] == '\\')
                        after++;
                    if (after == end || after < end && char.IsAscii(text[after]) && (char.IsPunctuation(text[after]) || char.IsSymbol(text[after])))
                    {
                        draft.Hidden.Hide(i, after);
                        i = after;
                    }
                    else
                    {
                        i = after - 1;
                    }

                    break;
                case '*':
                case '_' when i + 1 < end && text[i + 1] == '_' || i == block.Start || i + 1 == end:
                    int run = i;
                    while (run < end && text[run] == text[i])
                        run++;

                    // 3*4 is a product; a pair of marks, or a mark beside a space, a bracket or the edge, is markup.
                    if (run - i > 1 || HasPartner(text, i, block.Start, end))
                        draft.Hidden.Hide(i, run);
                    i = run - 1;
                    break;
                case '~' when i + 1 < end && text[i + 1] == '~':
                    draft.Hidden.Hide(i, i + 2);
                    i++;
                    break;
                case '`':
                    int ticks = i;
                    while (ticks < end && text[ticks] == '`')
                        ticks++;
                    int close = text.IndexOf(text[i..ticks], ticks, end - ticks, StringComparison.Ordinal);
                    if (close >= 0)
                    {
                        draft.Hidden.Hide(i, close + (ticks - i), separates: true);
                        i = close + (ticks - i) - 1;
                    }
                    else
                    {
                        i = ticks - 1;
                    }

                    break;
                case '!' when i + 1 < end && text[i + 1] == '[' && LinkAt(text, i + 1, end) is { } image:
                    draft.Hidden.Hide(i, image.End, separates: true);
                    i = image.End - 1;
                    break;
                case '[' when LinkAt(text, i, end) is { } link:
                    draft.Hidden.Hide(i, i + 1);
                    if (Address().IsMatch(text.AsSpan(i + 1, link.LabelEnd - i - 1)))
                        draft.Hidden.Hide(i + 1, link.LabelEnd, separates: true);
                    draft.Hidden.Hide(link.LabelEnd, link.End);
                    block.LinkCharacters += link.LabelEnd - i - 1;
                    break;
                case ']' when i + 1 < end && text[i + 1] == '(' && TargetEnd(text, i + 1, end) is { } target:
                    draft.Hidden.Hide(i, target);
                    i = target - 1;
                    break;
                case '<' when text.AsSpan(i, end - i).StartsWith("<!--") && text.AsSpan(i, Math.Min(end - i, LongestTarget)).IndexOf("-->") is > 0 and var comment:
                    draft.Hidden.Hide(i, i + comment + 3);
                    i += comment + 2;
                    break;
                case '<' when InlineTag().Match(text, i, end - i) is { Success: true } tag && tag.Index == i:
                    draft.Hidden.Hide(i, i + tag.Length, separates: tag.Value.StartsWith("<http", StringComparison.OrdinalIgnoreCase) || tag.Value.StartsWith("<br", StringComparison.OrdinalIgnoreCase));
                    i += tag.Length - 1;
                    break;
                case '&' when text.AsSpan(i, end - i).StartsWith("&nbsp;") || text.AsSpan(i, end - i).StartsWith("&emsp;") || text.AsSpan(i, end - i).StartsWith("&ensp;"):
                    draft.Hidden.Hide(i, i + 6, separates: true);
                    i += 5;
                    break;
            }
        }
    }

    private static bool HasPartner(string text, int at, int start, int end)
    {
        bool opens = at + 1 < end && !char.IsWhiteSpace(text[at + 1]), closes = at > start && !char.IsWhiteSpace(text[at - 1]);
        bool betweenDigits = opens && closes && char.IsAsciiLetterOrDigit(text[at + 1]) && char.IsAsciiLetterOrDigit(text[at - 1]);
        if (betweenDigits)
            return false;
        return opens && text.IndexOf(text[at], at + 1, end - at - 1) >= 0 || closes && text.LastIndexOf(text[at], at - 1, at - start) >= 0;
    }

    // [label](target), with an escape or a bracket pair in the label.
    private static (int LabelEnd, int End)? LinkAt(string text, int open, int end)
    {
        int depth = 0;
        int limit = Math.Min(end, open + LongestLabel);
        for (int i = open; i < limit; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '[')
                depth++;
            else if (text[i] == ']' && --depth == 0)
                return i + 1 < end && text[i + 1] == '(' && TargetEnd(text, i + 1, end) is { } target ? (i, target) : null;
        }

        return null;
    }

    private static int? TargetEnd(string text, int open, int end)
    {
        int depth = 0;
        int limit = Math.Min(end, open + LongestTarget);
        for (int i = open; i < limit; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '(')
                depth++;
            else if (text[i] == ')' && --depth == 0)
                return i + 1;
            else if (EastAsian.IsHan(text[i]) && text.AsSpan(open + 1, i - open - 1).IndexOfAny(":/.#\"") < 0)
                return null;
        }

        return null;
    }

    // Whether all of the line is bold: converters write subheadings so.
    private static bool IsBoldAlone(ReadOnlySpan<char> line)
    {
        if (line.Length is < 5 or > 60 || !line.StartsWith("**") || !line.EndsWith("**"))
            return false;
        ReadOnlySpan<char> inner = line.Trim('*').Trim();
        return inner.IndexOf("**") < 0 && !Sentences.EndsSentence(inner) && !PlainTextReader.EndsLikeProse(inner);
    }

    private static bool IsRule(ReadOnlySpan<char> line)
    {
        char mark = line[0];
        if (mark is not ('-' or '*' or '_' or '='))
            return false;
        int count = 0;
        foreach (char c in line)
        {
            if (c == mark)
                count++;
            else if (c is not (' ' or '\t'))
                return false;
        }

        return count >= 3;
    }

    private static int Underline(string text, (int Start, int End) line)
    {
        (int from, int to) = Lines.Trim(text, line.Start, line.End);
        ReadOnlySpan<char> marks = text.AsSpan(from, to - from);
        return marks.Length < 3 ? 0 : marks.TrimStart('=').IsEmpty ? 1 : marks.TrimStart('-').IsEmpty ? 2 : 0;
    }

    // ---, then lines of "name: value", then ---. Returns where the body starts.
    private static int FrontMatter(Draft draft)
    {
        string text = draft.Text;
        int at = 0;
        while (at < text.Length && Lines.IsBlank(text[at]))
            at++;
        if (string.CompareOrdinal(text, at, "---", 0, 3) != 0)
            return 0;
        List<(string, string, TextSpan)> declared = [];
        bool first = true;
        foreach ((int start, int end) in Lines.Of(text))
        {
            if (end <= at)
                continue;
            (int from, int to) = Lines.Trim(text, start, end);
            ReadOnlySpan<char> line = text.AsSpan(from, to - from);
            if (first)
            {
                if (line.Length != 3)
                    return 0;
                first = false;
                continue;
            }

            if (line is "---" or "...")
            {
                draft.Declared.AddRange(declared);
                draft.Hidden.Hide(0, end);
                return end;
            }

            int colon = line.IndexOf(':');
            if (colon <= 0 && !(line.Length > 0 && line[0] is '-' or '#' || line.IsEmpty))
                return 0;
            if (colon > 0 && colon + 1 < line.Length)
            {
                (int valueStart, int valueEnd) = Lines.Trim(text, from + colon + 1, to);
                string value = text[valueStart..valueEnd];
                if (value.Length > 1 && value[0] is '"' or '\'' && value[^1] == value[0])
                    (valueStart, valueEnd) = (valueStart + 1, valueEnd - 1);
                if (valueEnd > valueStart)
                    declared.Add(("front:" + line[..colon].Trim().ToString().ToLowerInvariant(), text[valueStart..valueEnd], TextSpan.FromBounds(valueStart, valueEnd)));
            }

            if (declared.Count > 60)
                return 0;
        }

        return 0;
    }

    private static void MarkTitle(Draft draft)
    {
        int first = draft.Blocks.FindIndex(b => b.Kind is not (BlockKind.Separator or BlockKind.Code));
        if (first < 0)
            return;
        DraftBlock? title = draft.Blocks[first].Kind == BlockKind.Heading ? draft.Blocks[first] : draft.Blocks.Find(b => b.Kind == BlockKind.Heading && b.Level == 1);
        if (title is not null)
            title.Role = BlockRole.Title;
    }

    private static int Blank(ReadOnlySpan<char> text) => text.Length - text.TrimStart(" \t　").Length;

    private static int Indent(string text, int start, int from)
    {
        int width = 0;
        for (int i = start; i < from; i++)
            width += text[i] == '\t' ? 4 : 1;
        return width;
    }

    [GeneratedRegex(@"^\[[^\]]{1,100}\]:\s*\S+", RegexOptions.CultureInvariant)]
    private static partial Regex DefinitionOfLink();

    [GeneratedRegex(@"\G(?:<(?:https?|ftp|mailto):[^<>\s]*>|</?[A-Za-z][A-Za-z0-9]{0,15}(?:\s[^<>]{0,2000})?/?>)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex InlineTag();

    [GeneratedRegex(@"^\s*(?:https?://|www\.)\S+\s*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
