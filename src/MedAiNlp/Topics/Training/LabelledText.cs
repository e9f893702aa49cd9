using System.Text.Json;

namespace MedAiNlp;

/// <summary>A text with its topics, to train a topic model from.</summary>
public sealed record LabelledText
{
    /// <summary>What names the text in messages; the line number where the file gives no id.</summary>
    public required string Id { get; init; }

    /// <summary>The text, its title in the first line where it has one.</summary>
    public required string Text { get; init; }

    /// <summary>The topics that hold; none is an answer too.</summary>
    public required IReadOnlyList<string> Topics { get; init; }

    /// <summary>Topics that may hold or not; the text says nothing about them.</summary>
    public IReadOnlyList<string> OptionalTopics { get; init; } = [];

    /// <summary>Texts made from one another share a group, and cross-validation never splits one; the id where nothing is said.</summary>
    public string? Group { get; init; }

    /// <summary>How much the text counts; 1 where nothing is said.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>How much the text counts for single labels, by their names, where that is not <see cref="Weight"/>.</summary>
    public IReadOnlyDictionary<string, double> LabelWeights { get; init; } = new Dictionary<string, double>();

    /// <summary>
    /// Whether the text was drawn at random from what the model will read, and not written or chosen as an example. Where such texts are
    /// marked, thresholds let few false alarms through among them; else among all texts, of which many were chosen to be hard.
    /// </summary>
    public bool IsDrawn { get; init; }

    /// <summary>
    /// Reads JSON Lines: one object a line with <c>text</c> and <c>topics</c> (an array of strings), and if wanted
    /// <c>id</c>, <c>topics_optional</c>, <c>group</c>, <c>weight</c>, <c>weights</c> (an object: label to number) and <c>drawn</c> (true or
    /// false, for <see cref="IsDrawn"/>). Empty lines are skipped.
    /// </summary>
    /// <param name="path">The file, UTF-8.</param>
    /// <exception cref="MedAiException">A line is not what it should be; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<LabelledText> ReadJsonLines(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var texts = new List<LabelledText>();
        int number = 0;
        foreach (string line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
                texts.Add(Parse(line, path, number));
        }

        return texts.Count > 0 ? texts : throw new MedAiException("MED301", $"{path} holds no labelled text: write one JSON object a line, with \"text\" and \"topics\"");
    }

    internal double WeightFor(string label) => LabelWeights.TryGetValue(label, out double weight) ? weight : Weight;

    private static LabelledText Parse(string line, string path, int number)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(line);
        }
        catch (JsonException e)
        {
            throw Fault($"is not a JSON object (at byte {e.BytePositionInLine})", e);
        }

        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw Fault("is not a JSON object");
            if (!root.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
                throw Fault("has no \"text\" that is a string");
            if (text.GetString()!.AsSpan().IsWhiteSpace())
                throw Fault("has an empty \"text\"");
            if (!root.TryGetProperty("topics", out var topics))
                throw Fault("has no \"topics\": an array of strings, empty where no topic holds");
            return new LabelledText
            {
                Id = root.TryGetProperty("id", out var id) ? id.ToString() : number.ToString(),
                Text = text.GetString()!,
                Topics = Strings(topics, "topics"),
                OptionalTopics = root.TryGetProperty("topics_optional", out var optional) ? Strings(optional, "topics_optional") : [],
                Group = root.TryGetProperty("group", out var group) ? group.ToString() : null,
                Weight = root.TryGetProperty("weight", out var weight) ? Number(weight) : 1,
                LabelWeights = root.TryGetProperty("weights", out var weights) ? Numbers(weights) : new Dictionary<string, double>(),
                IsDrawn = root.TryGetProperty("drawn", out var drawn) && Flag(drawn),
            };
        }

        string[] Strings(JsonElement element, string name)
        {
            if (element.ValueKind != JsonValueKind.Array)
                throw Fault($"has \"{name}\" that is not an array of strings");
            var strings = new List<string>();
            foreach (var item in element.EnumerateArray())
            {
                if (item.ValueKind != JsonValueKind.String || item.GetString()!.AsSpan().IsWhiteSpace())
                    throw Fault($"has {item.GetRawText()} among its \"{name}\", which is not a label");
                strings.Add(item.GetString()!);
            }

            return [.. strings];
        }

        Dictionary<string, double> Numbers(JsonElement element) =>
            element.ValueKind == JsonValueKind.Object
                ? element.EnumerateObject().ToDictionary(pair => pair.Name, pair => Number(pair.Value))
                : throw Fault("has \"weights\" that are not an object of labels and numbers");

        double Number(JsonElement element) =>
            element.ValueKind == JsonValueKind.Number && element.GetDouble() is > 0 and < 1000 and var value
                ? value
                : throw Fault($"has the \"weight\" {element.GetRawText()}: a number above 0 and below 1000 is expected");

        bool Flag(JsonElement element) =>
            element.ValueKind is JsonValueKind.True or JsonValueKind.False
                ? element.GetBoolean()
                : throw Fault($"has the \"drawn\" {element.GetRawText()}: true or false is expected");

        MedAiException Fault(string what, Exception? cause = null) =>
            new("MED302", $"line {number} of {path} {what}; correct the line and train again", cause);
    }
}
