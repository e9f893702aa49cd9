using System.Text.Json.Serialization;
using MedAiNlp;

namespace WebApi;

/// <summary>What is asked.</summary>
internal sealed record Question(string Text, string? Id = null);

/// <summary>What is answered.</summary>
internal sealed record Answer(string Id, IReadOnlyList<string> Topics, IReadOnlyList<Name> Names)
{
    public static Answer Of(ArticleAnalysis analysis) => new(
        analysis.Id,
        [.. analysis.Topics.Where(t => t.IsAssigned).Select(t => t.Label)],
        [.. analysis.Entities.Select(e => new Name(e.Type, e.Text, e.Start, e.End))]);
}

/// <summary>A name and its place in the text, in UTF-16 code units.</summary>
internal sealed record Name(string Type, string Text, int Start, int End);

/// <summary>Why there is no answer.</summary>
internal sealed record Fault(string Code, string Message);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Question))]
[JsonSerializable(typeof(Answer))]
[JsonSerializable(typeof(Fault))]
internal sealed partial class ApiJson : JsonSerializerContext;
