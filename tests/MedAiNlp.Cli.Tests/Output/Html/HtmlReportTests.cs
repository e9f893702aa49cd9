using System.Text;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using MedAiNlp.Cli.Output.Html;

namespace MedAiNlp.Cli.Tests.Output.Html;

public class HtmlReportTests
{
    private const string Text = "2月18日，云岭市第一人民医院（以下简称“云岭一院”）用AI辅助读片。\r\n准确率达96%，已服务<b>1500多家</b>机构，\"5-15分钟\"一例&云岭一院。";

    [Fact]
    public void The_page_of_a_small_article_is_the_one_on_record()
    {
        var html = Page(r => r.Write(Sample()));
        var start = html.IndexOf("<main", StringComparison.Ordinal);
        var golden = Path.Combine(Repository.Root, "tests", "MedAiNlp.Cli.Tests", "Output", "Html", "small-article.html");
        var now = Path.Combine(AppContext.BaseDirectory, "small-article.html");
        File.WriteAllText(now, html[start..]);
        html[start..].Should().Be(File.ReadAllText(golden), "what is shown is on record in {0}; if the change is meant, {1} is the new record", golden, now);
    }

    [Fact]
    public async Task The_text_of_every_sample_is_in_the_page_character_by_character()
    {
        var run = await CommandRun.Of("analyze", Repository.Samples, "--format", "html");
        run.ExitCode.Should().Be(0, run.Error);
        var page = Checked(run.Output);
        var files = Directory.GetFiles(Repository.Samples).Order(StringComparer.Ordinal).ToList();
        var texts = page.QuerySelectorAll("article > .text").ToList();
        texts.Should().HaveCount(files.Count);
        foreach (var (file, text) in files.Zip(texts))
            text.TextContent.Should().Be(Article.FromFile(file).Content);
        page.QuerySelectorAll("#contents li a").Should().HaveCount(files.Count);
    }

