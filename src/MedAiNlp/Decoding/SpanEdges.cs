namespace MedAiNlp;

/// <summary>Takes from the edges of spans what is never part of a name: white space, controls, quotation marks that do not belong to it, other sentences and halves of characters.</summary>
internal static class SpanEdges
{
    private const string SentenceEnds = "。！？；";
    private const string Pairs = "“”「」『』（）()《》";
    private const string Quotes = "“”\"「」『』〝〞＂";

    public static void Trim(ReadOnlySpan<char> text, List<LabelledSpan> spans)
    {
        for (var i = spans.Count - 1; i >= 0; i--)
        {
            var (start, end) = LongestSentencePart(text, spans[i].Start, spans[i].End);
            (start, end) = TrimBlank(text, start, end);
            // “湘雅医院” loses its marks, “武汉客厅”方舱医院 keeps them, and a mark without its partner goes.
            if (start < end && Quotes.Contains(text[start]) && (Quotes.Contains(text[end - 1]) || !HasQuote(text, start + 1, end)))
                start++;
            if (start < end && Quotes.Contains(text[end - 1]) && !HasQuote(text, start, end - 1))
                end--;
            // … and one that stands inside brings its partner: 武汉客厅”方舱医院 begins at the mark before it.
            (start, end) = WithPartners(text, start, end);
            (start, end) = WithWholePairs(text, start, end);
            (start, end) = TrimBlank(text, start, end);
            if (start == end)
                spans.RemoveAt(i);
            else
                spans[i] = spans[i] with { Start = start, End = end };
        }
    }

    // No name runs over the end of a sentence: of 澄影。公司 the first part is one.
    private static (int Start, int End) LongestSentencePart(ReadOnlySpan<char> text, int start, int end)
    {
        var (longest, part) = (TextSpan.FromBounds(start, start), start);
        for (var at = start; at <= end; at++)
        {
            if (at < end && !SentenceEnds.Contains(text[at]))
                continue;
            if (at - part > longest.Length)
                longest = TextSpan.FromBounds(part, at);
            part = at + 1;
        }
        return (longest.Start, longest.End);
    }

    private static (int Start, int End) WithPartners(ReadOnlySpan<char> text, int start, int end)
    {
        for (var i = 0; i < Pairs.Length; i += 2)
        {
            var inside = text[start..end];
            var opened = inside.Count(Pairs[i]) - inside.Count(Pairs[i + 1]);
            if (opened < 0 && start > 0 && text[start - 1] == Pairs[i])
                start--;
            else if (opened > 0 && end < text.Length && text[end] == Pairs[i + 1])
                end++;
        }
        return (start, end);
    }

    // Half a character is none: a pair that a span begins in belongs to it, one that it ends in does not, so that neighbours stay apart.
    private static (int Start, int End) WithWholePairs(ReadOnlySpan<char> text, int start, int end)
    {
        if (start < end && end < text.Length && char.IsSurrogatePair(text[end - 1], text[end]))
            end--;
        if (start < end && start > 0 && char.IsSurrogatePair(text[start - 1], text[start]))
            start--;
        return (start, end);
    }

    private static (int Start, int End) TrimBlank(ReadOnlySpan<char> text, int start, int end)
    {
        while (start < end && IsBlank(text[start]))
            start++;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        return (start, end);
    }

    private static bool HasQuote(ReadOnlySpan<char> text, int start, int end) => text[start..end].IndexOfAny(QuoteValues) >= 0;

    private static readonly System.Buffers.SearchValues<char> QuoteValues = System.Buffers.SearchValues.Create(Quotes);

    private static bool IsBlank(char c) => char.IsWhiteSpace(c) || char.IsControl(c) || c is '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\uFEFF';
}
