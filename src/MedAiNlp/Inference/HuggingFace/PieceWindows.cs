namespace MedAiNlp;

/// <summary>
/// How the tokens of a text of any length are cut into windows: each has at most <paramref name="maxLength"/> and keeps
/// <paramref name="stride"/> of them; what it does not keep is context on both sides. The kept parts follow one another without gap
/// or overlap from the first token to the last.
/// </summary>
internal sealed class PieceWindows(int maxLength, int stride)
{
    private readonly int _margin = (maxLength - stride) / 2;

    /// <param name="count">How many tokens there are; a text without any still makes one window.</param>
    /// <returns>Windows in tokens.</returns>
    public IEnumerable<Window> Windows(int count)
    {
        var keep = 0;
        do
        {
            var start = Math.Max(0, keep - _margin);
            var end = Math.Min(count, start + maxLength);
            var keepEnd = end == count ? count : end - _margin;
            yield return new Window(start, end, keep, keepEnd);
            keep = keepEnd;
        }
        while (keep < count);
    }
}
