namespace MedAiNlp.Tests.Topics;

/// <summary>The classifier on the default model.</summary>
public sealed class TopicClassifierTests(DefaultTopics topics) : IClassFixture<DefaultTopics>
{

    private readonly TopicClassifier _topics = topics.Classifier;

    [Fact]
    public void Knows_the_five_topics()
    {
        _topics.Labels.Should().Equal(MedAiNlp.Topics.ImagingAi, MedAiNlp.Topics.Telemedicine, MedAiNlp.Topics.FiveG, MedAiNlp.Topics.InternetHospital, MedAiNlp.Topics.Spam);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   \n ")]
    [InlineData("\uD800")]
    [InlineData("😀😀")]
    [InlineData("\0\u200B")]
    public void A_text_without_words_is_about_nothing(string text)
    {
        var scores = _topics.Classify(text, withEvidence: true);

        scores.Should().HaveCount(5).And.OnlyContain(score => !score.IsAssigned && score.Score >= 0 && score.Score <= 1);
        _topics.Segments(text).Should().HaveCountLessThanOrEqualTo(1);
        _topics.Explain(text, "spam").Logit.Should().NotBe(double.NaN);
    }

    [Fact]
    public void Scores_come_likeliest_first()
    {
        _topics.Classify("省里的专家通过远程会诊系统为病人诊断。").Select(score => score.Score).Should().BeInDescendingOrder();
    }

    [Theory]
    [InlineData(MedAiNlp.Topics.Telemedicine)]
    [InlineData(MedAiNlp.Topics.Spam)]
    public void What_is_explained_adds_up_to_the_score(string label)
    {
        foreach (string text in new[] { "远程会诊进山村\n专家通过视频为县医院病人会诊。下一步推广到乡镇！详见 https://www.example.com/a 。", LongText(), "加微信领红包", "" })
        {
            var explanation = _topics.Explain(text, label);

            double sum = explanation.Bias + explanation.Sentences.Sum(s => s.Contribution) + explanation.Signals.Sum(s => s.Contribution);
            double score = _topics.Classify(text).Single(topic => topic.Label == label).Score;
            explanation.Logit.Should().BeApproximately(sum, 1e-9);
            (1 / (1 + Math.Exp(-sum))).Should().BeApproximately(score, 1e-4, "the evidence is exact for {0}", text.Length > 20 ? text[..20] : text);
        }
    }

    [Fact]
    public void Evidence_lies_in_the_text_and_the_strongest_sentence_is_the_right_one()
    {
        const string text = "今天天气很好。省里的专家通过远程会诊系统为县医院的病人诊断。食堂的午饭是面条。";

        var evidence = _topics.Classify(text, withEvidence: true).Single(topic => topic.Label == MedAiNlp.Topics.Telemedicine).Evidence;

        evidence.Should().HaveCount(3);
        evidence.MaxBy(e => e.Contribution).Span.Of(text).Should().Be("省里的专家通过远程会诊系统为县医院的病人诊断。");
        string.Concat(evidence.OrderBy(e => e.Span.Start).Select(e => e.Span.Of(text))).Should().Be(text);
        _topics.Classify(text).Should().OnlyContain(topic => topic.Evidence.Count == 0);
    }

    [Fact]
    public void An_unknown_label_cannot_be_explained()
    {
        var explain = () => _topics.Explain("好", "weather");

        explain.Should().Throw<ArgumentException>().WithMessage("The model has no topic weather; it has imaging-ai*");
    }

    [Fact]
    public void A_topic_that_fills_one_part_of_a_long_article_is_found_there()
    {
        string text = LongText();

        var scores = _topics.Classify(text);
        var segments = _topics.Segments(text);

        scores.Single(topic => topic.Label == MedAiNlp.Topics.InternetHospital).IsAssigned.Should().BeTrue();
        scores.Where(topic => topic.IsAssigned).Should().HaveCount(1);
        segments.Count(segment => segment.Topics.Any(topic => topic is { Label: MedAiNlp.Topics.InternetHospital, IsAssigned: true })).Should().BeInRange(1, 3);
        segments.Should().HaveCountGreaterThan(10);
    }

    [Fact]
    public void Segments_cover_the_text_without_gap_or_overlap()
    {
        string text = LongText();

        var segments = _topics.Segments(text);

        string.Concat(segments.Select(segment => segment.Span.Of(text))).Should().Be(text);
    }

    [Fact]
    public void A_million_characters_on_one_line_are_read()
    {
        string text = string.Concat(Enumerable.Repeat("医院今天召开会议讨论食堂的伙食问题大家都说面条好吃", 40_000));

        _topics.Classify(text).Should().HaveCount(5).And.OnlyContain(score => !double.IsNaN(score.Score));
    }

    [Fact]
    public void Threads_do_not_disturb_one_another()
    {
        string[] texts = ["专家远程会诊", LongText(), "网上复诊，药送到家。", "彩票平台注册送彩金，点击进入", ""];
        double[][] alone = [.. texts.Select(Scores)];

        Parallel.For(0, 200, i => Scores(texts[i % texts.Length]).Should().Equal(alone[i % texts.Length]));
    }

    [Fact]
    public void Half_and_full_width_and_both_scripts_score_the_same()
    {
        Scores("远程会诊，5G网络").Should().Equal(Scores("遠程會診,５Ｇ網絡"));
    }

    private static string LongText()
    {
        string[] parts = new string[60];
        Array.Fill(parts, "县里今年修了三条路，通了自来水，果园里的苹果也卖了好价钱。乡亲们说，日子一天比一天好，来年还要种更多的树，养更多的羊。");
        parts[35] = "看病也方便了。村民在手机上打开互联网医院，医生视频问诊后在线开出处方，药品快递到家，慢病患者不用出门就能线上复诊、续方。互联网医院的在线问诊已经服务了两千名村民，网上复诊的费用医保也能报销。";
        return string.Join("\n", parts);
    }

    private double[] Scores(string text) => [.. _topics.Classify(text).OrderBy(topic => topic.Label, StringComparer.Ordinal).Select(topic => topic.Score)];
}
