using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedAiNlp;

/// <summary>
/// Reads a Hugging Face export as a model description: <c>config.json</c> says the labels, the task and the length, and
/// <c>model.json</c>, where there is one, has the last word on each of them.
/// </summary>
internal static class HuggingFaceFolder
{
    public const string ConfigFile = "config.json";
    public const string FeatureType = "wordpiece";

    /// <summary>The small files of an export that are read where they are there.</summary>
    public static readonly IReadOnlyList<string> TextFiles =
        [ConfigFile, "tokenizer.json", "vocab.txt", "tokenizer_config.json", "special_tokens_map.json", "added_tokens.json"];

    /// <summary>What a position counts for in models whose positions begin behind the padding's number.</summary>
    private static readonly string[] OffsetPositions = ["roberta", "xlm-roberta", "camembert", "xlm-roberta-xl", "longformer", "data2vec-text"];

    private static readonly string[] Decoders = ["gpt2", "gpt_neo", "gpt_neox", "gptj", "llama", "mistral", "mixtral", "qwen2", "qwen3", "gemma", "gemma2", "phi", "phi3", "opt", "bloom", "falcon", "chatglm"];

    private const int DefaultLength = 512;
    private const int LongestLength = 65536;

    /// <summary>Whether a folder is an export: it has a <c>config.json</c>, and no <c>model.json</c> that describes features of another kind.</summary>
    public static bool IsOne(string directory, ModelPackageOptions options)
    {
        if (!File.Exists(Path.Combine(directory, ConfigFile)))
            return false;
        if (!File.Exists(Path.Combine(directory, ModelPackage.ManifestFile)))
            return true;
        return Refinements(directory, options)["features"]?["type"] is not JsonValue type || (type.TryGetValue(out string? name) && name == FeatureType);
    }

    /// <summary>The description that a package of this export would have, as JSON.</summary>
    /// <exception cref="ModelPackageException">The configuration says too little, or is of a model that cannot be run.</exception>
    public static byte[] Describe(string directory, ModelPackageOptions options)
    {
        var config = new HuggingFaceConfig(Path.Combine(directory, ConfigFile), ReadObject(directory, ConfigFile, options));
        var refinements = Refinements(directory, options);
        var description = new JsonObject
        {
            ["schema"] = ModelPackage.Schema,
            ["name"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(directory)),
            ["version"] = "0.0.0",
            ["features"] = new JsonObject { ["type"] = FeatureType, ["maxLength"] = Length(config, directory, options) },
        };
        if (!refinements.ContainsKey("task"))
            description["task"] = Task(config);
        if (!refinements.ContainsKey("labels"))
            description["labels"] = new JsonArray([.. config.Labels().Select(l => (JsonNode)l)]);
        // A variant that was asked for is found later, so that a folder of several is no trouble then.
        if (!refinements.ContainsKey("model"))
            description["model"] = options.Variant is null ? NetworkFile.Find(directory).Replace('\\', '/') : NetworkFile.OfVariant(directory, options.Variant);
        Overlay(description, refinements);
        Complete(description, config);
        return JsonSerializer.SerializeToUtf8Bytes(description, HuggingFaceJsonContext.Default.JsonObject);
    }

    // What hangs on other properties, which the refinements may have changed.
    private static void Complete(JsonObject description, HuggingFaceConfig config)
    {
        var isTokenTask = description["task"] is JsonValue task && task.TryGetValue(out string? name) && name == ModelTasks.Tokens;
        if (description["features"] is JsonObject features && !features.ContainsKey("stride") && features["maxLength"] is JsonValue length && length.TryGetValue(out int most))
            features["stride"] = Math.Max(1, isTokenTask ? (most - 2) * 3 / 4 : most - 2);
        var decoder = description["decoder"] as JsonObject ?? [];
        if (!decoder.ContainsKey("type"))
            decoder["type"] = isTokenTask ? "viterbi" : Scores(config, (description["labels"] as JsonArray)?.Count ?? 0);
        if (decoder.Parent is null)
            description["decoder"] = decoder;
    }

    private static string Task(HuggingFaceConfig config)
    {
        if (config.Text("architectures") is not { } architecture)
            throw new ModelPackageException("MED114", $"{config.Path} names no architecture, so nothing tells what the model is for; write \"task\": \"{ModelTasks.Tokens}\" or \"{ModelTasks.Texts}\" into {ModelPackage.ManifestFile}.");
        if (config.Is("is_encoder_decoder") || config.Is("is_decoder") || Decoders.Contains(config.Text("model_type")))
            throw new ModelPackageException("MED114", $"{config.Path} describes {architecture} ({config.Text("model_type") ?? "no model_type"}), which is no encoder; use a model such as BERT, RoBERTa, MacBERT or ELECTRA with BERT's tokenizer.");
        return architecture.EndsWith("ForTokenClassification", StringComparison.Ordinal) ? ModelTasks.Tokens
            : architecture.EndsWith("ForSequenceClassification", StringComparison.Ordinal) ? ModelTasks.Texts
            : throw new ModelPackageException("MED114", $"{config.Path} describes {architecture}; expected one ending with ForTokenClassification or ForSequenceClassification: fine-tune the model for one of these tasks and export it with --task {ModelTasks.Tokens} or {ModelTasks.Texts}.");
    }

    private static string Scores(HuggingFaceConfig config, int labels) => config.Text("problem_type") switch
    {
        "multi_label_classification" => "sigmoid",
        "single_label_classification" => "softmax",
        null => labels == 1 ? "sigmoid" : "softmax",
        var other => throw new ModelPackageException("MED114", $"{config.Path} has the problem_type {other}; expected single_label_classification or multi_label_classification."),
    };

    private static int Length(HuggingFaceConfig config, string directory, ModelPackageOptions options)
    {
        var length = config.Number("max_position_embeddings") ?? DefaultLength;
        if (OffsetPositions.Contains(config.Text("model_type")))
            length -= (config.Number("pad_token_id") ?? 1) + 1;
        // The tokenizer's limit is a huge number where there is none.
        const string tokenizer = "tokenizer_config.json";
        if (File.Exists(Path.Combine(directory, tokenizer)))
            length = Math.Min(length, new HuggingFaceConfig(Path.Combine(directory, tokenizer), ReadObject(directory, tokenizer, options)).Number("model_max_length") ?? length);
        return (int)Math.Clamp(length, 0, LongestLength);
    }

    private static JsonObject Refinements(string directory, ModelPackageOptions options) =>
        File.Exists(Path.Combine(directory, ModelPackage.ManifestFile)) ? ReadObject(directory, ModelPackage.ManifestFile, options) : [];

    private static JsonObject ReadObject(string directory, string file, ModelPackageOptions options)
    {
        var path = Path.Combine(directory, file);
        try
        {
            var json = JsonNode.Parse(PackageFiles.ReadText(directory, file, options), documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            if (json is not JsonObject read)
                throw new JsonException("expected an object");
            _ = read.Count; // builds the object, which a name that stands twice prevents
            return read;
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            var at = e is JsonException { LineNumber: { } line } ? $" at line {line + 1}" : "";
            throw new ModelPackageException("MED103", $"{path}{at} is not a model description: {e.Message.Split(" Path:")[0].Split(" LineNumber:")[0].TrimEnd('.')}; fetch or export the model again.", e);
        }
    }

    private static void Overlay(JsonObject under, JsonObject over)
    {
        foreach (var (name, value) in over)
        {
            if (value is JsonObject inner && under[name] is JsonObject below)
                Overlay(below, inner);
            else
                under[name] = value?.DeepClone();
        }
    }
}
