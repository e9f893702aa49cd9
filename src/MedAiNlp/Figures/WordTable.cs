using System.Collections.Frozen;

namespace MedAiNlp;

/// <summary>A fixed set of words, each with a value, of which the longest that stands at a place is found without allocating.</summary>
internal sealed class WordTable<T>
{
    private readonly FrozenDictionary<char, (string Word, T Value)[]> _byFirst;
    private readonly FrozenDictionary<char, (string Word, T Value)[]> _byLast;

    public WordTable(IEnumerable<(string Word, T Value)> words)
    {
        (string Word, T Value)[] all = [.. words.OrderByDescending(w => w.Word.Length)];
        _byFirst = all.GroupBy(w => w.Word[0]).ToFrozenDictionary(g => g.Key, g => g.ToArray());
        _byLast = all.GroupBy(w => w.Word[^1]).ToFrozenDictionary(g => g.Key, g => g.ToArray());
    }

    /// <summary>The length of the longest word that begins at <paramref name="at"/> and is no longer than <paramref name="limit"/>; 0 if none does.</summary>
    public int LengthAt(ref FoldedText text, int at, out T value, int limit = int.MaxValue)
    {
        if (_byFirst.TryGetValue(text[at], out (string Word, T Value)[]? words))
        {
            foreach ((string word, T found) in words)
            {
                if (word.Length <= limit && text.Has(at, word))
                {
                    value = found;
                    return word.Length;
                }
            }
        }

        value = default!;
        return 0;
    }

    /// <summary>The length of the longest word that ends before <paramref name="end"/>; 0 if none does.</summary>
    public int LengthBefore(ref FoldedText text, int end, out T value)
    {
        if (_byLast.TryGetValue(text[end - 1], out (string Word, T Value)[]? words))
        {
            foreach ((string word, T found) in words)
            {
                if (text.HasBefore(end, word))
                {
                    value = found;
                    return word.Length;
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
