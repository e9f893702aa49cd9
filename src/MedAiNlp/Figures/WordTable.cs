namespace MedAiNlp;

/// <summary>A fixed set of words, each with a value, of which the longest that stands at a place is found without allocating.</summary>
internal sealed class WordTable<T>
{
    private readonly CharacterIndex<(string Word, T Value)[]> _byFirst;
    private readonly CharacterIndex<(string Word, T Value)[]> _byLast;

    public WordTable(IEnumerable<(string Word, T Value)> words)
    {
        (string Word, T Value)[] all = [.. words.OrderByDescending(w => w.Word.Length)];
        _byFirst = new(all.GroupBy(w => w.Word[0]).ToDictionary(g => g.Key, g => g.ToArray()));
        _byLast = new(all.GroupBy(w => w.Word[^1]).ToDictionary(g => g.Key, g => g.ToArray()));
    }

    /// <summary>The length of the longest word that begins at <paramref name="at"/> and is no longer than <paramref name="limit"/>; 0 if none does.</summary>
    public int LengthAt(ref FoldedText text, int at, out T value, int limit = int.MaxValue)
    {
        if (_byFirst.Find(text[at]) is { } words)
        {
            foreach ((string Word, T Value) entry in words)
            {
                if (entry.Word.Length <= limit && text.Has(at, entry.Word))
                {
                    value = entry.Value;
                    return entry.Word.Length;
                }
            }
        }

        value = default!;
        return 0;
    }

    /// <summary>The length of the longest word that ends before <paramref name="end"/>; 0 if none does.</summary>
    public int LengthBefore(ref FoldedText text, int end, out T value)
    {
        if (_byLast.Find(text[end - 1]) is { } words)
        {
            foreach ((string Word, T Value) entry in words)
            {
                if (text.HasBefore(end, entry.Word))
                {
                    value = entry.Value;
                    return entry.Word.Length;
                }
            }
        }

        value = default!;
        return 0;
    }
}

/// <summary>Makes word tables from words separated by spaces.</summary>
internal static class WordTable
{
    public static WordTable<bool> Of(params string[] lists) => new(Split(lists).Select(w => (w, true)));

    public static IEnumerable<string> Split(params string[] lists) =>
        lists.SelectMany(l => l.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Distinct();
}
