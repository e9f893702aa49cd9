namespace MedAiNlp;

/// <summary>What a tokenizer is made from, whatever files said it.</summary>
internal sealed record WordPieceDescription
{
    /// <summary>The highest number that a token may have: numbers share their table entry with two bits.</summary>
    public const int HighestId = (1 << 28) - 1;

    public required IReadOnlyCollection<(string Token, int Id)> Pieces { get; init; }

    public required BertNormalizer Normalizer { get; init; }

    public required string UnknownToken { get; init; }

    public string ContinuingSubwordPrefix { get; init; } = "##";

    public int MaxInputCharsPerWord { get; init; } = 100;

    public IReadOnlyList<WordPieceAddedToken> AddedTokens { get; init; } = [];

    public string? ClsToken { get; init; }

    public string? SepToken { get; init; }

    public string? PadToken { get; init; }

    public string? MaskToken { get; init; }

    /// <summary>The special tokens before a text; null for the one of <see cref="ClsToken"/>.</summary>
    public IReadOnlyList<int>? Before { get; init; }

    /// <summary>The special tokens after a text; null for the one of <see cref="SepToken"/>.</summary>
    public IReadOnlyList<int>? After { get; init; }

    /// <summary>The description of a plain list of tokens.</summary>
    public static WordPieceDescription From(IEnumerable<string> tokens, WordPieceOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxInputCharsPerWord, 1);
        (string Token, int Id)[] pieces = [.. tokens.Select((token, id) => (token, id))];
        var known = pieces.Select(p => p.Token).ToHashSet();
        string?[] special = [options.UnknownToken, options.SepToken, options.PadToken, options.ClsToken, options.MaskToken];
        return new WordPieceDescription
        {
            Pieces = pieces,
            Normalizer = new BertNormalizer(options.CleanText, options.SplitChineseCharacters, options.StripAccents ?? options.LowerCase, options.LowerCase),
            UnknownToken = options.UnknownToken,
            ContinuingSubwordPrefix = options.ContinuingSubwordPrefix,
            MaxInputCharsPerWord = options.MaxInputCharsPerWord,
            // Later ones replace earlier ones, so what the caller says of a special token counts.
            AddedTokens = [.. special.OfType<string>().Where(known.Contains).Select(t => new WordPieceAddedToken(t) { Special = true }), .. options.AddedTokens],
            ClsToken = options.ClsToken,
            SepToken = options.SepToken,
            PadToken = options.PadToken,
            MaskToken = options.MaskToken,
        };
    }

    /// <summary>
    /// The added tokens with their numbers: that of the model's piece, or the next free one after the pieces. The number that a
    /// file gives an added token does not count, as it does not in the reference.
    /// </summary>
    public IReadOnlyCollection<(WordPieceAddedToken Token, int Id)> NumberAddedTokens(WordPieceVocabulary vocabulary)
    {
        var numbered = new Dictionary<string, (WordPieceAddedToken Token, int Id)>();
        var next = vocabulary.PieceCount;
        foreach (var token in AddedTokens.Where(t => t.Content.Length > 0))
        {
            var id = numbered.TryGetValue(token.Content, out var earlier) ? earlier.Id : vocabulary.IdOf(token.Content) ?? next++;
            numbered[token.Content] = (token, id);
        }
        return numbered.Values;
    }
}
