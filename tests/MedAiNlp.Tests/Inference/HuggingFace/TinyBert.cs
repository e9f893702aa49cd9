using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedAiNlp.Tests.Inference.HuggingFace;

/// <summary>The tiny exports that make_tiny_bert.py makes, and a copy of one that a test may change; deleted afterwards.</summary>
internal sealed class TinyBert : IDisposable
{
    private TinyBert(string original)
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("medainlp-test-").FullName;
        foreach (var file in System.IO.Directory.GetFiles(original, "*", SearchOption.AllDirectories))
        {
            var copy = PathOf(Path.GetRelativePath(original, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    public static string Entities => Path.Combine(Root, "tiny-bert-entities");

    public static string Topics => Path.Combine(Root, "tiny-bert-topics");

    public static JsonElement Goldens { get; } = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Root, "tiny-bert-goldens.json"))).RootElement;

    private static string Root => Path.Combine(Repository.Root, "tests", "MedAiNlp.Tests", "Inference", "models");

    public string Directory { get; }

    public static TinyBert CopyOfEntities() => new(Entities);

    public static TinyBert CopyOfTopics() => new(Topics);

    public string PathOf(string file) => Path.Combine(Directory, file);

    /// <summary>Changes a JSON file, which is an empty object where it is not there yet.</summary>
    public void Edit(string file, Action<JsonObject> edit)
    {
        var json = File.Exists(PathOf(file)) ? JsonNode.Parse(File.ReadAllText(PathOf(file)))!.AsObject() : [];
        edit(json);
        File.WriteAllText(PathOf(file), json.ToJsonString());
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