    [Fact]
    public void Whatever_the_text_holds_the_page_shows_it_and_stays_well_formed()
    {
        string[] pieces = ["云岭市第一人民医院", "96%", "1500多家", "2月18日", "&", "<script>alert(1)</script>", "</div></main>", "\"", "'", "😀", "\uD83D", "\0", "\u0007", "\u0085", "\r", "\n", "\r\n", "# ", "**", "）"];
        using var topics = TopicClassifier.Load(Path.Combine(Repository.Models, "zh-topics"));
        Prop.ForAll(Gen.Elements(pieces).ArrayOf().Resize(25).Select(string.Concat).ToArbitrary(), text =>
        {
            var document = Document.Read(Article.FromText(text, text));
            var scan = FigureScanner.Default.Scan(text);
            var page = Checked(Page(r => r.Write(new ArticleAnalysis
            {
                Id = text,
                Document = document,
                Span = new TextSpan(0, text.Length),
                Metadata = document.Metadata,
                Topics = [.. topics.Classify(text, withEvidence: true).Select(t => t with { IsAssigned = true })],
                TopicSegments = topics.Segments(text),
                Entities = [.. scan.Dates.Concat(Mentions(text, "云岭市第一人民医院", EntityTypes.Hospital)).OrderBy(e => e.Start)],
                Figures = scan.Figures,
            })));
            page.QuerySelector("article > .text")!.TextContent.Should().Be(MarkedTextTests.Representable(text));
            page.QuerySelectorAll("script").Should().BeEmpty();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void A_mark_says_what_it_means_on_hover_to_readers_aloud_and_in_a_table()
    {
        var page = Checked(Page(r => r.Write(Sample())));
        var figure = page.QuerySelectorAll("mark.figure").Single(m => m.TextContent == "1500多家");
        figure.GetAttribute("data-tip").Should().Be("≥ 1,500 家 · count · at-least");
        figure.GetAttribute("tabindex").Should().Be("0");
        page.GetElementById(figure.GetAttribute("aria-describedby")!)!.QuerySelectorAll("td, th").Select(c => c.TextContent).Should().Equal("2", "1500多家", "≥ 1,500", "家", "count", "at-least", "");
        var hospital = page.QuerySelectorAll("mark.entity").First(m => m.TextContent == "云岭一院");
        hospital.GetAttribute("data-type").Should().Be("HOSPITAL");
        hospital.GetAttribute("data-tip").Should().Be("HOSPITAL · 云岭市第一人民医院 · 0.98");
        var row = page.GetElementById(hospital.GetAttribute("aria-describedby")!)!;
        row.QuerySelectorAll("a").Should().HaveCount(3, "the names of one thing are one row with a link to each mention");
    }

    [Fact]
    public void Evidence_has_its_sign_and_leads_to_its_sentence()
    {
        var page = Checked(Page(r => r.Write(Sample())));
        var items = page.QuerySelectorAll("ol.evidence li");
        items.Select(i => i.QuerySelector("span")!.TextContent).Should().Equal("+2.50", "−0.75");
        var sentence = page.GetElementById(items[0].QuerySelector("a")!.GetAttribute("href")![1..])!;
        sentence.TextContent.Should().StartWith("2月18日").And.EndWith("读片。");
    }

    [Fact]
    public async Task Articles_of_a_digest_stand_in_its_section_with_their_own_text()
    {
        var file = Path.Combine(Repository.Root, "tests", "MedAiNlp.Tests", "Segments", "documents", "labelled.md");
        var run = await CommandRun.Of("analyze", file, "--split", "--format", "html");
        var page = Checked(run.Output);
        var articles = page.QuerySelectorAll("section.digest > article");
        articles.Length.Should().BeGreaterThan(1);
        articles.Should().OnlyContain(a => a.QuerySelector("h3") != null);
        var whole = File.ReadAllText(file);
        foreach (var article in articles)
            whole.Should().Contain(article.QuerySelector(".text")!.TextContent);
        page.QuerySelectorAll("#contents li.part").Should().HaveCount(articles.Length);
    }

    [Fact]
    public async Task A_bad_article_is_a_block_in_its_place_and_the_exit_code_is_1()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", Text);
        folder.Write("b.txt", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13]);
        folder.Write("c.txt", Text);
        var run = await CommandRun.Of("analyze", folder.Path, "--format", "html");
        run.ExitCode.Should().Be(1);
        run.Error.Should().Contain("MED201");
        var page = Checked(run.Output);
        var articles = page.QuerySelectorAll("article");
        articles.Select(a => a.ClassList.Contains("error")).Should().Equal(false, true, false);
        articles[1].TextContent.Should().Contain("b.txt").And.Contain("MED201");
        page.QuerySelector("#contents")!.TextContent.Should().Contain("2 articles analysed, 1 not.");
    }

    [Fact]
    public void An_empty_input_is_a_page_that_says_so() =>
        Checked(Page(_ => { })).QuerySelector("#contents")!.TextContent.Should().Contain("0 articles analysed.");

    [Fact]
    public void An_article_is_written_when_it_comes_and_not_kept()
    {
        using var output = new MemoryStream();
        using var report = new HtmlReport(output);
        var before = output.Length;
        for (var i = 1; i <= 200; i++)
            report.Write(Sample());
        var (written, one) = (output.Length - before, Page(r => r.Write(Sample())).Length - Page(_ => { }).Length);
        written.Should().BeGreaterThan((200L * one) - (1 << 17), "no more than a buffer of it waits");
    }

    [Theory]
    [InlineData("zh-Hans", "远程会诊系统为患者进行检查")]
    [InlineData("zh-Hant", "遠距會診系統為患者進行檢查")]
    public void The_text_names_its_language(string language, string text)
    {
        var document = Document.Read(Article.FromText(text));
        Checked(Page(r => r.Write(new ArticleAnalysis { Id = "a", Document = document, Span = new TextSpan(0, text.Length), Metadata = document.Metadata })))
            .QuerySelector(".text")!.GetAttribute("lang").Should().Be(language);
    }

    private static ArticleAnalysis Sample()
    {
        var document = Document.Read(Article.FromText(Text, "small.txt"));
        var scan = FigureScanner.Default.Scan(Text);
        var end = Text.IndexOf('\r');
        return new ArticleAnalysis
        {
            Id = "small.txt",
            Document = document,
            Span = new TextSpan(0, Text.Length),
            Metadata = document.Metadata,
            Topics =
            [
                new TopicScore { Label = "imaging-ai", Score = 0.93, IsAssigned = true, Evidence = [new(new TextSpan(0, end), 2.5), new(TextSpan.FromBounds(end, Text.Length), -0.75)] },
                new TopicScore { Label = "spam", Score = 0.02, IsAssigned = false },
            ],
            TopicSegments =
            [
                new TopicSegment(new TextSpan(0, end), [new TopicScore { Label = "imaging-ai", Score = 0.97, IsAssigned = true }]),
                new TopicSegment(TextSpan.FromBounds(end, Text.Length), []),
            ],
            Entities =
            [
                .. scan.Dates.Concat(Mentions(Text, "云岭市第一人民医院", EntityTypes.Hospital)).Concat(Mentions(Text, "云岭一院", EntityTypes.Hospital)).OrderBy(e => e.Start),
            ],
            Figures = scan.Figures,
        };
    }

    private static IEnumerable<Entity> Mentions(string text, string name, string type)
    {
        for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + name.Length, StringComparison.Ordinal))
            yield return new Entity { Type = type, Text = name, Start = at, Score = 0.98, Canonical = "云岭市第一人民医院" };
    }

    private static string Page(Action<HtmlReport> write)
    {
        using var output = new MemoryStream();
        using (var report = new HtmlReport(output))
            write(report);
        return Encoding.UTF8.GetString(output.ToArray());
    }

    /// <summary>The page as a parser sees it, after what holds for every page.</summary>
    private static IHtmlDocument Checked(string html)
    {
        var page = new HtmlParser().ParseDocument(html);
        var ids = page.QuerySelectorAll("[id]").Select(e => e.Id!).ToList();
        ids.Should().OnlyHaveUniqueItems();
        page.QuerySelectorAll("a").Select(a => a.GetAttribute("href")!).Should().OnlyContain(h => h[0] == '#' && ids.Contains(h.Substring(1)), "every link leads to a place in the page");
        page.QuerySelectorAll("[aria-describedby], [aria-labelledby]").Select(e => e.GetAttribute("aria-describedby") ?? e.GetAttribute("aria-labelledby")).Should().BeSubsetOf(ids);
        page.QuerySelectorAll("script, link, img, iframe, object, embed, [src], [style]").Should().BeEmpty("the page needs nothing else");
        page.QuerySelector("style")!.TextContent.Should().NotContain("url(").And.NotContain("@import");
        page.QuerySelector("meta[http-equiv=Content-Security-Policy]")!.GetAttribute("content").Should().Be("default-src 'none'; style-src 'unsafe-inline'");
        page.DocumentElement.GetAttribute("lang").Should().Be("en");
        page.QuerySelectorAll("main").Should().ContainSingle();
        page.Body!.Children[^1].Id.Should().Be("contents", "no element of an article is left open");
        return page;
    }
}
