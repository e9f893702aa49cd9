namespace MedAiNlp;

/// <summary>
/// Where a text is best cut, by what it says and not by how far in it lies: two texts that share a long stretch, behind headers of
/// different lengths, soon choose the same places in it, and from there on the same windows, which are then computed once.
/// </summary>
internal static class TextCut
{
    private const string LineBreaks = "\n", SentenceEnds = "。！？；!?;";

    /// <summary>How many characters on each side tell one place from another.</summary>
    private const int Surroundings = 4;

    /// <summary>A line break is better than the end of a sentence, and that better than anything else; where there is neither, the last place.</summary>
    /// <param name="text">The text.</param>
    /// <param name="earliest">The first place, one or more: the offset of the character behind it.</param>
    /// <param name="latest">The last place, inside the text.</param>
    /// <returns>A place from <paramref name="earliest"/> to <paramref name="latest"/>, never inside a surrogate pair where there is another.</returns>
    public static int Choose(ReadOnlySpan<char> text, int earliest, int latest)
    {
        var place = Behind(LineBreaks, text, earliest, latest);
        if (place < 0)
            place = Behind(SentenceEnds, text, earliest, latest);
        if (place >= 0)
            return place;
        return latest > earliest && char.IsSurrogatePair(text[latest - 1], text[latest]) ? latest - 1 : latest;
    }

    // Among equals their surroundings decide, and where those too are of one kind, the last, which keeps the most. −1 where there is none.
    private static int Behind(string ends, ReadOnlySpan<char> text, int earliest, int latest)
    {
        var (best, smallest) = (-1, int.MaxValue);
        for (var place = earliest; place <= latest; place++)
        {
            var next = text[(place - 1)..latest].IndexOfAny(ends);
            if (next < 0)
                break;
            place += next;
            if (Kind(text[Math.Max(0, place - Surroundings)..Math.Min(text.Length, place + Surroundings)]) is var kind && kind <= smallest)
                (best, smallest) = (place, kind);
        }
        return best;
    }

    // A hash of three bits. With all its bits texts meet no sooner, and kept parts are shorter by a fiftieth.
    private static int Kind(ReadOnlySpan<char> surroundings)
    {
        var hash = 0UL;
        foreach (var unit in surroundings)
        {
            hash = unchecked((hash + unit) * 0x9E3779B97F4A7C15);
            hash ^= hash >> 32;
        }
        return (int)(hash >> 61);
    }
}
