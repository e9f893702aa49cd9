namespace MedAiNlp;

/// <summary>A stretch of text that a model reads at once, and the part of it whose answers are kept. UTF-16 code units, or tokens.</summary>
internal readonly record struct Window(int Start, int End, int KeepStart, int KeepEnd);

/// <summary>
/// How a text of any length is cut into windows: each is at most <paramref name="maxLength"/> characters (or tokens) long and keeps at
/// least half of <paramref name="stride"/> of them; what it does not keep is context, a margin on both sides where the text goes on.
/// The kept parts follow one another without gap or overlap from the first character to the last.
/// </summary>
internal sealed class WindowPlan(int maxLength, int stride)
{
    /// <summary>Chooses where a kept part ends.</summary>
    /// <param name="row">Characters, or the numbers of tokens.</param>
    /// <param name="earliest">The first place it may end at: the number of the character behind it.</param>
    /// <param name="latest">The last such place; there is more of the row behind it.</param>
    /// <returns>A place from <paramref name="earliest"/> to <paramref name="latest"/>.</returns>
    public delegate int ChooseCut<T>(ReadOnlySpan<T> row, int earliest, int latest);

    private static readonly ChooseCut<char> TextCut = MedAiNlp.TextCut.Choose;

    public static bool IsPossible(int maxLength, int stride) => stride >= 1 && stride <= maxLength && maxLength <= 65536;

    /// <summary>How much context a kept part has on each side, where the row goes on.</summary>
    public int Margin { get; } = (maxLength - stride) / 2;

    /// <summary>The most characters of a window; a text that is no longer is one.</summary>
    public int MaxLength => maxLength;

    public IEnumerable<Window> Windows(string text) => Windows(text.AsMemory(), TextCut);

    /// <summary>Windows over anything that stands in a row; none where nothing does.</summary>
    public IEnumerable<Window> Windows<T>(ReadOnlyMemory<T> row, ChooseCut<T> cut)
    {
        for (var keep = 0; keep < row.Length;)
        {
            var window = At(row.Span, keep, cut);
            yield return window;
            keep = window.KeepEnd;
        }
    }

    /// <summary>The window that keeps what begins at an offset; the next one begins at its <see cref="Window.KeepEnd"/>.</summary>
    public Window At(ReadOnlySpan<char> text, int keep) => At(text, keep, TextCut);

    private Window At<T>(ReadOnlySpan<T> row, int keep, ChooseCut<T> cut)
    {
        var start = Math.Max(0, keep - Margin);
        if (row.Length - start <= maxLength)
            return new Window(start, row.Length, keep, row.Length);
        var keepEnd = cut(row, keep + ((stride + 1) / 2), start + maxLength - Margin);
        return new Window(start, keepEnd + Margin, keep, keepEnd);
    }
}
