namespace MedAiNlp;

/// <summary>
/// An article as it is read: its visible text, the blocks of it and their roles, what it says about itself, and the way back to the source.
/// Immutable; safe to share between threads.
/// </summary>
public sealed class Document
{
    private readonly SourceMap? _map;
    private IReadOnlyList<TextSpan>? _sentences;

    private Document(Article article, Draft draft, TextView modelText)
    {
        Article = article;
        Text = draft.Text;
        _map = draft.Map;
        ModelText = modelText;
        var blocks = new Block[draft.Blocks.Count];
        for (int i = 0; i < blocks.Length; i++)
        {
            DraftBlock block = draft.Blocks[i];
            blocks[i] = new Block(TextSpan.FromBounds(block.Start, block.End), block.Role ?? BlockRole.Body, block.Kind, block.Level);
        }

        Blocks = blocks;

        // The sources and dates of a digest's articles are theirs, not the digest's.
        int end = ArticleSplitter.Find(Text, Blocks, modelText) is [{ First: var first }, ..] ? first : Blocks.Count;
        Metadata = MetadataReader.Read(Text, _map, Blocks, 0, end, draft.Declared, article.Title);
        Language = WritingSystem.Of(Text);
    }

    /// <summary>The article that was read.</summary>
    public Article Article { get; }

    /// <summary>
    /// The visible text. For text and Markdown the content as given, unchanged; for HTML what a reader of the page sees, one line per
    /// block, table cells separated by tabs, character references decoded, white space collapsed as a browser does.
    /// </summary>
    public string Text { get; }

    /// <summary>The paragraphs, headings, items and rows, in reading order.</summary>
    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>Title, source, authors, date, keywords, summary and link, as far as the document says them.</summary>
    public DocumentMetadata Metadata { get; }

    /// <summary>The script: <c>zh-Hans</c>, <c>zh-Hant</c>, <c>mixed</c>; <c>zh</c> where no character tells, <c>und</c> without Chinese. See <see cref="WritingSystem"/>.</summary>
    public string Language { get; }

    /// <summary>The encoding that the bytes were read in; <see langword="null"/> for content that came as a string.</summary>
    public string? Encoding => Article.Encoding;

    /// <summary>What the models read: the text without line breaks inside sentences, markup, code and addresses, and the way back.</summary>
    public TextView ModelText { get; }

    /// <summary>The sentences of <see cref="Text"/>, in order; one broken over lines is one sentence. See <see cref="SentenceSplitter"/>.</summary>
    public IReadOnlyList<TextSpan> Sentences => _sentences ??= SentenceSplitter.Split(ModelText);

    /// <summary>Reads an article.</summary>
    /// <param name="article">The article.</param>
    /// <param name="options">How to read; <see langword="null"/> for the defaults.</param>
    /// <remarks>Any content can be read: broken markup and unbalanced marks give text, never an error. Time and memory grow with the length of the content, whatever its nesting.</remarks>
    public static Document Read(Article article, DocumentOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(article);
        options ??= DocumentOptions.Default;
        Draft draft = article.Format switch
        {
            ArticleFormat.Html => HtmlReader.Read(article.Content),
            ArticleFormat.Markdown => MarkdownReader.Read(article.Content),
            _ => PlainTextReader.Read(article.Content),
        };
        RoleFinder.Assign(draft, article.Title);
        if (options.HideMarkup)
            Addresses.Hide(draft);
        else
            draft.Hidden.Clear();
        if (options.JoinBrokenLines)
            BrokenLines.Join(draft);
        var document = new Document(article, draft, draft.Hidden.Build(draft.Text));
        draft.Return();
        return document;
    }

    /// <summary>
    /// The place of a span of <see cref="Text"/> in <see cref="Article.Content"/>: from the source of its first character to the end of
    /// the source of its last. For HTML, tags may lie between; see <see cref="ToSourceParts"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The span does not lie inside the text.</exception>
    public TextSpan ToSource(TextSpan span)
    {
        Check(span);
        return _map?.ToSource(span) ?? span;
    }

    /// <summary>The pieces of <see cref="Article.Content"/> that a span of <see cref="Text"/> was read from, in order, without the tags and hidden elements between them.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span does not lie inside the text.</exception>
    public IReadOnlyList<TextSpan> ToSourceParts(TextSpan span)
    {
        Check(span);
        return _map?.ToSourceParts(span) ?? (span.Length == 0 ? [] : [span]);
    }

    /// <summary>What the classifier reads of a span, or of the whole document: title and body, without menus, link lists, footers, comments and advertisements.</summary>
    /// <param name="span">The part of <see cref="Text"/>, such as one article of a digest; <see langword="null"/> for all of it.</param>
    /// <returns>A view with the way back to <see cref="Text"/>. Where nothing is body (a page of links only), everything.</returns>
    public TextView BodyText(TextSpan? span = null)
    {
        TextSpan whole = span ?? new TextSpan(0, Text.Length);
        Check(whole);
        TextView view = ModelText.Slice(whole);
        return LeftOut(whole) is { } left ? ModelText.Without(left).Slice(whole) : view;
    }

    /// <summary>Writes <see cref="BodyText"/> of the whole document into memory of the caller's.</summary>
    /// <param name="body">At least as long as the text of <see cref="ModelText"/>.</param>
    /// <returns>How many characters it has.</returns>
    internal int CopyBody(Span<char> body)
    {
        int length = 0, position = 0;
        foreach (TextSpan left in LeftOut(new TextSpan(0, Text.Length)) ?? [])
        {
            Keep(ModelText.FromDocument(left.Start), body);
            position = Math.Max(position, ModelText.FromDocument(left.End));
        }

        Keep(ModelText.Text.Length, body);
        return length;

        void Keep(int end, Span<char> into)
        {
            if (end <= position)
                return;
            ModelText.Text.AsSpan(position, end - position).CopyTo(into[length..]);
            length += end - position;
        }
    }

    // What of a stretch is neither title nor body; null for nothing, also where nothing is body.
    private List<TextSpan>? LeftOut(TextSpan whole)
    {
        bool hasBody = false;
        List<TextSpan>? left = null;
        for (int i = 0; i < Blocks.Count; i++)
        {
            if (!whole.Overlaps(Blocks[i].Span))
                continue;
            hasBody |= Blocks[i].Role == BlockRole.Body;

            // A block goes with the line break behind it.
            if (Blocks[i].Role is not (BlockRole.Title or BlockRole.Body))
                (left ??= []).Add(TextSpan.FromBounds(Blocks[i].Span.Start, i + 1 < Blocks.Count ? Blocks[i + 1].Span.Start : Text.Length));
        }

        return hasBody ? left : null;
    }

    /// <summary>The metadata of a part of the document, from its own lines only.</summary>
    internal DocumentMetadata MetadataOf(int firstBlock, int endBlock) => MetadataReader.Read(Text, _map, Blocks, firstBlock, endBlock, []);

    private void Check(TextSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(span.Start, nameof(span));
        ArgumentOutOfRangeException.ThrowIfNegative(span.Length, nameof(span));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span.End, Text.Length, nameof(span));
    }
}
