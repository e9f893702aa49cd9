namespace MedAiNlp;

/// <summary>Everything found in one article. Immutable; safe to share between threads.</summary>
public sealed record ArticleAnalysis
{
    /// <summary>The name of the article, as it was given.</summary>
    public string Id { get; init; } = "";

    /// <summary>The text that all offsets count in: for text and Markdown the input, unchanged.</summary>
    public required string Text { get; init; }

    /// <summary>The title, where the article has one; <see langword="null"/> otherwise.</summary>
    public string? Title { get; init; }

    /// <summary>The script: <c>zh-Hans</c>, <c>zh-Hant</c>, <c>mixed</c>, or <c>und</c> where no character tells.</summary>
    public string Language { get; init; } = "und";

    /// <summary>The topics of the model, likeliest first, assigned or not.</summary>
    public IReadOnlyList<TopicScore> Topics { get; init; } = [];

    /// <summary>Named things, dates and clock times, in order of their offsets.</summary>
    public IReadOnlyList<Entity> Entities { get; init; } = [];

    /// <summary>Quantities, in order of their offsets.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];
}
