using System.Buffers;

namespace MedAiNlp;

/// <summary>
/// Finds added tokens: the leftmost, and of those that begin together the longest; the next is looked for behind it. Immutable
/// and thread-safe.
/// </summary>
internal sealed class AddedTokenFinder
{
    private readonly PieceTrie _trie = new();
    private readonly (WordPieceAddedToken Token, int Id)[] _tokens;
    private readonly SearchValues<char> _firstUnits;

    /// <param name="tokens">The tokens with what is looked for and their numbers; what is looked for is not empty.</param>
    public AddedTokenFinder(IEnumerable<(string Pattern, WordPieceAddedToken Token, int Id)> tokens)
    {
        var all = tokens.ToArray();
        _tokens = Array.ConvertAll(all, t => (t.Token, t.Id));
        for (var i = 0; i < all.Length; i++)
            _trie.Add(all[i].Pattern, i);
        _firstUnits = SearchValues.Create([.. all.Select(t => t.Pattern[0]).Distinct()]);
    }

    /// <summary>Finds the next token.</summary>
    /// <param name="text">The text.</param>
    /// <param name="searchFrom">Where to look from; afterwards where to look from next.</param>
    /// <param name="free">Where the text begins that no token has taken yet.</param>
    public Match? Next(ReadOnlySpan<char> text, ref int searchFrom, int free)
    {
        while (searchFrom < text.Length)
        {
            var skipped = text[searchFrom..].IndexOfAny(_firstUnits);
            if (skipped < 0)
                break;
            var start = searchFrom + skipped;
            var (index, end) = LongestAt(text, start);
            if (index == PieceTrie.None)
            {
                searchFrom = start + 1;
                continue;
            }
            searchFrom = end;
            var (token, id) = _tokens[index];
            if (token.SingleWord && (EndsWithWord(text[..start]) || StartsWithWord(text[end..])))
                continue;
            if (token.StripsLeft)
                start = Math.Max(TrimmedEnd(text[..start]), free);
            if (token.StripsRight)
                end += LeadingSpace(text[end..]);
            return new Match(id, start, end);
        }
        searchFrom = text.Length;
        return null;
    }

    private (int Index, int End) LongestAt(ReadOnlySpan<char> text, int start)
    {
        var found = (PieceTrie.None, start);
        var node = PieceTrie.Root;
        for (var i = start; i < text.Length; i++)
        {
            node = _trie.Child(node, text[i]);
            if (node == PieceTrie.None)
                break;
            if (_trie.ValueAt(node) != PieceTrie.None)
                found = (_trie.ValueAt(node), i + 1);
        }
        return found;
    }

    private static bool EndsWithWord(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return false;
        var pair = text.Length > 1 && char.IsSurrogatePair(text[^2], text[^1]);
        return BertCharacters.Table.IsWordCharacter(pair ? char.ConvertToUtf32(text[^2], text[^1]) : text[^1]);
    }

    private static bool StartsWithWord(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return false;
        var pair = text.Length > 1 && char.IsSurrogatePair(text[0], text[1]);
        return BertCharacters.Table.IsWordCharacter(pair ? char.ConvertToUtf32(text[0], text[1]) : text[0]);
    }

    private static int TrimmedEnd(ReadOnlySpan<char> text)
    {
        var end = text.Length;
        while (end > 0 && BertCharacters.Table.IsSpace(text[end - 1]))
            end--;
        return end;
    }

    private static int LeadingSpace(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && BertCharacters.Table.IsSpace(text[length]))
            length++;
        return length;
    }

    /// <summary>An added token in a text.</summary>
    public readonly record struct Match(int Id, int Start, int End);
}
