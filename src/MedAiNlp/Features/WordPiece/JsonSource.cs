using System.Text.Json;

namespace MedAiNlp;

/// <summary>A JSON file of a tokenizer, and errors that name the file, the property and what was expected there.</summary>
internal sealed class JsonSource : IDisposable
{
    private readonly JsonDocument _document;

    private JsonSource(string path, JsonDocument document)
    {
        Path = path;
        _document = document;
    }

    public string Path { get; }

    public JsonElement Root => _document.RootElement;

    /// <exception cref="ModelPackageException">The file cannot be read, is no JSON, or holds no object.</exception>
    public static JsonSource Open(string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var bom = bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0;
            var document = JsonDocument.Parse(bytes.AsMemory(bom));
            if (document.RootElement.ValueKind == JsonValueKind.Object)
                return new JsonSource(path, document);
            document.Dispose();
            throw new ModelPackageException("MED121", $"{path} holds no JSON object; fetch the model again.");
        }
        catch (JsonException e)
        {
            var at = e.LineNumber is { } line ? $" at line {line + 1}" : "";
            throw new ModelPackageException("MED121", $"{path}{at} is no JSON; fetch the model again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackageException("MED120", $"{path} cannot be opened ({e.Message.TrimEnd('.')}); check that it exists and may be read.", e);
        }
    }

    /// <summary>A property that may be absent or null.</summary>
    public static JsonElement? Optional(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A property that must be there.</summary>
    public JsonElement Required(JsonElement parent, string name, string where) =>
        Optional(parent, name) ?? throw Malformed($"lacks {where}.{name}");

    public string Text(JsonElement value, string where)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString()! : throw Malformed($"has {where} {Shown(value)}, expected a string");
        }
        catch (InvalidOperationException e)
        {
            throw Malformed($"has half a surrogate pair in {where}", e);
        }
    }

    public string Name(JsonProperty property, string where)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException e)
        {
            throw Malformed($"has half a surrogate pair in a name of {where}", e);
        }
    }

    public bool Flag(JsonElement value, string where) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Malformed($"has {where} {Shown(value)}, expected true or false"),
    };

    public int Number(JsonElement value, string where, int atLeast, int atMost) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= atLeast && number <= atMost
            ? number
            : throw Malformed($"has {where} {Shown(value)}, expected a whole number from {atLeast} to {atMost}");

    public JsonElement Object(JsonElement value, string where) =>
        value.ValueKind == JsonValueKind.Object ? value : throw Malformed($"has {where} {Shown(value)}, expected an object");

    public JsonElement.ArrayEnumerator Items(JsonElement value, string where) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : throw Malformed($"has {where} {Shown(value)}, expected an array");

    public ModelPackageException Malformed(string what, Exception? cause = null) => new("MED121", $"{Path} {what}; fetch the model again.", cause);

    public void Dispose() => _document.Dispose();

    private static string Shown(JsonElement value) => value.GetRawText() is { Length: > 40 } raw ? raw[..40] + "…" : value.GetRawText();
}
