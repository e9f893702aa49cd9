using System.Text.Json;

namespace MedAiNlp.Tests.Topics;

/// <summary>Holds the default model to its accuracy on labelled texts that it was not trained on; those that are not part of the repository are skipped where they are absent.</summary>
public sealed class TopicAccuracyTests(DefaultTopics topics) : IClassFixture<DefaultTopics>
{
    private static readonly string[] HealthTopics = [MedAiNlp.Topics.ImagingAi, MedAiNlp.Topics.Telemedicine, MedAiNlp.Topics.FiveG, MedAiNlp.Topics.InternetHospital];

    [SkippableFact]
    public void Articles_get_the_topics_that_people_gave_them()
    {
        var judged = Judge(Repository.Shared("gold", "dev.jsonl"));

        HealthTopics.Average(label => F1(judged, label)).Should().BeGreaterThanOrEqualTo(0.95);
        judged.Average(text => text.Said.SetEquals(text.Right) ? 1.0 : 0.0).Should().BeGreaterThanOrEqualTo(0.94);
    }

    [SkippableTheory]
    [InlineData(MedAiNlp.Topics.Telemedicine, 0.85)]
    [InlineData(MedAiNlp.Topics.InternetHospital, 0.85)]
    [InlineData(MedAiNlp.Topics.Spam, 0.85)]
    public void Segments_get_the_topics_that_people_gave_them(string label, double least)
    {
        F1(Judge(Repository.Shared("gold", "segments-dev.jsonl")), label).Should().BeGreaterThanOrEqualTo(least);
    }

    [Fact]
    public void Texts_written_to_be_hard_get_the_topics_that_people_gave_them()
    {
        var judged = Directory.GetFiles(Path.Combine(Repository.Models, "training", "corpus", "topics-unseen"), "*.jsonl").SelectMany(Judge).ToList();

        judged.Count.Should().BeGreaterThan(1300);
        HealthTopics.Average(label => F1(judged, label)).Should().BeGreaterThanOrEqualTo(0.87);
        F1(judged, MedAiNlp.Topics.Spam).Should().BeGreaterThanOrEqualTo(0.72);
    }

    private static double F1(List<(HashSet<string> Said, HashSet<string> Right)> judged, string label)
    {
        int right = judged.Count(text => text.Said.Contains(label) && text.Right.Contains(label));
        int wrong = judged.Count(text => text.Said.Contains(label) != text.Right.Contains(label));
        return 2.0 * right / Math.Max(1, 2 * right + wrong);
    }

    private List<(HashSet<string> Said, HashSet<string> Right)> Judge(string path)
    {
        var judged = new List<(HashSet<string>, HashSet<string>)>();
        foreach (string line in File.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            HashSet<string> right = [.. Strings(json, "topics")], open = [.. Strings(json, "topics_optional")];
            HashSet<string> said = [.. topics.Classifier.Classify(json.RootElement.GetProperty("text").GetString()!).Where(topic => topic.IsAssigned).Select(topic => topic.Label)];
            said.ExceptWith(open);
            right.ExceptWith(open);
            judged.Add((said, right));
        }

        return judged;

        static IEnumerable<string> Strings(JsonDocument json, string name) =>
            json.RootElement.GetProperty(name).EnumerateArray().Select(item => item.GetString()!);
    }
}
