namespace MedAiNlp;

/// <summary>
/// How the tokens of a text of any length are cut into windows: each has at most <paramref name="maxLength"/> and keeps about
/// <paramref name="stride"/> of them; what it does not keep is context on both sides. A kept part ends with a sentence where one ends
/// near by. The kept parts follow one another without gap or overlap from the first token to the last.
/// </summary>
/// <param name="maxLength">The most tokens of a window, one or more.</param>
/// <param name="stride">1 to <paramref name="maxLength"/>.</param>
/// <param name="sentenceEnds">The numbers of the tokens that end sentences.</param>
internal sealed class PieceWindows(int maxLength, int stride, IReadOnlySet<int> sentenceEnds)
{
    private readonly int _margin = (maxLength - stride) / 2;

    /// <param name="tokens">The tokens; a text without any still makes one window.</param>
    /// <returns>Windows in tokens.</returns>
    public IEnumerable<Window> Windows(ReadOnlyMemory<int> tokens)
    {
        var keep = 0;
        do
        {
            var start = Math.Max(0, keep - _margin);
            var end = Math.Min(tokens.Length, start + maxLength);
            var keepEnd = end == tokens.Length ? end : AfterSentence(tokens.Span, end - _margin);
            yield return new Window(start, end, keep, keepEnd);
            keep = keepEnd;
        }
        while (keep < tokens.Length);
    }

    // As WindowPlan does with characters: no farther back than the margin, and always forward.
    private int AfterSentence(ReadOnlySpan<int> tokens, int latest)
    {
        var back = Math.Min(_margin, (stride - 1) / 2);
        for (var at = latest - 1; at >= latest - back; at--)
        {
            if (sentenceEnds.Contains(tokens[at]))
                return at + 1;
        }
        return latest;
    }
}
