using System.Text;
using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>A table of contents: which blocks it takes, and the titles it lists.</summary>
/// <param name="Start">Its first block, the heading 目录 where it has one.</param>
/// <param name="End">The block after its last: where the body begins.</param>
/// <param name="Titles">The titles listed, as <see cref="Key"/> makes them.</param>
internal sealed partial record TableOfContents(int Start, int End, IReadOnlySet<string> Titles)
{
    private const int LongestEntry = 120;

    /// <summary>Finds the table of contents; <see langword="null"/> where the document has none.</summary>
    public static TableOfContents? Find(BlockLines lines, IReadOnlyList<Block> blocks)
    {
        // A document full of such headings has no table of contents, and is not searched for ever.
        int tries = 0;
        for (int i = 0; i < lines.Count && tries < 5; i++)
        {
            if (lines[i].Length > LongestEntry)
                continue;
            if (Heading().IsMatch(lines[i]))
            {
                tries++;
                if (Read(lines, blocks, i, i + 1) is { } headed)
                    return headed;
            }
            else if (Leader().IsMatch(lines[i]) && i + 2 < lines.Count && Leader().IsMatch(lines[i + 1]) && Leader().IsMatch(lines[i + 2]))
            {
                return Read(lines, blocks, i, i);
            }
        }

        return null;
    }

    /// <summary>What two writings of one title have in common: letters and digits, without number, label, spaces and punctuation.</summary>
    public static string Key(ReadOnlySpan<char> line)
    {
        if (line.Length <= LongestEntry && Leader().IsMatch(line))
            line = Leader().Replace(line.ToString(), "");
        LineMarker marker = LineMarker.Of(line);
        ReadOnlySpan<char> words = line[Math.Min(marker.Length, line.Length)..];
        if (Labels.Of(words) is { Kind: LabelKind.Title } label && label.ValueStart < words.Length)
            words = words[label.ValueStart..];
        var key = new StringBuilder(words.Length);
        foreach (char c in words)
        {
            char folded = c is >= '！' and <= '～' ? (char)(c - 0xFEE0) : c;
            if (char.IsLetterOrDigit(folded))
                key.Append(char.ToLowerInvariant(folded));
        }

        return key.ToString();
    }

    private static TableOfContents? Read(BlockLines lines, IReadOnlyList<Block> blocks, int start, int first)
    {
        HashSet<string> titles = [];
        LineMarker headingMarker = LineMarker.Of(lines[start]);
        int end = first;
        for (; end < lines.Count; end++)
        {
            ReadOnlySpan<char> line = lines[end];
            if (line.Length == 0 || blocks[end].Kind == BlockKind.Separator)
                continue;
            bool leads = line.Length <= LongestEntry && Leader().IsMatch(line);
            string key = Key(line);

            // The first title that comes again opens the body; so does the section that follows 一、目录.
            if (!leads && key.Length > 0 && titles.Contains(key))
                break;
            if (headingMarker.Kind != MarkerKind.None && first > start && LineMarker.Of(line) is var marker && marker.Kind == headingMarker.Kind && marker.Number == headingMarker.Number + 1 && blocks[end].Level == blocks[start].Level)
                break;
            if (!leads && (line.Length > LongestEntry || PlainTextReader.EndsLikeProse(line) || Labels.Of(line) is { Kind: not LabelKind.Title }))
            {
                // Prose, or a labelled line: the heading before it was the first of the body.
                while (end > first && IsHeadingLike(lines[end - 1], blocks[end - 1]) && !Leader().IsMatch(lines[end - 1]))
                {
                    end--;
                    titles.Remove(Key(lines[end]));
                }

                break;
            }

            if (key.Length > 0)
                titles.Add(key);
        }

        return titles.Count >= 2 && end < lines.Count ? new TableOfContents(start, end, titles) : null;
    }

    private static bool IsHeadingLike(ReadOnlySpan<char> line, Block block) => block.Kind == BlockKind.Heading || line.Length <= 60;

    [GeneratedRegex(@"^(?:[一二三四五六七八九十]+、\s*|\d+[.、]\s*)?(?:本期|信息|内容|內容|文章|总|總|本刊|案例)?\s*(?:目\s*[录錄次]|要目|contents)\s*[:：]?$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Heading();

    // ......12, ……12, a tab and a page number.
    [GeneratedRegex(@"\s*(?:[.．·]{3,}|…{1,}|\t|[. ]{6,})[\s.…·]*\d{1,4}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Leader();
}
