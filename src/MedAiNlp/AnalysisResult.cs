namespace MedAiNlp;

/// <summary>What became of one article of many: its analysis, or why there is none. Immutable.</summary>
public sealed record AnalysisResult
{
    /// <summary>The name of the article.</summary>
    public required string Id { get; init; }

    /// <summary>The analysis; <see langword="null"/> where <see cref="Error"/> says why.</summary>
    public ArticleAnalysis? Analysis { get; init; }

    /// <summary>What went wrong with this article; <see langword="null"/> where all went well.</summary>
    public MedAiException? Error { get; init; }
}
