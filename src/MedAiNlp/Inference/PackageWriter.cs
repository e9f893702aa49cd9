using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedAiNlp;

/// <summary>
/// Writes the <c>model.json</c> of a folder: for an export all that its <c>config.json</c> says, for a package what it has, with the
/// hashes of all files, measurements, and texts with the answers of the model.
/// </summary>
internal static class PackageWriter
{
    /// <summary>What is written in place of what the folder says; <see langword="null"/> keeps that.</summary>
    internal sealed record Changes(string? Name, string? Version, string? License, JsonObject? Metrics);

    /// <returns>The package as it was written.</returns>
    /// <exception cref="ModelPackageException">The folder is no usable model, or cannot be written to.</exception>
    public static ModelPackage Write(string directory, ModelPackageOptions options, InferenceOptions inference, Changes changes)
    {
        options = options with { IgnoresHashes = true };
        var package = ModelPackage.Load(directory, options);
        var json = JsonNode.Parse(package.IsExport ? HuggingFaceFolder.Describe(package.Directory, options) : PackageFiles.ReadText(package.Directory, ModelPackage.ManifestFile, options),
            documentOptions: new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip })!.AsObject();
        json["model"] = package.Manifest.Model.Replace('\\', '/');
        if (inference.Decoder is { } decoder)
            json["decoder"]!["type"] = decoder;
        Set("name", changes.Name);
        Set("version", changes.Version);
        Set("license", changes.License);
        if (changes.Metrics is not null)
            json["metrics"] = changes.Metrics.DeepClone();
        json["files"] = new JsonObject(package.AllFiles.Select(f => KeyValuePair.Create(f, (JsonNode?)Hash(package, f))));
        json["goldens"] = JsonSerializer.SerializeToNode(Goldens(package, inference), ModelJsonContext.Default.ListModelGolden);
        Save(package.PathOf(ModelPackage.ManifestFile), json);
        return ModelPackage.Load(directory, options with { IgnoresHashes = false });

        void Set(string name, string? value)
        {
            if (value is not null)
                json[name] = value;
        }
    }

    private static List<ModelGolden> Goldens(ModelPackage package, InferenceOptions inference)
    {
        var texts = package.Manifest.Goldens is { Count: > 0 } kept ? kept.Select(g => g.Text) : PackageAnswers.Texts;
        if (package.Manifest.Task == ModelTasks.Tokens)
        {
            using var model = EntityModel.Load(package, inference);
            return [.. texts.Select(t => PackageAnswers.Ask((IEntityRecognizer)model, t))];
        }
        using var topics = TopicModel.Load(package, inference);
        return [.. texts.Select(t => PackageAnswers.Ask((ITopicClassifier)topics, t))];
    }

    private static string Hash(ModelPackage package, string file) => "sha256:" + Convert.ToHexStringLower(package.Read(file, SHA256.HashData));

    // Beside the old one first, so that a folder never has half a description.
    private static void Save(string path, JsonObject json)
    {
        var beside = path + ".new";
        try
        {
            using (var stream = File.Create(beside))
            using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" }))
                json.WriteTo(writer);
            File.Move(beside, path, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackageException("MED127", $"{path} cannot be written ({e.Message.TrimEnd('.')}); check the folder and the rights on it.", e);
        }
    }
}
