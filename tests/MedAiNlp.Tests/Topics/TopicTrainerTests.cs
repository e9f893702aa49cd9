using System.Security.Cryptography;

namespace MedAiNlp.Tests.Topics;

public sealed class TopicTrainerTests : IDisposable
{
    private static readonly string[] Recalls = ["召回缺陷监护仪", "监管部门要求召回批次", "企业主动召回注射器", "召回公告发布在官网", "因包装破损召回药品"];
    private static readonly string[] Meetings = ["学术年会在南方举行", "论坛邀请专家演讲", "研讨会讨论护理问题", "年会设立六个分会场", "论坛发布行业报告"];
    private readonly string _directory = Path.Combine(Path.GetTempPath(), $"topics-{Guid.NewGuid():N}");

    public void Dispose()
    {
        if (Directory.Exists(_directory))
            Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public void Trains_topics_of_ones_own_that_the_classifier_loads()
    {
        var report = TopicTrainer.Train(Texts(), _directory, Quick);

        report.MacroF1.Should().BeGreaterThan(0.9);
        report.Labels.Select(result => result.Label).Should().Equal("meeting", "recall");
        using var topics = TopicClassifier.Load(_directory);
        Assigned(topics, "厂家宣布召回一批监护仪，请用户停止使用").Should().Equal("recall");
        Assigned(topics, "护理论坛与学术年会同时举行").Should().Equal("meeting");
        Assigned(topics, "今天食堂的午饭是面条").Should().BeEmpty();
    }

    [Fact]
    public void The_same_texts_give_the_same_package()
    {
        TopicTrainer.Train(Texts(), _directory, Quick);
        var first = Hashes();

        TopicTrainer.Train(Texts(), _directory, Quick);

        Hashes().Should().Equal(first);
    }

    [Fact]
    public void The_network_says_what_the_fitted_model_says()
    {
        var texts = Texts();
        TopicTrainer.Train(texts, _directory, Quick);
        var model = LinearTopicModel.Fit(texts, ["meeting", "recall"], Quick);
        using var topics = TopicClassifier.Load(_directory);
        var scoring = System.Text.Json.JsonSerializer.Deserialize(File.ReadAllText(Path.Combine(_directory, TopicScoring.File)), TopicScoringContext.Default.TopicScoring)!;

        string text = string.Concat(Enumerable.Repeat("监管部门要求召回批次。年会设立分会场。", 40));
        var (whole, peak) = model.Score(text);
        double expected = LogitCombination.Probability(scoring.Combination["recall"].Logit(whole[1], peak[1]));

        topics.Classify(text).Single(topic => topic.Label == "recall").Score.Should().BeApproximately(expected, 1e-5);
    }

    [Fact]
    public void The_build_of_a_text_weighs_for_spam_and_explains_itself_exactly()
    {
        LabelledText[] texts = [.. Texts().Select(text => text.Topics.Contains("meeting") ? text with { Topics = ["spam"], Text = text.Text + "★点击下载★加微信★免费领彩金★" } : text)];
        TopicTrainer.Train(texts, _directory, Quick);
        using var topics = TopicClassifier.Load(_directory);

        var explanation = topics.Explain("今天食堂的午饭是面条。★点击下载★加微信★免费领彩金★", "spam");

        explanation.Signals.Single(signal => signal.Name == "decoration").Contribution.Should().NotBe(0);
        explanation.Logit.Should().BeApproximately(explanation.Bias + explanation.Sentences.Sum(s => s.Contribution) + explanation.Signals.Sum(s => s.Contribution), 1e-9);
        LogitCombination.Probability(explanation.Logit).Should().BeApproximately(topics.Classify("今天食堂的午饭是面条。★点击下载★加微信★免费领彩金★").Single(t => t.Label == "spam").Score, 1e-4);
    }

    [Fact]
    public void A_label_with_too_few_texts_is_refused_by_name()
    {
        var texts = Texts().Append(new LabelledText { Id = "odd", Text = "只有一篇", Topics = ["rare"] }).ToArray();

        var train = () => TopicTrainer.Train(texts, _directory, Quick);

        train.Should().Throw<MedAiException>().WithMessage("MED303: the label rare stands on 1 texts*");
    }

    [Fact]
    public void A_label_on_every_text_is_refused()
    {
        LabelledText[] texts = [.. Texts().Select(text => text with { Topics = ["all"] })];

        var train = () => TopicTrainer.Train(texts, _directory, Quick);

        train.Should().Throw<MedAiException>().WithMessage("*only 0 texts are without the label all*");
    }

    [Fact]
    public void A_label_that_was_not_announced_is_refused_with_its_text()
    {
        var train = () => TopicTrainer.Train(Texts(), _directory, Quick with { Labels = ["recall"] });

        train.Should().Throw<MedAiException>().WithMessage("*has the label meeting, which is none of recall*");
    }

    [Fact]
    public void Texts_without_any_topic_are_refused()
    {
        LabelledText[] texts = [.. Texts().Select(text => text with { Topics = [] })];

        var train = () => TopicTrainer.Train(texts, _directory, Quick);

        train.Should().Throw<MedAiException>().WithMessage("*no text has a topic*");
    }

    private static TopicTrainingOptions Quick => new() { Buckets = 1 << 16 };

    private static LabelledText[] Texts()
    {
        var texts = new List<LabelledText>();
        for (int i = 0; i < 20; i++)
        {
            string other = $"第{(char)('一' + i)}病区今天{(i % 2 == 0 ? "查房" : "消毒")}，护士长安排了{(char)('七' + i)}件事。";
            texts.Add(new LabelledText { Id = $"r{i}", Text = Recalls[i % 5] + "。" + other, Topics = ["recall"] });
            texts.Add(new LabelledText { Id = $"m{i}", Text = Meetings[i % 5] + "。" + other, Topics = ["meeting"] });
            texts.Add(new LabelledText { Id = $"n{i}", Text = other + "食堂的午饭是面条。", Topics = [] });
        }

        return [.. texts];
    }

    private static string[] Assigned(TopicClassifier topics, string text) =>
        [.. topics.Classify(text).Where(topic => topic.IsAssigned).Select(topic => topic.Label)];

    private string[] Hashes() =>
        [.. Directory.GetFiles(_directory).Order().Select(file => Path.GetFileName(file) + Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file))))];
}
