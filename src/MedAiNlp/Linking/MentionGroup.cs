namespace MedAiNlp;

/// <summary>All mentions of one thing in a text. Immutable; safe to share between threads.</summary>
public sealed record MentionGroup
{
    /// <summary>The type of the thing and of all its mentions.</summary>
    public required string Type { get; init; }

    /// <summary>The fullest name that the text gives it: the longest mention, the first of equals.</summary>
    public required string Name { get; init; }

    /// <summary>The name in a register, where the thing is known; <see langword="null"/> otherwise.</summary>
    public string? Canonical { get; init; }

    /// <summary>The mentions, one or more, in order of their offsets.</summary>
    public required IReadOnlyList<Entity> Mentions { get; init; }
}
