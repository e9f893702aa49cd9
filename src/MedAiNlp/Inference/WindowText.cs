namespace MedAiNlp;

/// <summary>
/// All that the answers for a window depend on: its characters with what its features see beyond its ends, where in them it lies,
/// and what of it is kept. Windows that are equal in this have the same answers, to the last bit.
/// </summary>
/// <param name="characters">The window and its surroundings.</param>
/// <param name="window">Counted from the first of <paramref name="characters"/>.</param>
internal readonly ref struct WindowText(ReadOnlySpan<char> characters, Window window)
{
    public ReadOnlySpan<char> Characters { get; } = characters;

    public Window Window { get; } = window;

    /// <summary>A hash of it all, different from one process to the next.</summary>
    public int Hash { get; } = HashCode.Combine(string.GetHashCode(characters), window);

    /// <param name="text">The text that the window lies in.</param>
    /// <param name="window">The window.</param>
    /// <param name="context">How far beyond its ends features see.</param>
    public static WindowText Of(ReadOnlySpan<char> text, Window window, int context)
    {
        var from = Math.Max(0, window.Start - context);
        var to = Math.Min(text.Length, window.End + context);
        return new WindowText(text[from..to], new Window(window.Start - from, window.End - from, window.KeepStart - from, window.KeepEnd - from));
    }
}
