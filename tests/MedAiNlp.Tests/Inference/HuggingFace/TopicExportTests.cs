using System.Text.Json;
using System.Text.Json.Nodes;

namespace MedAiNlp.Tests.Inference.HuggingFace;

/// <summary>A sequence classifier as Optimum exports it gives the answers that Python gives.</summary>
public class TopicExportTests
{
    public static TheoryData<int> Golden() => new(Enumerable.Range(0, TinyBert.Goldens.GetProperty("topics").GetArrayLength()));

    [Theory]
    [MemberData(nameof(Golden))]
    public void Logits_and_probabilities_are_those_of_Python(int index)
    {
        var golden = TinyBert.Goldens.GetProperty("topics")[index];
        var text = golden.GetProperty("text").GetString()!;
        using var classifier = WordPieceClassifier.Load(ModelPackage.Load(TinyBert.Topics), new InferenceOptions());
        classifier.Logits(text).Zip(golden.GetProperty("logits").Deserialize<float[]>()!, (a, e) => Math.Abs(a - e)).Max().Should().BeLessThan(1e-4f);
        ShouldBe(classifier.Classify(text), golden.GetProperty("sigmoid"));

        using var folder = TinyBert.CopyOfTopics();
        folder.Edit("config.json", j => j["problem_type"] = "single_label_classification");
        using var exclusive = TopicModel.Load(folder.Directory);
        ShouldBe(exclusive.Classify(text), golden.GetProperty("softmax"));
    }

    [Fact]
    public void Labels_that_exclude_one_another_have_one_answer_and_others_as_many_as_hold()
    {
        var text = TinyBert.Goldens.GetProperty("topics")[1].GetProperty("text").GetString()!;
        using var folder = TinyBert.CopyOfTopics();
        folder.Edit("model.json", j => j["thresholds"] = new JsonObject { ["telemedicine"] = 0.3 });
        using (var several = TopicModel.Load(folder.Directory))
            several.Classify(text).Where(t => t.IsAssigned).Select(t => t.Label).Should().Equal("5g", "telemedicine");
        folder.Edit("config.json", j => j.Remove("problem_type"));
        using (var one = TopicModel.Load(folder.Directory))
            one.Classify(text).Where(t => t.IsAssigned).Select(t => t.Label).Should().Equal("5g");
        folder.Edit("model.json", j => j["thresholds"] = new JsonObject { ["5g"] = 0.999 });
        using (var none = TopicModel.Load(folder.Directory))
            none.Classify(text).Should().OnlyContain(t => !t.IsAssigned);
    }

    [Fact]
    public void A_long_text_is_read_to_its_end()
    {
        var goldens = TinyBert.Goldens.GetProperty("topics");
        var (plain, spam) = (goldens[4].GetProperty("text").GetString()!, goldens[3].GetProperty("text").GetString()!);
        using var model = TopicModel.Load(TinyBert.Topics);
        var padded = string.Concat(Enumerable.Repeat(plain, 12));
        double Spam(string text) => model.Classify(text).Single(t => t.Label == MedAiNlp.Topics.Spam).Score;
        Spam(padded + string.Concat(Enumerable.Repeat(spam, 6))).Should().BeGreaterThan(Spam(padded) + 0.1);
    }

    [Fact]
    public void Nothing_is_assigned_to_nothing()
    {
        using var model = TopicModel.Load(TinyBert.Topics);
        model.Classify("").Should().HaveCount(5).And.OnlyContain(t => !t.IsAssigned && t.Score >= 0 && t.Score <= 1);
    }

    [Fact]
    public void The_analyzer_mixes_topics_of_one_export_with_entities_of_another()
    {
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityModel = ModelPackage.Load(TinyBert.Entities), TopicModel = ModelPackage.Load(TinyBert.Topics) });
        const string text = "祖传秘方，三天根治，无效退款！云岭市第一人民医院有1500多名患者。";
        var analysis = analyzer.Analyze(text);
        using var model = TopicModel.Load(TinyBert.Topics);
        analysis.Topics.Should().Equal(model.Classify(text), (a, b) => a.Label == b.Label && a.Score == b.Score);
        analysis.Entities.Should().Contain(e => e.Type == EntityTypes.Hospital);
        analysis.Figures.Should().Contain(f => f.Text.StartsWith("1500", StringComparison.Ordinal));
    }

    private static void ShouldBe(IReadOnlyList<TopicScore> scores, JsonElement expected)
    {
        string[] labels = ["imaging-ai", "telemedicine", "5g", "internet-hospital", "spam"];
        for (var i = 0; i < labels.Length; i++)
            scores.Single(s => s.Label == labels[i]).Score.Should().BeApproximately(expected[i].GetDouble(), 1e-4);
    }
}
