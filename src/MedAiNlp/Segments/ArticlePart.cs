namespace MedAiNlp;

/// <summary>One article of a document. Immutable; safe to share between threads.</summary>
public sealed record ArticlePart
{
    /// <summary>The title: as written for a case (<c>案例 1：…</c>) or a chapter, without a mere number (<c>1.</c>) or label (<c>标题：</c>); empty where there is none.</summary>
    public required string Title { get; init; }

    /// <summary>Where the article stands in the document: the headings of the sections above it, then its own label, as in <c>一、远程医疗应用案例</c> / <c>案例 1</c>. Empty for a document that is one article.</summary>
    public required IReadOnlyList<string> Path { get; init; }

    /// <summary>The place in <see cref="Document.Text"/>, from the heading to the end of the last paragraph.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>What the article says about itself.</summary>
    public required DocumentMetadata Metadata { get; init; }
}
