using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace MedAiNlp.Tests.Topics;

public sealed class BrokenTopicPackageTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("medainlp-topics-").FullName;

    public BrokenTopicPackageTests()
    {
        foreach (string file in Directory.GetFiles(Path.Combine(Repository.Models, "zh-topics")))
            File.Copy(file, Path.Combine(_directory, Path.GetFileName(file)));
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void An_entity_package_is_no_topic_package()
    {
        Edit(json => json["task"] = "token-classification");

        Load().Should().Throw<ModelPackageException>().WithMessage("MED108:*is for token-classification on char-ngram-hash*");
    }

    [Fact]
    public void A_package_without_its_scoring_says_so()
    {
        Edit(json => ((JsonObject)json["files"]!).Remove(TopicScoring.File));
        File.Delete(Path.Combine(_directory, TopicScoring.File));

        Load().Should().Throw<ModelPackageException>().WithMessage("MED105:*scoring.json*");
    }

    [Fact]
    public void Scoring_that_is_no_json_says_so()
    {
        Replace(TopicScoring.File, "{"u8.ToArray());

        Load().Should().Throw<ModelPackageException>().WithMessage("MED110:*scoring.json*");
    }

    [Fact]
    public void A_vocabulary_of_another_size_says_so()
    {
        Replace("ngrams.bin", new byte[1024]);

        Load().Should().Throw<ModelPackageException>().WithMessage("MED108:*promises 2097152 buckets, and ngrams.bin has 8192*");
    }

    [Fact]
    public void A_vocabulary_of_an_impossible_size_says_so()
    {
        Replace("ngrams.bin", new byte[1000]);

        Load().Should().Throw<ModelPackageException>().WithMessage("MED110:*ngrams.bin*1000 bytes*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    public void Ngrams_of_an_impossible_length_say_so(int longest)
    {
        Edit(json => json["features"]!["maxNgram"] = longest);

        Load().Should().Throw<ModelPackageException>().WithMessage($"MED108:*n-grams of 1 to {longest} characters*");
    }

    [Fact]
    public void Signals_of_another_version_say_so()
    {
        var scoring = JsonNode.Parse(File.ReadAllText(Path.Combine(_directory, TopicScoring.File)))!;
        ((JsonArray)scoring["signals"]!).Add("smell");
        Replace(TopicScoring.File, System.Text.Encoding.UTF8.GetBytes(scoring.ToJsonString()));

        Load().Should().Throw<ModelPackageException>().WithMessage("MED108:*smell*this version of MedAiNlp measures*");
    }

    [Fact]
    public void A_label_without_scoring_says_so()
    {
        Edit(json => json["labels"]![0] = "weather");
        Edit(json => ((JsonObject)json["thresholds"]!).Remove("imaging-ai"));

        Load().Should().Throw<ModelPackageException>().WithMessage("MED108:*has the label weather*");
    }

    private Func<TopicClassifier> Load() => () => TopicClassifier.Load(_directory);

    private void Edit(Action<JsonNode> edit)
    {
        string path = Path.Combine(_directory, "model.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        edit(json);
        File.WriteAllText(path, json.ToJsonString());
    }

    private void Replace(string file, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(_directory, file), bytes);
        Edit(json => json["files"]![file] = "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)));
    }
}
