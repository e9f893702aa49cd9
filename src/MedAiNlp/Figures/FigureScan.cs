namespace MedAiNlp;

/// <summary>The figures and dates of one text, each list in text order, without overlaps. Immutable; safe to share between threads.</summary>
public sealed record FigureScan
{
    internal static FigureScan Empty { get; } = new();

    /// <summary>The quantities.</summary>
    public IReadOnlyList<Figure> Figures { get; init; } = [];

    /// <summary>Calendar dates and clock times, of type <see cref="EntityTypes.Date"/>.</summary>
    public IReadOnlyList<Entity> Dates { get; init; } = [];
}
