namespace MedAiNlp;

/// <summary>A named thing found in a text. Immutable; safe to share between threads.</summary>
public sealed record Entity
{
    /// <summary>The type, such as <see cref="EntityTypes.Hospital"/>; models may bring their own.</summary>
    public required string Type { get; init; }

    /// <summary>The mention exactly as it stands in the text: <c>text.Substring(Start, Length)</c>.</summary>
    public required string Text { get; init; }

    /// <summary>The mention as a reader sees it: <see cref="Text"/> without a line break or markup that falls into the name.</summary>
    public string Name { get => field ?? Text; init; }

    /// <summary>Offset of the first UTF-16 code unit.</summary>
    public required int Start { get; init; }

    /// <summary>Length in UTF-16 code units.</summary>
    public int Length => Text.Length;

    /// <summary>Offset just after the last UTF-16 code unit.</summary>
    public int End => Start + Length;

    /// <summary>The place of the mention.</summary>
    public TextSpan Span => new(Start, Length);

    /// <summary>The calibrated probability, 0 to 1, that exactly these characters are an entity of this type. Grammar results have 1.</summary>
    public double Score { get; init; } = 1;

    /// <summary>The full name of the thing, where it is known; <see langword="null"/> otherwise.</summary>
    public string? Canonical { get; init; }

    /// <summary>For a <see cref="EntityTypes.Date"/> that is complete: its value as ISO 8601 (<c>2024-10-11</c>, <c>--02-18</c>, <c>2020-01-27/2020-02-20</c>); <see langword="null"/> otherwise.</summary>
    public string? Value { get; init; }
}
