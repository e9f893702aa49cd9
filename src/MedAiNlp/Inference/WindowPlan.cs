namespace MedAiNlp;

/// <summary>A stretch of text that a model reads at once, and the part of it whose answers are kept. UTF-16 code units.</summary>
internal readonly record struct Window(int Start, int End, int KeepStart, int KeepEnd);

/// <summary>
/// How a text of any length is cut into windows: each is at most <paramref name="maxLength"/> long, each keeps
/// <paramref name="stride"/> characters, and what it does not keep is shared evenly as context on both sides.
/// The kept parts follow one another without gap or overlap from the first character to the last.
/// </summary>
internal sealed class WindowPlan(int maxLength, int stride)
{
    public int MaxLength { get; } = maxLength;

    public static bool IsPossible(int maxLength, int stride) => stride >= 1 && stride <= maxLength && maxLength <= 65536;

    public IEnumerable<Window> Windows(int length)
    {
        var margin = (MaxLength - stride) / 2;
        for (var keep = 0; keep < length;)
        {
            var start = Math.Max(0, keep - margin);
            var end = Math.Min(length, start + MaxLength);
            var keepEnd = end == length ? length : end - margin;
            yield return new Window(start, end, keep, keepEnd);
            keep = keepEnd;
        }
    }
}
