namespace MedAiNlp;

/// <summary>How the tokens of a text of any length are cut into windows: a <see cref="WindowPlan"/> over tokens.</summary>
/// <param name="maxLength">The most tokens of a window, one or more.</param>
/// <param name="stride">1 to <paramref name="maxLength"/>.</param>
/// <param name="sentenceEnds">The numbers of the tokens that end sentences.</param>
internal sealed class PieceWindows(int maxLength, int stride, IReadOnlySet<int> sentenceEnds)
{
    private readonly WindowPlan _plan = new(maxLength, stride);

    /// <param name="tokens">The tokens; a text without any still makes one window.</param>
    /// <returns>Windows in tokens.</returns>
    public IEnumerable<Window> Windows(ReadOnlyMemory<int> tokens) =>
        tokens.IsEmpty ? [new Window(0, 0, 0, 0)] : _plan.Windows(tokens, LastSentenceEnd);

    private int LastSentenceEnd(ReadOnlySpan<int> tokens)
    {
        for (var at = tokens.Length - 1; at >= 0; at--)
        {
            if (sentenceEnds.Contains(tokens[at]))
                return at;
        }
        return -1;
    }
}
