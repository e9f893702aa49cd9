namespace MedAiNlp.Tests;

/// <summary>An analysis that says why: its offsets count in the text of the article, whatever the classifier was shown of it.</summary>
public sealed class ExplainTests : IClassFixture<ExplainTests.ExplainingAnalyzer>
{
    private const string Remote = "省里的专家通过远程会诊系统为县医院的疑难病例会诊，当场调整了化疗方案。";

    private const string Html = $"<html><body><ul><li><a href='/'>首页</a></li><li><a href='/n'>新闻</a></li></ul><h1>远程会诊走进山区</h1><p>记者今天在县医院看到，{Remote}</p><p>县医院的医生说，心电图传到<b>远程诊断中心</b>，十分钟出报告。</p><div class='footer'>版权所有 江城在线</div></body></html>";

    private readonly MedAiAnalyzer _analyzer;

    public ExplainTests(ExplainingAnalyzer fixture) => _analyzer = fixture.Analyzer;

    [Fact]
    public void Evidence_of_a_page_is_sentences_of_its_visible_text()
    {
        var analysis = _analyzer.Analyze(Article.FromHtml(Html));
        var topic = analysis.Topics[0];
        topic.Label.Should().Be(MedAiNlp.Topics.Telemedicine);
        var sentences = topic.Evidence.Select(e => e.Span.Of(analysis.Text).Trim()).ToList();
        sentences.Should().Contain($"记者今天在县医院看到，{Remote}").And.Contain("县医院的医生说，心电图传到远程诊断中心，十分钟出报告。");
        topic.Evidence.Select(e => Math.Abs(e.Contribution)).Should().BeInDescendingOrder();
        analysis.ToSource(topic.Evidence[sentences.IndexOf($"记者今天在县医院看到，{Remote}")].Span).Of(Html).Should().Contain(Remote);
    }

    [Fact]
    public void Stretches_of_an_article_lie_in_order_in_its_text()
    {
        var filler = string.Concat(Enumerable.Repeat("村医走了十里山路为老人量血压、送药，这条路他走了二十年。", 15));
        var text = string.Concat(Enumerable.Repeat(Remote, 12)) + "\n\n" + filler;
        var analysis = _analyzer.Analyze(Article.FromMarkdown(text));
        analysis.TopicSegments.Should().HaveCountGreaterThan(1);
        analysis.TopicSegments.Zip(analysis.TopicSegments.Skip(1)).Should().OnlyContain(p => p.First.Span.End <= p.Second.Span.Start);
        analysis.TopicSegments[0].Topics.Should().Contain(t => t.Label == MedAiNlp.Topics.Telemedicine && t.IsAssigned);
        analysis.TopicSegments[^1].Span.End.Should().BeLessThanOrEqualTo(text.Length);
    }

    [Fact]
    public void What_was_decided_is_the_same_as_without_reasons()
    {
        using var plain = MedAiAnalyzer.CreateDefault();
        foreach (var sample in Directory.GetFiles(Repository.Samples))
        {
            var (with, without) = (_analyzer.Analyze(Article.FromFile(sample)), plain.Analyze(Article.FromFile(sample)));
            with.Topics.Select(t => (t.Label, t.Score, t.IsAssigned)).Should().Equal(without.Topics.Select(t => (t.Label, t.Score, t.IsAssigned)));
            without.Topics.Should().OnlyContain(t => t.Evidence.Count == 0);
            without.TopicSegments.Should().BeEmpty();
            foreach (var evidence in with.Topics.SelectMany(t => t.Evidence))
                (evidence.Span.Start >= 0 && evidence.Span.End <= with.Text.Length).Should().BeTrue();
        }
    }

    [Fact]
    public async Task Parts_of_a_digest_carry_the_name_of_their_digest()
    {
        var file = Path.Combine(Repository.Root, "tests", "MedAiNlp.Tests", "Segments", "documents", "labelled.md");
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Split = true });
        await foreach (var result in analyzer.AnalyzeAsync(One(Article.FromMarkdown(await File.ReadAllTextAsync(file), "digest"))))
            result.Analysis!.Articles.Select(a => a.Id).Should().StartWith(["digest#1", "digest#2"]);
        analyzer.AnalyzeBatch([Article.FromMarkdown(await File.ReadAllTextAsync(file), "short")]).Single().Analysis!.Articles.Select(a => a.Id).Should().StartWith(["short#1", "short#2"]);

        static async IAsyncEnumerable<Article> One(Article article)
        {
            await Task.Yield();
            yield return article;
        }
    }

    public sealed class ExplainingAnalyzer : IDisposable
    {
        public MedAiAnalyzer Analyzer { get; } = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Explain = true });

        public void Dispose() => Analyzer.Dispose();
    }
}
