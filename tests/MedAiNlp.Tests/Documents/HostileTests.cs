using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Documents;

/// <summary>The folder hostile/ has one file per kind of trouble; its name begins with what must come of it.</summary>
public sealed class HostileTests
{
    public static TheoryData<string> Unreadable => Files("MED");

    public static TheoryData<string> Readable => Files("read-");

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void What_cannot_be_read_is_one_error_with_its_code_and_its_file(string file)
    {
        Action read = () => Article.FromFile(TestFiles.At("hostile", file));

        read.Should().Throw<DocumentException>().Where(e => e.Code == file.Substring(0, 6) && e.Message.Contains(file));
    }

    [Theory]
    [MemberData(nameof(Readable))]
    public void What_can_be_read_is_read_whole(string file)
    {
        Document document = Document.Read(Article.FromFile(TestFiles.At("hostile", file)));

        Verify(document);
        if (document.Text.Length > 400 || document.Text.Contains('医') || document.Text.Contains('醫'))
            document.Text.Should().MatchRegex(file.Contains("contents") ? "江城199院" : "[为為]患者[进進]行了[检檢]查。");
    }

    [Fact]
    public void Any_text_in_any_format_is_read_without_an_error() =>
        Prop.ForAll(ArbMap.Default.ArbFor<string?>(), content =>
        {
            foreach (Article article in (Article[])[Article.FromText(content ?? ""), Article.FromHtml(content ?? ""), Article.FromMarkdown(content ?? ""), Article.Detect(content ?? "")])
                Verify(Document.Read(article));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Fact]
    public void Any_lines_of_an_article_in_any_order_are_read_without_an_error()
    {
        string[] lines =
        [
            "目录", "一、远程医疗应用案例", "案例 1：江城三院上线", "案例 2：江城四院上线......12", "（一）背景", "1. 标题：江城三院", "来源：江城日报", "2024-10-10 来源：江城日报", "发布时间：2月30日", "摘要：", "关键词：远程、会诊", "正文：",
            "近日，江城市第三", "人民医院上线了系统。", "江城三院的医生说：“系统很好。", "”", "（", "图1 系统", "- 甲", "| 甲 | 乙 |", "|---|---|", "---", "===", "# 题", "### 3. 题", "**粗**", "> 引", "```", "— 12 —", "\t甲\t乙", "", "", "　　", "\u200B", "😀", "\uD800", "http://a.example/医院", "[链](http://a.example)", "附录",
        ];
        Prop.ForAll(Gen.Elements(lines).ListOf().Select(l => string.Join("\n", l)).ToArbitrary(), text =>
        {
            Verify(Document.Read(Article.FromText(text)));
            Verify(Document.Read(Article.FromMarkdown(text)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(60));
    }

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            try
            {
                Verify(Document.Read(Article.FromBytes(bytes)));
            }
            catch (DocumentException e)
            {
                e.Code.Should().BeOneOf("MED201", "MED202");
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));

    [Theory]
    [InlineData("<p>江城市第三人民医院的<b>医生</b>通过远程&nbsp;会诊系统为患者进行了检查。</p>\n", ArticleFormat.Html)]
    [InlineData("<div>江", ArticleFormat.Html)]
    [InlineData("<table><tr><td>江<b><a>", ArticleFormat.Html)]
    [InlineData("</p><p hidden>", ArticleFormat.Html)]
    [InlineData("**江城**[三院](http://a.example)。\n", ArticleFormat.Markdown)]
    [InlineData("[", ArticleFormat.Markdown)]
    [InlineData("*江`", ArticleFormat.Markdown)]
    [InlineData("近日，江城市第三\n", ArticleFormat.Text)]
    [InlineData("“江（", ArticleFormat.Text)]
    [InlineData("一、江城\n来源：江\n", ArticleFormat.Text)]
    [InlineData("\n", ArticleFormat.Text)]
    public void A_long_run_of_one_thing_is_read_in_one_go(string unit, ArticleFormat format)
    {
        string content = string.Concat(Enumerable.Repeat(unit, 200_000 / unit.Length));
        Document document = Document.Read(format switch
        {
            ArticleFormat.Html => Article.FromHtml(content),
            ArticleFormat.Markdown => Article.FromMarkdown(content),
            _ => Article.FromText(content),
        });

        document.Sentences.Should().NotBeNull();
        ArticleSplitter.Split(document).Should().NotBeEmpty();
    }

    [Fact]
    public void Text_in_a_hundred_thousand_elements_is_found()
    {
        string html = string.Concat(Enumerable.Repeat("<div>", 100_000)) + "深处的医院" + string.Concat(Enumerable.Repeat("</div>", 100_000)) + "<p>后面</p>";

        Document.Read(Article.FromHtml(html)).Text.Should().Be("深处的医院\n后面");
    }

    private static void Verify(Document document)
    {
        string text = document.Text;
        if (document.Article.Format != ArticleFormat.Html)
            text.Should().BeSameAs(document.Article.Content);
        int end = 0;
        foreach (Block block in document.Blocks)
        {
            block.Span.Start.Should().BeGreaterThanOrEqualTo(end);
            end = block.Span.End;
        }

        end.Should().BeLessThanOrEqualTo(text.Length);
        VerifyView(document.ModelText, text);
        VerifyView(document.BodyText(), text);
        int sentenceEnd = 0;
        foreach (TextSpan sentence in document.Sentences)
        {
            sentence.Start.Should().BeGreaterThanOrEqualTo(sentenceEnd);
            sentence.Length.Should().BePositive();
            sentenceEnd = sentence.End;
        }

        int partEnd = 0;
        foreach (ArticlePart part in ArticleSplitter.Split(document))
        {
            part.Span.Start.Should().BeGreaterThanOrEqualTo(partEnd);
            partEnd = part.Span.End;
            VerifyView(document.ModelText.Slice(part.Span), text);
        }

        partEnd.Should().BeLessThanOrEqualTo(text.Length);
    }

    // Every character of a view is the one of the text it stands for, or the space left for what separated words.
    private static void VerifyView(TextView view, string text)
    {
        int before = -1;
        for (int i = 0; i < view.Text.Length; i++)
        {
            int at = view.ToDocument(i);
            (at > before && at < text.Length).Should().BeTrue();
            (view.Text[i] == text[at] || view.Text[i] == ' ').Should().BeTrue();
            view.FromDocument(at).Should().Be(i);
            before = at;
        }
    }

    private static TheoryData<string> Files(string prefix)
    {
        var files = new TheoryData<string>();
        foreach (string path in Directory.GetFiles(TestFiles.At("hostile"), prefix + "*").Order())
            files.Add(Path.GetFileName(path));
        return files;
    }
}
