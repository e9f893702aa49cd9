namespace MedAiNlp;

/// <summary>One thing that a document says about itself, and where it says so.</summary>
/// <param name="Value">The value, cleaned: without label, brackets and white space around it. For dates ISO 8601 (<c>2020-02-19</c>, <c>2020-02-19T08:30</c>, <c>--02-19</c> without a year).</param>
/// <param name="Text">The words as they stand in the document.</param>
/// <param name="Span">Their place in <see cref="Document.Text"/>; <see langword="null"/> where they are not part of the visible text (meta tags, JSON-LD).</param>
/// <param name="Source">Their place in <see cref="Article.Content"/>; empty at the place of the tag where the words are encoded in it; <see langword="null"/> where the caller gave the value.</param>
public sealed record MetadataField(string Value, string Text, TextSpan? Span, TextSpan? Source);

/// <summary>What a document says about itself. Nothing is guessed: what it does not say is <see langword="null"/> or empty.</summary>
public sealed record DocumentMetadata
{
    /// <summary>A document that says nothing.</summary>
    public static DocumentMetadata None { get; } = new();

    /// <summary>The title.</summary>
    public MetadataField? Title { get; init; }

    /// <summary>Where the article was published first (来源).</summary>
    public MetadataField? Source { get; init; }

    /// <summary>Authors and reporters (作者, 记者), in order.</summary>
    public IReadOnlyList<MetadataField> Authors { get; init; } = [];

    /// <summary>When it was published (发布时间, a byline, a meta tag).</summary>
    public MetadataField? Published { get; init; }

    /// <summary>Keywords (关键词), in order.</summary>
    public IReadOnlyList<MetadataField> Keywords { get; init; } = [];

    /// <summary>The summary (摘要).</summary>
    public MetadataField? Summary { get; init; }

    /// <summary>The address of the original (链接).</summary>
    public MetadataField? Link { get; init; }
}
