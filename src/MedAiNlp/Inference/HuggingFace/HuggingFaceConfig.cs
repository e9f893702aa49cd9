using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace MedAiNlp;

/// <summary>The properties of a <c>config.json</c>; of what is there in another form than expected the error says so.</summary>
internal sealed class HuggingFaceConfig(string path, JsonObject json)
{
    public string Path => path;

    /// <summary>A property that is a string, or the first of a list of strings.</summary>
    public string? Text(string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue(out string? text) => text,
        JsonArray { Count: 0 } => null,
        JsonArray list when list[0] is JsonValue first && first.TryGetValue(out string? text) => text,
        _ => throw Fault($"has {name} {Shown(json[name]!)}, expected a string"),
    };

    /// <summary>A property that is a number; those above the range of 32 bits count as its end.</summary>
    public int? Number(string name) => json[name] switch
    {
        null => null,
        JsonValue value when value.GetValueKind() == JsonValueKind.Number => (int)Math.Clamp(value.GetValue<double>(), int.MinValue, int.MaxValue),
        var other => throw Fault($"has {name} {Shown(other)}, expected a number"),
    };

    /// <summary>Whether a property is true.</summary>
    public bool Is(string name) => json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.True;

    /// <summary>The labels in order of their columns.</summary>
    public string[] Labels()
    {
        if (json["id2label"] is not { } node)
            throw Fault($"has no id2label, so the outputs have no names; set id2label before the export, or write \"labels\" into {ModelPackage.ManifestFile}");
        if (node is not JsonObject { Count: > 0 } names)
            throw Fault($"has id2label {Shown(node)}, expected an object such as {{\"0\": \"O\"}}");
        var labels = new string?[names.Count];
        foreach (var (key, value) in names)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out var id) || id >= labels.Length || labels[id] is not null)
                throw Fault($"has id2label with the number '{key}'; expected each of 0 to {labels.Length - 1} once");
            labels[id] = value is JsonValue text && text.TryGetValue(out string? label) && label.Length > 0 ? label : throw Fault($"has in id2label for {key} no name");
        }
        return labels!;
    }

    private ModelPackageException Fault(string what) => new("MED103", $"{path} {what}.");

    private static string Shown(JsonNode value) => value.ToJsonString() is { Length: > 40 } json ? json[..40] + "…" : value.ToJsonString();
}

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class HuggingFaceJsonContext : JsonSerializerContext;
