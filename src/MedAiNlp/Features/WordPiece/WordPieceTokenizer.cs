namespace MedAiNlp;

/// <summary>
/// Cuts text into the tokens that a BERT model was trained on, equal to the tokenizers library of Hugging Face token for token,
/// and says for each where it stands in the text as it was given, in UTF-16 code units. A token that clean-up changed (case,
/// accents, control characters inside a word) spans what it was made from; no token begins or ends inside a surrogate pair.
/// Immutable and thread-safe; expensive to create.
/// </summary>
public sealed partial class WordPieceTokenizer
{
    private readonly WordPieceVocabulary _vocabulary;
    private readonly BertNormalizer _normalizer;
    private readonly AddedTokenFinder? _added;
    private readonly AddedTokenFinder? _normalizedAdded;
    private readonly int[] _before;
    private readonly int[] _after;
    private readonly int[] _table;

    internal WordPieceTokenizer(WordPieceDescription description)
    {
        _vocabulary = new WordPieceVocabulary(description.Pieces, description.UnknownToken, description.ContinuingSubwordPrefix, description.MaxInputCharsPerWord);
        _normalizer = description.Normalizer;
        var added = description.NumberAddedTokens(_vocabulary);
        foreach (var (token, id) in added)
            _vocabulary.AddToken(token.Content, id);
        _added = Finder(added.Where(t => !t.Token.Normalized).Select(t => (t.Token.Content, t.Token, t.Id)));
        _normalizedAdded = Finder(added.Where(t => t.Token.Normalized).Select(t => (Clean(t.Token.Content), t.Token, t.Id)));
        ClsId = IdOf(description.ClsToken);
        SepId = IdOf(description.SepToken);
        PadId = IdOf(description.PadToken);
        MaskId = IdOf(description.MaskToken);
        _before = [.. description.Before ?? (ClsId is { } cls ? [cls] : [])];
        _after = [.. description.After ?? (SepId is { } sep ? [sep] : [])];
        _table = BuildTable();

        static AddedTokenFinder? Finder(IEnumerable<(string Pattern, WordPieceAddedToken Token, int Id)> tokens) =>
            tokens.Where(t => t.Pattern.Length > 0).ToArray() is { Length: > 0 } some ? new AddedTokenFinder(some) : null;
    }

    /// <summary>The highest number of a token and one more: how many rows the model's table of embeddings must have.</summary>
    public int VocabularySize => _vocabulary.Size;

    /// <summary>The number of the token for words that cannot be spelt.</summary>
    public int UnkId => _vocabulary.Unknown;

    /// <summary>The number of the token before a text, where there is one.</summary>
    public int? ClsId { get; }

    /// <summary>The number of the token after a text, where there is one.</summary>
    public int? SepId { get; }

    /// <summary>The number of the token that fills up a batch, where there is one.</summary>
    public int? PadId { get; }

    /// <summary>The number of the token of a hidden word, where there is one.</summary>
    public int? MaskId { get; }

    /// <summary>The special tokens that the model wants before a text; most have <see cref="ClsId"/> here.</summary>
    public ReadOnlySpan<int> SpecialIdsBefore => _before;

    /// <summary>The special tokens that the model wants after a text; most have <see cref="SepId"/> here.</summary>
    public ReadOnlySpan<int> SpecialIdsAfter => _after;

    /// <summary>
    /// Reads the tokenizer of a Hugging Face model folder: <c>tokenizer.json</c> or else <c>vocab.txt</c>, with what
    /// <c>tokenizer_config.json</c>, <c>special_tokens_map.json</c> and <c>added_tokens.json</c> say where they are there.
    /// </summary>
    /// <param name="directory">The folder.</param>
    /// <exception cref="ModelPackageException">A file is missing, malformed, or of a kind that is no WordPiece of BERT's.</exception>
    public static WordPieceTokenizer Load(string directory) => Create(TokenizerFolder.Read(directory), directory);

    /// <summary>Reads a <c>tokenizer.json</c> of the tokenizers library. Its padding and truncation are not taken over: text is never cut.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ModelPackageException">The file is missing, malformed, or of a kind that is no WordPiece of BERT's.</exception>
    public static WordPieceTokenizer FromTokenizerJson(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Create(TokenizerJson.Read(path), path);
    }

