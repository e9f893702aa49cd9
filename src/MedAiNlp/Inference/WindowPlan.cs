namespace MedAiNlp;

/// <summary>A stretch of text that a model reads at once, and the part of it whose answers are kept. UTF-16 code units, or tokens.</summary>
internal readonly record struct Window(int Start, int End, int KeepStart, int KeepEnd);

/// <summary>
/// How a text of any length is cut into windows: each is at most <paramref name="maxLength"/> characters (or tokens) long and keeps about
/// <paramref name="stride"/> of them; what it does not keep is context on both sides. A kept part ends with a sentence where one
/// ends near by. The kept parts follow one another without gap or overlap from the first character to the last.
/// </summary>
internal sealed class WindowPlan(int maxLength, int stride)
{
    private static readonly System.Buffers.SearchValues<char> SentenceEnds = System.Buffers.SearchValues.Create("。！？；!?;\n");

    private static readonly Func<ReadOnlySpan<char>, int> LastSentenceEnd = static text => text.LastIndexOfAny(SentenceEnds);

    private readonly int _margin = (maxLength - stride) / 2;

    public static bool IsPossible(int maxLength, int stride) => stride >= 1 && stride <= maxLength && maxLength <= 65536;

    public IEnumerable<Window> Windows(string text) => Windows(text.AsMemory(), LastSentenceEnd);

    /// <summary>Windows over anything that stands in a row; none where nothing does.</summary>
    /// <param name="row">Characters, or the numbers of tokens.</param>
    /// <param name="lastSentenceEnd">Where the last end of a sentence stands in a part of the row; −1 for nowhere.</param>
    public IEnumerable<Window> Windows<T>(ReadOnlyMemory<T> row, Func<ReadOnlySpan<T>, int> lastSentenceEnd)
    {
        for (var keep = 0; keep < row.Length;)
        {
            var window = At(row.Span, keep, lastSentenceEnd);
            yield return window;
            keep = window.KeepEnd;
        }
    }

    /// <summary>The window that keeps what begins at an offset; the next one begins at its <see cref="Window.KeepEnd"/>.</summary>
    public Window At(ReadOnlySpan<char> text, int keep) => At(text, keep, LastSentenceEnd);

    private Window At<T>(ReadOnlySpan<T> row, int keep, Func<ReadOnlySpan<T>, int> lastSentenceEnd)
    {
        var start = Math.Max(0, keep - _margin);
        var end = Math.Min(row.Length, start + maxLength);
        return new Window(start, end, keep, end == row.Length ? end : AfterSentence(row, lastSentenceEnd, end - _margin));
    }

    // Looking back no farther than the margin costs little overlap and finds most sentences' ends; a window always goes forward.
    private int AfterSentence<T>(ReadOnlySpan<T> row, Func<ReadOnlySpan<T>, int> lastSentenceEnd, int latest)
    {
        var back = Math.Min(_margin, (stride - 1) / 2);
        var at = lastSentenceEnd(row.Slice(latest - back, back));
        return at < 0 ? latest : latest - back + at + 1;
    }
}
