using System.Buffers;

namespace MedAiNlp;

/// <summary>
/// Names that a line break or a page break cuts in two, where the lines themselves do not tell that they belong together: the
/// two sides are read once more as one line, and a name that runs over the break is believed when neither side explains it.
/// </summary>
internal static class BrokenNames
{
    /// <summary>How much of the lines on either side is read again, in UTF-16 code units.</summary>
    private const int Context = 60;

    /// <summary>How sure the model has to be of a name over a break: a false one hides two right ones.</summary>
    private const double LeastScore = 0.9;

    /// <summary>
    /// From this probability on, a character is surely in no name. Of 1,158 names cut at random, reading over the break finds two where
    /// the character before it is; in 1,700 crawled texts none. It costs a run of the network a break.
    /// </summary>
    private const float SurelyOutside = 0.99f;

    /// <summary>Finds the first name, persons left aside, that runs over a place in a line.</summary>
    /// <param name="line">The line; valid until the call ends.</param>
    /// <param name="at">The place.</param>
    public delegate Entity? FindOver(ReadOnlyMemory<char> line, int at);

    /// <summary>Collects the breaks of a text: white space with a line break in it, between two Chinese characters.</summary>
    public static void Breaks(string text, List<TextSpan> breaks)
    {
        for (var next = NextBreak(text, 0); next is { } gap; next = NextBreak(text, gap.End))
            breaks.Add(gap);
    }

    /// <summary>Collects the breaks at which a name may well be cut: of the character before, the model is not sure that it is in none.</summary>
    /// <param name="text">The text.</param>
    /// <param name="outside">For each character the probability that it belongs to no name.</param>
    /// <param name="breaks">Receives the breaks.</param>
    public static void DoubtfulBreaks(string text, ReadOnlySpan<float> outside, List<TextSpan> breaks)
    {
        for (var next = NextBreak(text, 0); next is { } gap; next = NextBreak(text, gap.End))
        {
            if (outside[gap.Start - 1] < SurelyOutside)
                breaks.Add(gap);
        }
    }

    /// <param name="text">The text that the entities were found in.</param>
    /// <param name="entities">What was found, in order; what lies under a name over a break is replaced by it.</param>
    /// <param name="breaks">The breaks that are read over.</param>
    /// <param name="find">Finds a name over a break.</param>
    public static IReadOnlyList<Entity> Join(string text, IReadOnlyList<Entity> entities, IReadOnlyList<TextSpan> breaks, FindOver find)
    {
        List<Entity>? joined = null;
        var line = ArrayPool<char>.Shared.Rent(2 * Context);
        for (var i = 0; i < breaks.Count; i++)
        {
            var gap = breaks[i];
            var left = Math.Max(LineStart(text, gap.Start), gap.Start - Context);
            var right = Math.Min(LineEnd(text, gap.End), gap.End + Context);
            var at = gap.Start - left;
            text.CopyTo(left, line, 0, at);
            text.CopyTo(gap.End, line, at, right - gap.End);
            if (find(line.AsMemory(0, at + right - gap.End), at) is not { Score: >= LeastScore } over)
                continue;
            var span = TextSpan.FromBounds(left + over.Start, over.End + left + gap.Length);
            if (Explains(entities, span, gap))
                continue;
            joined = Without(joined ?? entities, span);
            joined.Add(over with { Text = span.Of(text), Start = span.Start, Name = over.Text });
        }
        ArrayPool<char>.Shared.Return(line);
        joined?.Sort(static (a, b) => a.Start.CompareTo(b.Start));
        return joined ?? entities;
    }

    /// <summary>Whether a name runs over a place; of a person none does.</summary>
    public static bool RunsOver(string type, TextSpan name, int at) => name.Start < at && name.End > at && type != EntityTypes.Person;

    /// <summary>The first entity, persons left aside, that runs over a place.</summary>
    public static Entity? FirstOver(IEnumerable<Entity> entities, int at) => entities.FirstOrDefault(e => RunsOver(e.Type, e.Span, at));

    private static TextSpan? NextBreak(string text, int from)
    {
        for (var at = text.IndexOf('\n', from); at >= 0;)
        {
            var (start, end) = (at, at + 1);
            while (start > 0 && char.IsWhiteSpace(text[start - 1]))
                start--;
            while (end < text.Length && char.IsWhiteSpace(text[end]))
                end++;
            if (start > 0 && end < text.Length && EastAsian.IsHan(text[start - 1]) && EastAsian.IsHan(text[end]))
                return TextSpan.FromBounds(start, end);
            at = text.IndexOf('\n', end);
        }
        return null;
    }

    private static List<Entity> Without(IEnumerable<Entity> entities, TextSpan span) => [.. entities.Where(e => !e.Span.Overlaps(span))];

    // Two names, one at the end of a line and one at the beginning of the next, are a list; and a whole name before the
    // break followed by more than an ending (北京协和⏎医院) is a name of its own.
    private static bool Explains(IReadOnlyList<Entity> entities, TextSpan span, TextSpan gap)
    {
        const int ending = 4;
        var before = entities.Any(e => e.End == gap.Start && e.Start <= span.Start);
        var after = entities.Any(e => e.Start == gap.End && e.End >= span.End);
        return before && (after || span.End - gap.End > ending);
    }

    private static int LineStart(string text, int at) => text.AsSpan(0, at).LastIndexOf('\n') + 1;

    private static int LineEnd(string text, int at) => text.IndexOf('\n', at) is var end && end < 0 ? text.Length : end;
}
