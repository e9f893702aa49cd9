using System.Net;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests;

public sealed partial class MedAiAnalyzerTests : IClassFixture<MedAiAnalyzerTests.DefaultAnalyzer>
{
    private const string News = "2月18日，云岭市第一人民医院与北京推想科技有限公司签约，用人工智能辅助阅读肺部CT影像，准确率高达96%，已服务1500多家机构。";

    private readonly MedAiAnalyzer _analyzer;

    public MedAiAnalyzerTests(DefaultAnalyzer fixture) => _analyzer = fixture.Analyzer;

    [Fact]
    public void One_call_gives_topics_entities_and_figures()
    {
        var analysis = _analyzer.Analyze(News);
        analysis.Topics.Should().Contain(t => t.Label == MedAiNlp.Topics.ImagingAi && t.IsAssigned);
        analysis.Entities.Select(e => (e.Type, e.Text)).Should().Contain([(EntityTypes.Date, "2月18日"), (EntityTypes.Hospital, "云岭市第一人民医院"), (EntityTypes.Company, "北京推想科技有限公司")]);
        analysis.Figures.Select(f => f.Text).Should().Equal("96%", "1500多家");
        analysis.Language.Should().Be("zh-Hans");
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_span_of_a_sample_is_the_text_it_names(string sample) =>
        CheckSpans(_analyzer.Analyze(Article.FromFile(Path.Combine(Repository.Samples, sample))));

    [Fact]
    public void Every_span_is_the_text_it_names_whatever_stands_between_names()
    {
        string[] pieces = ["云岭市第一人民医院", "推想科技", "😀", "𠮷", "\u200B", "\0", "\n", "\n\n", "　", "９６％", "1500多家", "**", "[链接](http://a.cn/b)", "<b>", "院长林若川", "2月18日", "\uD83D", "（以下简称“云岭一院”）"];
        Prop.ForAll(Gen.Elements(pieces).ArrayOf().Resize(30).Select(string.Concat).ToArbitrary(), text =>
        {
            CheckSpans(_analyzer.Analyze(text));
            CheckSpans(_analyzer.Analyze(Article.FromMarkdown(text)));
            CheckSpans(_analyzer.Analyze(Article.FromHtml(text)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));
    }

    [Theory]
    [InlineData("记者在中日\n友好医院采访了三位医生，他们正在通过远程会诊平台为患者看病。", "中日\n友好医院", "中日友好医院")]
    [InlineData("会诊由江澜大学附属第二\n医院的专家主持，云岭市第一人民医院的医生参加了讨论。", "江澜大学附属第二\n医院", "江澜大学附属第二医院")]
    public void A_name_broken_by_a_line_break_is_one_entity(string text, string mention, string name)
    {
        var entity = _analyzer.Analyze(text).Entities.Should().Contain(e => e.Text == mention).Which;
        entity.Name.Should().Be(name);
        text.Substring(entity.Start, entity.Length).Should().Be(mention);
    }

    [Fact]
    public void A_recognizer_and_a_classifier_of_ones_own_take_the_place_of_the_models()
    {
        var own = new FixedAnswers();
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = own, TopicClassifier = own });
        var analysis = analyzer.Analyze(Article.FromHtml("<p>签约仪式在<b>云岭</b>举行。</p>"));
        analysis.Entities.Should().ContainSingle().Which.Text.Should().Be("云岭");
        analysis.Topics.Should().ContainSingle().Which.Label.Should().Be("mine");
        analyzer.Dispose();
        own.IsDisposed.Should().BeFalse("it is the caller's");
    }

    [Fact]
    public void A_stopped_analysis_ends_with_an_exception()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        FluentActions.Invoking(() => _analyzer.Analyze(News, stop.Token)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void Spans_in_html_lead_back_to_their_place_in_the_source()
    {
        const string html = "<html><head><title>新闻</title><style>p{}</style></head><body><p>2月18日，<b>云岭市第一</b>人民医院&nbsp;与&#21271;京推想科技有限公司签约，准确率高达96%。</p></body></html>";
        var analysis = _analyzer.Analyze(Article.FromHtml(html));
        CheckSpans(analysis);
        foreach (var span in analysis.Entities.Select(e => (e.Text, e.Span)).Concat(analysis.Figures.Select(f => (f.Text, f.Span))))
        {
            var source = analysis.ToSource(span.Span).Of(html);
            WebUtility.HtmlDecode(Tag().Replace(source, "")).Should().Be(span.Text);
        }
        analysis.Entities.Select(e => e.Text).Should().Contain("云岭市第一人民医院").And.Contain("北京推想科技有限公司");
    }

    /// <summary>Folding makes the two scripts one to the models. Where one Simplified character stands for several Traditional ones the twin may differ: 2 % at most.</summary>
    [Theory]
    [MemberData(nameof(Samples))]
    public void A_text_and_its_traditional_twin_have_the_same_spans(string sample)
    {
        var text = File.ReadAllText(Path.Combine(Repository.Samples, sample));
        var twin = TraditionalTwin.Of(text);
        twin.Should().HaveLength(text.Length);
        var (one, other) = (_analyzer.Analyze(text), _analyzer.Analyze(twin));
        Same(one.Entities.Select(e => (e.Type, e.Start, e.End)), other.Entities.Select(e => (e.Type, e.Start, e.End)));
        Same(one.Figures.Select(f => (f.Unit.Length.ToString(), f.Start, f.End)), other.Figures.Select(f => (f.Unit.Length.ToString(), f.Start, f.End)));

        static void Same(IEnumerable<(string, int, int)> one, IEnumerable<(string, int, int)> other)
        {
            var (a, b) = (one.ToHashSet(), other.ToHashSet());
            a.Except(b).Concat(b.Except(a)).Should().HaveCountLessThanOrEqualTo((a.Count + b.Count) / 50);
        }
    }

    [Fact]
    public void A_digest_is_cut_into_its_articles_when_asked()
    {
        const string digest = "# 一周动态\n\n## 1. 远程会诊覆盖全县\n\n来源：澜川日报 2024-03-05\n\n云岭市第一人民医院与青禾县人民医院开通远程会诊平台，全年完成200例。县里的医生通过视频向专家请教，患者不必奔波。\n\n## 2. 智能阅片进入基层\n\n来源：澜川日报 2024-03-06\n\n澄影医疗科技有限公司的人工智能影像软件在松渡市中心医院上线，辅助医生阅读肺部CT，准确率96%。\n";
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Split = true });
        var whole = analyzer.Analyze(Article.FromMarkdown(digest, "d.md"));
        whole.Articles.Select(a => a.Id).Should().Equal("d.md#1", "d.md#2");
        whole.Articles.Select(a => a.Title).Should().Equal("远程会诊覆盖全县", "智能阅片进入基层");
        whole.Articles[0].Figures.Select(f => f.Text).Should().Equal("200例");
        whole.Articles[1].Figures.Select(f => f.Text).Should().Equal("96%");
        foreach (var article in whole.Articles)
            CheckSpans(article);
        _analyzer.Analyze(Article.FromMarkdown(digest)).Articles.Should().BeEmpty();
    }

