namespace MedAiNlp;

/// <summary>
/// How the tokens of a text of any length are cut into windows: a <see cref="WindowPlan"/> over tokens. A kept part ends with a sentence
/// where one ends near the last place, and what lies behind it is shown as far as a window reaches: windows share batches, where a shorter
/// one would be padded.
/// </summary>
/// <param name="maxLength">The most tokens of a window, one or more.</param>
/// <param name="stride">1 to <paramref name="maxLength"/>.</param>
/// <param name="sentenceEnds">The numbers of the tokens that end sentences.</param>
internal sealed class PieceWindows(int maxLength, int stride, IReadOnlySet<int> sentenceEnds)
{
    private readonly WindowPlan _plan = new(maxLength, stride);

    /// <param name="tokens">The tokens; a text without any still makes one window.</param>
    /// <returns>Windows in tokens.</returns>
    public IEnumerable<Window> Windows(ReadOnlyMemory<int> tokens) =>
        tokens.IsEmpty ? [new Window(0, 0, 0, 0)] : _plan.Windows(tokens, LastSentenceEnd).Select(w => w with { End = Math.Min(tokens.Length, w.Start + maxLength) });

    // Looking back no farther than the margin costs little overlap and finds most sentences' ends.
    private int LastSentenceEnd(ReadOnlySpan<int> tokens, int earliest, int latest)
    {
        for (var place = latest; place > Math.Max(earliest, latest - _plan.Margin); place--)
        {
            if (sentenceEnds.Contains(tokens[place - 1]))
                return place;
        }
        return latest;
    }
}