    /// <summary>Reads a <c>vocab.txt</c>: a token a line, numbered from 0. Of equal lines the last counts, an empty line keeps its number.</summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <param name="options">What the file does not say; null for the defaults.</param>
    /// <exception cref="ModelPackageException">The file is missing or not UTF-8, or lacks the unknown token.</exception>
    public static WordPieceTokenizer FromVocabulary(string path, WordPieceOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Create(WordPieceDescription.From(VocabularyFile.Read(path), options ?? new WordPieceOptions()), path);
    }

    /// <summary>Takes the tokens themselves, numbered from 0.</summary>
    /// <param name="tokens">The tokens. Of equal ones the last counts.</param>
    /// <param name="options">What the tokens do not say; null for the defaults.</param>
    /// <exception cref="ModelPackageException">The unknown token is not among them.</exception>
    public static WordPieceTokenizer FromVocabulary(IEnumerable<string> tokens, WordPieceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return Create(WordPieceDescription.From(tokens, options ?? new WordPieceOptions()), "the vocabulary");
    }

    /// <summary>How many tokens a text can have at most, special ones not counted: a code unit can decompose to three.</summary>
    /// <param name="length">The length of the text in UTF-16 code units.</param>
    public static int MaxTokenCount(int length) => checked(length * 3);

    /// <summary>The number of a token, or null where the vocabulary lacks it.</summary>
    public int? IdOf(string? token) => token is null ? null : _vocabulary.IdOf(token);

    /// <summary>The token of a number, or null where the vocabulary lacks it.</summary>
    public string? TokenOf(int id) => _vocabulary.TokenOf(id);

    /// <summary>The tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="addSpecialTokens">Whether <see cref="SpecialIdsBefore"/> and <see cref="SpecialIdsAfter"/> stand around them, as empty spans at the ends of the text.</param>
    public WordPieceEncoding Encode(string text, bool addSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(text);
        var buffer = new WordPieceBuffer(text.Length + _before.Length + _after.Length + 1);
        Encode(text, buffer, addSpecialTokens);
        return new WordPieceEncoding(buffer.Ids, buffer.Starts, buffer.Ends);
    }

    /// <summary>Replaces what a buffer holds by the tokens of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="buffer">The room; it grows as needed.</param>
    /// <param name="addSpecialTokens">Whether <see cref="SpecialIdsBefore"/> and <see cref="SpecialIdsAfter"/> stand around them, as empty spans at the ends of the text.</param>
    public void Encode(ReadOnlySpan<char> text, WordPieceBuffer buffer, bool addSpecialTokens = false)
    {
        ArgumentNullException.ThrowIfNull(buffer);
        var sink = buffer.Begin();
        if (addSpecialTokens)
        {
            foreach (var id in _before)
                sink.Add(id, 0, 0);
        }
        Run(text, ref sink);
        if (addSpecialTokens)
        {
            foreach (var id in _after)
                sink.Add(id, text.Length, text.Length);
        }
        buffer.Finish(sink);
    }

    /// <summary>Writes the tokens of a text, without special ones around them, into the caller's memory.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ids">The number of each token; <see cref="MaxTokenCount"/> of the text's length is always enough room.</param>
    /// <param name="starts">The offset of the first UTF-16 code unit of each token.</param>
    /// <param name="ends">The offset after the last UTF-16 code unit of each token.</param>
    /// <returns>How many tokens there are.</returns>
    /// <exception cref="ArgumentException">A span has too little room; what was written until then is meaningless.</exception>
    public int Encode(ReadOnlySpan<char> text, Span<int> ids, Span<int> starts, Span<int> ends)
    {
        var sink = new TokenSink(ids, starts, ends, null);
        Run(text, ref sink);
        return sink.Count;
    }

    private static WordPieceTokenizer Create(WordPieceDescription description, string source)
    {
        WordPieceTokenizer tokenizer;
        try
        {
            tokenizer = new WordPieceTokenizer(description);
        }
        catch (FormatException e)
        {
            throw new ModelPackageException("MED123", $"{source} {e.Message.TrimEnd('.')}; give the vocabulary that the model was trained with, and name its special tokens.", e);
        }
        foreach (var id in (int[])[.. tokenizer._before, .. tokenizer._after])
        {
            if (tokenizer.TokenOf(id) is null)
                throw new ModelPackageException("MED124", $"{source} puts the special token {id} around texts, which no token of the vocabulary has; fetch the model again.");
        }
        return tokenizer;
    }
}
