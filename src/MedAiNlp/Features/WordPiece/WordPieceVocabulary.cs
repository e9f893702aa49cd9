namespace MedAiNlp;

/// <summary>
/// Pieces and their numbers, those of the model and the added ones, and how a word is spelt with them: the longest piece that
/// begins it, then the longest that continues it, to the end; or, if that fails anywhere, the unknown token. Immutable and thread-safe.
/// </summary>
internal sealed class WordPieceVocabulary
{
    private readonly PieceTrie _pieces;
    private readonly int _continuing;
    private readonly Dictionary<int, string> _tokens = [];
    private readonly Dictionary<string, int> _added = [];

    /// <param name="pieces">The pieces of the model with their numbers; of equal ones the last counts.</param>
    /// <param name="unknown">The unknown token, one of the pieces.</param>
    /// <param name="prefix">What marks a piece that continues a word.</param>
    /// <param name="maxCodePoints">The longest word that is spelt.</param>
    /// <exception cref="FormatException">The unknown token is not among the pieces.</exception>
    public WordPieceVocabulary(IReadOnlyCollection<(string Token, int Id)> pieces, string unknown, string prefix, int maxCodePoints)
    {
        _pieces = new PieceTrie(pieces.Count * 2);
        var count = 0;
        foreach (var (token, id) in pieces)
        {
            if (Find(token) is null)
                count++;
            _pieces.Add(token, id);
            Size = Math.Max(Size, id + 1);
        }
        // After all are in: a number that a later, equal token took from an earlier one stands for nothing.
        foreach (var (token, id) in pieces)
        {
            if (Find(token) == id)
                _tokens[id] = token;
        }
        PieceCount = count;
        MaxCodePoints = maxCodePoints;
        _continuing = _pieces.Walk(prefix);
        Unknown = Find(unknown) ?? throw new FormatException($"lacks the unknown token {unknown}");
    }

    /// <summary>The highest number and one more.</summary>
    public int Size { get; private set; }

    /// <summary>How many different pieces the model has, added tokens not counted.</summary>
    public int PieceCount { get; }

    /// <summary>The number of the unknown token.</summary>
    public int Unknown { get; }

    /// <summary>How long a word may be, in code points.</summary>
    public int MaxCodePoints { get; }

    /// <summary>The number of a token, or null.</summary>
    public int? IdOf(string token) => _added.TryGetValue(token, out var id) ? id : Find(token);

    /// <summary>The token of a number, or null.</summary>
    public string? TokenOf(int id) => _tokens.GetValueOrDefault(id);

    /// <summary>Adds a token that is found whole in the text, not by spelling; only while the vocabulary is built.</summary>
    public void AddToken(string token, int id)
    {
        _added[token] = id;
        _tokens[id] = token;
        Size = Math.Max(Size, id + 1);
    }

    /// <summary>Spells a word.</summary>
    /// <param name="word">The word after clean-up, not empty and well-formed UTF-16.</param>
    /// <param name="origin">Where its code units come from.</param>
    /// <param name="sink">Where the tokens go.</param>
    public void Spell(scoped ReadOnlySpan<char> word, scoped in WordOrigin origin, ref TokenSink sink)
    {
        if (word.Length > MaxCodePoints && CodePoints(word) > MaxCodePoints)
        {
            sink.Add(Unknown, origin.StartOf(0), origin.EndOf(word.Length - 1));
            return;
        }
        var before = sink.Count;
        var node = PieceTrie.Root;
        for (var start = 0; start < word.Length; node = _continuing)
        {
            var (id, end) = (PieceTrie.None, start);
            for (var i = start; i < word.Length && node != PieceTrie.None; i++)
            {
                node = _pieces.Child(node, word[i]);
                if (node != PieceTrie.None && _pieces.ValueAt(node) is var value and not PieceTrie.None)
                    (id, end) = (value, i + 1);
            }
            if (id == PieceTrie.None)
            {
                sink.Shrink(before);
                sink.Add(Unknown, origin.StartOf(0), origin.EndOf(word.Length - 1));
                return;
            }
            sink.Add(id, origin.StartOf(start), origin.EndOf(end - 1));
            start = end;
        }
    }

    private int? Find(string token) => _pieces.Walk(token) is var node and not PieceTrie.None && _pieces.ValueAt(node) is var id and not PieceTrie.None ? id : null;

    private static int CodePoints(ReadOnlySpan<char> word)
    {
        var count = word.Length;
        foreach (var c in word)
        {
            if (char.IsLowSurrogate(c))
                count--;
        }
        return count;
    }
}
