using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedAiNlp.Cli.Evaluation;

/// <summary>A labelled article: what a person found in it. Offsets are UTF-16 code units.</summary>
internal sealed record GoldArticle
{
    public required string Id { get; init; }

    public required string Text { get; init; }

    /// <summary>The topics; absent where the set has no topics.</summary>
    public IReadOnlyList<string>? Topics { get; init; }

    /// <summary>Topics that count neither way.</summary>
    [JsonPropertyName("topics_optional")]
    public IReadOnlyList<string> TopicsOptional { get => field ?? []; init; }

    /// <summary>The entities; absent where the set has none labelled.</summary>
    public IReadOnlyList<GoldSpan>? Entities { get; init; }

    /// <summary>The figures; absent where the set has none labelled.</summary>
    public IReadOnlyList<GoldFigure>? Figures { get; init; }
}

internal sealed record GoldSpan(string Type, int Start, int End);

/// <summary>A labelled figure. <c>Value</c> is a number, or a list of them for a range.</summary>
internal sealed record GoldFigure(int Start, int End, JsonElement Value, string? Unit, string Kind, string Qualifier)
{
    public IReadOnlyList<double> Values => Value.ValueKind == JsonValueKind.Array ? [.. Value.EnumerateArray().Select(v => v.GetDouble())] : [Value.GetDouble()];
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(GoldArticle))]
internal sealed partial class GoldJsonContext : JsonSerializerContext;
