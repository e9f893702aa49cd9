namespace MedAiNlp;

/// <summary>A stretch of text that a model reads at once, and the part of it whose answers are kept. UTF-16 code units.</summary>
internal readonly record struct Window(int Start, int End, int KeepStart, int KeepEnd);

/// <summary>
/// How a text of any length is cut into windows: each is at most <paramref name="maxLength"/> long and keeps about
/// <paramref name="stride"/> characters; what it does not keep is context on both sides. A kept part ends with a sentence where one
/// ends near by. The kept parts follow one another without gap or overlap from the first character to the last.
/// </summary>
internal sealed class WindowPlan(int maxLength, int stride)
{
    private static readonly System.Buffers.SearchValues<char> SentenceEnds = System.Buffers.SearchValues.Create("。！？；!?;\n");

    private readonly int _margin = (maxLength - stride) / 2;

    public static bool IsPossible(int maxLength, int stride) => stride >= 1 && stride <= maxLength && maxLength <= 65536;

    public IEnumerable<Window> Windows(string text)
    {
        for (var keep = 0; keep < text.Length;)
        {
            var window = At(text, keep);
            yield return window;
            keep = window.KeepEnd;
        }
    }

    /// <summary>The window that keeps what begins at an offset; the next one begins at its <see cref="Window.KeepEnd"/>.</summary>
    public Window At(ReadOnlySpan<char> text, int keep)
    {
        var start = Math.Max(0, keep - _margin);
        var end = Math.Min(text.Length, start + maxLength);
        return new Window(start, end, keep, end == text.Length ? end : AfterSentence(text, end - _margin));
    }

    // Looking back no farther than the margin costs little overlap and finds most sentences' ends; a window always goes forward.
    private int AfterSentence(ReadOnlySpan<char> text, int latest)
    {
        var back = Math.Min(_margin, (stride - 1) / 2);
        var at = text.Slice(latest - back, back).LastIndexOfAny(SentenceEnds);
        return at < 0 ? latest : latest - back + at + 1;
    }
}
