using System.Text.Json.Serialization;

namespace MedAiNlp;

/// <summary>What <c>scoring.json</c> of a topic package says: how texts are weighed, and how logits become probabilities.</summary>
internal sealed record TopicScoring
{
    /// <summary>The file in the package.</summary>
    public const string File = "scoring.json";

    /// <summary>How many times as much an n-gram counts that the title holds.</summary>
    public required float TitleWeight { get; init; }

    /// <summary>The names of the signals of <see cref="TextQuality"/> that the network reads, in order.</summary>
    public required IReadOnlyList<string> Signals { get; init; }

    /// <summary>For each label, how the logits of the whole text and of its strongest window join.</summary>
    public required IReadOnlyDictionary<string, LogitCombination> Combination { get; init; }
}

/// <summary>
/// The calibrated log-odds of a topic: <c>bias + whole · logit(text) + peak · logit(strongest window)</c>.
/// In a short text the two logits are one; in a long one the second finds a topic that fills only a part.
/// </summary>
internal sealed record LogitCombination(double Whole, double Peak, double Bias)
{
    /// <summary>The joined log-odds.</summary>
    public double Logit(double whole, double peak) => Bias + Whole * whole + Peak * peak;

    /// <summary>The probability that belongs to log-odds.</summary>
    public static double Probability(double logit) => 1 / (1 + Math.Exp(-logit));
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(TopicScoring))]
internal sealed partial class TopicScoringContext : JsonSerializerContext;