    [Fact]
    public void An_article_longer_than_allowed_is_an_error_and_never_cut()
    {
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { MaxCharacters = 10 });
        var analyze = () => analyzer.Analyze(Article.FromText("一二三四五六七八九十一", "a.txt"));
        analyze.Should().Throw<DocumentException>().WithMessage("MED204: a.txt has 11 characters, more than the 10*");
    }

    [Fact]
    public async Task Many_articles_come_in_order_and_a_bad_one_costs_no_other()
    {
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { MaxCharacters = 500, Threads = 3 });
        var results = new List<AnalysisResult>();
        await foreach (var result in analyzer.AnalyzeAsync(Articles()))
            results.Add(result);
        results.Select(r => r.Id).Should().Equal(Enumerable.Range(0, 12).Select(i => $"a{i}"));
        results.Where(r => r.Error is not null).Should().ContainSingle().Which.Error!.Code.Should().Be("MED204");
        results.Where(r => r.Analysis is not null).Should().OnlyContain(r => r.Analysis!.Figures.Count == 2);

        static async IAsyncEnumerable<Article> Articles()
        {
            for (var i = 0; i < 12; i++)
            {
                await Task.Yield();
                yield return Article.FromText(i == 5 ? new string('长', 501) : News, $"a{i}");
            }
        }
    }

    [Fact]
    public void Mentions_of_one_thing_stand_together()
    {
        var analysis = _analyzer.Analyze("澄影医疗科技有限公司（以下简称“澄影”）昨日宣布完成融资。澄影表示，资金将用于研发。");
        var group = analysis.Mentions.Should().Contain(g => g.Name == "澄影医疗科技有限公司").Which;
        group.Mentions.Select(m => m.Text).Should().StartWith("澄影医疗科技有限公司").And.Contain("澄影");
    }

    public static TheoryData<string> Samples() => [.. Directory.GetFiles(Repository.Samples).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal)];

    private static void CheckSpans(ArticleAnalysis analysis)
    {
        foreach (var entity in analysis.Entities)
            analysis.Text.Substring(entity.Start, entity.Length).Should().Be(entity.Text);
        foreach (var figure in analysis.Figures)
        {
            analysis.Text.Substring(figure.Start, figure.Length).Should().Be(figure.Text);
            figure.Subject?.Of(analysis.Text).Should().NotBeEmpty();
        }
        analysis.Entities.Zip(analysis.Entities.Skip(1)).Should().NotContain(p => p.First.End > p.Second.Start);
        analysis.Figures.Zip(analysis.Figures.Skip(1)).Should().NotContain(p => p.First.End > p.Second.Start);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tag();

    public sealed class DefaultAnalyzer : IDisposable
    {
        public MedAiAnalyzer Analyzer { get; } = MedAiAnalyzer.CreateDefault();

        public void Dispose() => Analyzer.Dispose();
    }

    private sealed class FixedAnswers : IEntityRecognizer, ITopicClassifier, IDisposable
    {
        public bool IsDisposed { get; private set; }

        public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options, CancellationToken cancellationToken) =>
            text.IndexOf("云岭", StringComparison.Ordinal) is >= 0 and var at ? [new Entity { Type = "PLACE", Text = "云岭", Start = at, Score = 1 }] : [];

        public IReadOnlyList<TopicScore> Classify(string text, bool withEvidence, CancellationToken cancellationToken) =>
            [new TopicScore { Label = "mine", Score = 1, IsAssigned = true }];

        public void Dispose() => IsDisposed = true;
    }
}
