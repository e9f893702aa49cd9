namespace MedAiNlp;

/// <summary>What the classifier says of one topic. Immutable; safe to share between threads.</summary>
public sealed record TopicScore
{
    /// <summary>The topic, such as <see cref="Topics.ImagingAi"/>; models may bring their own.</summary>
    public required string Label { get; init; }

    /// <summary>The calibrated probability, 0 to 1, that the text is about the topic.</summary>
    public required double Score { get; init; }

    /// <summary>Whether the score reaches the threshold of the topic. Several topics, or none, may be assigned.</summary>
    public required bool IsAssigned { get; init; }

    /// <summary>What in the text spoke for (positive) or against (negative) the topic, strongest first. Empty where a model gives no evidence.</summary>
    public IReadOnlyList<TopicEvidence> Evidence { get; init; } = [];
}

/// <summary>A stretch of the text and what it added to the logit of a topic.</summary>
/// <param name="Span">The place in the text.</param>
/// <param name="Contribution">The signed share of the logit (log-odds); positive speaks for the topic.</param>
public readonly record struct TopicEvidence(TextSpan Span, double Contribution);
