using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace MedAiNlp.Tests.Inference;

/// <summary>A copy of the tiny entity package (see make_tiny_entities.py) that a test may break; deleted afterwards.</summary>
internal sealed class TinyPackage : IDisposable
{
    public static string Original => Path.Combine(Repository.Root, "tests", "MedAiNlp.Tests", "Inference", "tiny-entities");

    public TinyPackage()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("medainlp-test-").FullName;
        foreach (var file in System.IO.Directory.GetFiles(Original))
            File.Copy(file, PathOf(Path.GetFileName(file)));
    }

    public string Directory { get; }

    public string PathOf(string file) => Path.Combine(Directory, file);

    /// <summary>Changes model.json.</summary>
    public void Edit(Action<JsonObject> edit)
    {
        var json = JsonNode.Parse(File.ReadAllText(PathOf("model.json")))!.AsObject();
        edit(json);
        File.WriteAllText(PathOf("model.json"), json.ToJsonString());
    }

    /// <summary>Replaces a file and its hash.</summary>
    public void Replace(string file, byte[] content)
    {
        File.WriteAllBytes(PathOf(file), content);
        Edit(json => json["files"]![file] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(content)));
    }

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}
