namespace MedAiNlp;

/// <summary>
/// What a <c>vocab.txt</c> does not say: how text is evened out before it is cut, and what the special tokens are called.
/// The defaults are those of BERT (uncased); <c>bert-base-chinese</c> and its offspring want <see cref="LowerCase"/> false.
/// </summary>
public sealed record WordPieceOptions
{
    /// <summary>Whether control characters are dropped and every white space becomes a space.</summary>
    public bool CleanText { get; init; } = true;

    /// <summary>Whether every Chinese character is a word of its own (<c>tokenize_chinese_chars</c>).</summary>
    public bool SplitChineseCharacters { get; init; } = true;

    /// <summary>Whether text is lower-cased (<c>do_lower_case</c>).</summary>
    public bool LowerCase { get; init; } = true;

    /// <summary>Whether accents are dropped (<c>strip_accents</c>); null does what <see cref="LowerCase"/> says.</summary>
    public bool? StripAccents { get; init; }

    /// <summary>The token for words that the vocabulary cannot spell. It must be in the vocabulary.</summary>
    public string UnknownToken { get; init; } = "[UNK]";

    /// <summary>The token before a text, or null for none.</summary>
    public string? ClsToken { get; init; } = "[CLS]";

    /// <summary>The token after a text, or null for none.</summary>
    public string? SepToken { get; init; } = "[SEP]";

    /// <summary>The token that fills up a batch, or null for none.</summary>
    public string? PadToken { get; init; } = "[PAD]";

    /// <summary>The token of a hidden word, or null for none.</summary>
    public string? MaskToken { get; init; } = "[MASK]";

    /// <summary>What the vocabulary writes before a piece that continues a word.</summary>
    public string ContinuingSubwordPrefix { get; init; } = "##";

    /// <summary>Words of more Unicode code points than this become <see cref="UnknownToken"/>; one or more.</summary>
    public int MaxInputCharsPerWord { get; init; } = 100;

    /// <summary>
    /// Tokens that are recognised in the text as they stand, besides the special ones. One that the vocabulary lacks gets the next
    /// free number after it.
    /// </summary>
    public IReadOnlyList<WordPieceAddedToken> AddedTokens { get; init; } = [];
}
