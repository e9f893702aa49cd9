namespace MedAiNlp;

/// <summary>Everything found in one article. Immutable; safe to share between threads.</summary>
public sealed record ArticleAnalysis
{
    // Made when first asked for; a copy with other entities or another span makes its own.
    private IReadOnlyList<MentionGroup>? _mentions;
    private TextQuality? _quality;

    /// <summary>The name of the article, as it was given.</summary>
    public required string Id { get; init; }

    /// <summary>The article as it was read: its blocks, metadata and sentences, and the way back to the source.</summary>
    public required Document Document { get; init; }

    /// <summary>The text that all offsets count in: for text and Markdown the input, unchanged; for HTML the visible text.</summary>
    public string Text => Document.Text;

    /// <summary>The part of <see cref="Text"/> that the article takes: all of it, or its place in a casebook or digest.</summary>
    public TextSpan Span
    {
        get;
        init => (field, _quality) = (value, null);
    }

    /// <summary>The headings above the article in its casebook or digest, outermost first; empty for one that stands alone.</summary>
    public IReadOnlyList<string> Path { get; init; } = [];

    /// <summary>What the article says about itself: title, source, authors, date, keywords, summary, link.</summary>
    public required DocumentMetadata Metadata { get; init; }

    /// <summary>The title, where the article has one; <see langword="null"/> otherwise.</summary>
    public string? Title => Metadata.Title?.Value;

    /// <summary>The script: <c>zh-Hans</c>, <c>zh-Hant</c>, <c>mixed</c>; <c>zh</c> where no character tells, <c>und</c> without Chinese.</summary>
    public string Language => Document.Language;

    /// <summary>The encoding that the bytes were read in; <see langword="null"/> for an article that came as a string.</summary>
    public string? Encoding => Document.Encoding;

    /// <summary>The topics of the model, likeliest first, assigned or not.</summary>
    public IReadOnlyList<TopicScore> Topics { get; init; } = [];

    /// <summary>Which topic holds where: stretches of <see cref="Text"/> in order, each with a score for every topic. Empty unless <see cref="MedAiAnalyzerOptions.Explain"/> asks for it.</summary>
    public IReadOnlyList<TopicSegment> TopicSegments { get; init; } = [];

    /// <summary>Named things, dates and clock times, in order of their offsets.</summary>
    public IReadOnlyList<Entity> Entities
    {
        get;
        init => (field, _mentions) = (value, null);
    } = [];

    /// <summary>Quantities, in order of their offsets.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>The named things of <see cref="Entities"/>, each with all its mentions: same names, short forms and what the text itself defines as one.</summary>
    public IReadOnlyList<MentionGroup> Mentions => _mentions ??= MentionGrouping.Group(Text, Entities);

    /// <summary>How the text is built, signal by signal, each with a sentence: what a reader of a spam verdict wants to know. Measured when first asked for.</summary>
    public TextQuality Quality => _quality ??= TextQuality.Measure(Document.ModelText.Slice(Span).Text);

    /// <summary>The articles of a casebook or digest, each with its own answers and offsets in the same <see cref="Text"/>; empty where the document is one article or was not split.</summary>
    public IReadOnlyList<ArticleAnalysis> Articles { get; init; } = [];

    /// <summary>The place of a span of <see cref="Text"/> in the article's content, such as its HTML.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The span does not lie inside the text.</exception>
    public TextSpan ToSource(TextSpan span) => Document.ToSource(span);
}
