namespace MedAiNlp.Tests.Documents;

public sealed class PageTests
{
    private const string Page = """
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><title>江城三院上线远程会诊 - 江城健康网</title>
        <meta name="keywords" content="远程会诊,江城三院"><meta name="description" content="山区患者在家门口看专家。">
        <script type="application/ld+json">{"@context":"https://schema.org","@type":"NewsArticle","datePublished":"2024-03-05T08:30:00+08:00","author":{"@type":"Person","name":"文小舟"},"publisher":{"name":"江城日报"}}</script>
        </head><body>
        <nav><a href="/">首页</a><a href="/news">新闻</a><a href="/health">健康</a></nav>
        <div class="breadcrumb">当前位置：<a href="/">首页</a> &gt; <a href="/news">新闻</a> &gt; 正文</div>
        <article>
        <h1>江城三院上线远程会诊</h1>
        <section><section style="margin:0"><p><span>近日，江城市第三人民医院上线</span><strong>远程会诊</strong><span>系统，山区的患者在乡镇卫生院就能得到专家的诊断。</span></p></section></section>
        <p>系统上线三个月，已完成会诊126例，见<a href="/r">报道</a>。</p>
        <table><caption>表1 会诊例数</caption><tr><th>月份</th><th>例数</th></tr><tr><td>1月</td><td>40</td></tr></table>
        </article>
        <div class="ad-box"><p>扫码领取优惠券</p></div>
        <div><h3>相关阅读</h3><ul><li><a href="/1">云岭医院开展线上复诊</a></li><li><a href="/2">江城启动影像筛查试点</a></li><li><a href="/3">药品配送到家</a></li></ul></div>
        <div id="comments"><p>网友甲：真方便，希望早日推广。</p></div>
        <div class="footer"><p>版权所有 江城健康网 江ICP备00000000号</p></div>
        </body></html>
        """;

    private static readonly Document Document = Document.Read(Article.FromHtml(Page));

    [Theory]
    [InlineData("江城三院上线远程会诊", BlockRole.Title, BlockKind.Heading)]
    [InlineData("首页新闻健康", BlockRole.Navigation, BlockKind.Paragraph)]
    [InlineData("当前位置：首页 > 新闻 > 正文", BlockRole.Navigation, BlockKind.Paragraph)]
    [InlineData("近日，江城市第三人民医院上线远程会诊系统，山区的患者在乡镇卫生院就能得到专家的诊断。", BlockRole.Body, BlockKind.Paragraph)]
    [InlineData("表1 会诊例数", BlockRole.Body, BlockKind.Caption)]
    [InlineData("1月\t40", BlockRole.Body, BlockKind.TableRow)]
    [InlineData("扫码领取优惠券", BlockRole.Advertisement, BlockKind.Paragraph)]
    [InlineData("相关阅读", BlockRole.LinkList, BlockKind.Heading)]
    [InlineData("江城启动影像筛查试点", BlockRole.LinkList, BlockKind.ListItem)]
    [InlineData("网友甲：真方便，希望早日推广。", BlockRole.Comment, BlockKind.Paragraph)]
    [InlineData("版权所有 江城健康网 江ICP备00000000号", BlockRole.Footer, BlockKind.Paragraph)]
    public void Every_part_of_a_page_has_its_role(string text, BlockRole role, BlockKind kind)
    {
        Block block = Document.Blocks.Single(b => b.Span.Of(Document.Text) == text);

        block.Role.Should().Be(role);
        block.Kind.Should().Be(kind);
    }

    [Fact]
    public void The_classifier_reads_title_and_body_and_the_spam_detector_all()
    {
        Document.BodyText().Text.Should().StartWith("江城三院上线远程会诊").And.Contain("126例").And.NotContain("扫码").And.NotContain("网友").And.NotContain("首页");
        Document.ModelText.Text.Should().Contain("扫码").And.Contain("网友").And.Contain("首页");
    }

    [Fact]
    public void The_head_tells_what_the_page_does_not_show()
    {
        DocumentMetadata metadata = Document.Metadata;

        metadata.Title!.Value.Should().Be("江城三院上线远程会诊");
        metadata.Source!.Value.Should().Be("江城日报");
        metadata.Published!.Value.Should().Be("2024-03-05T08:30");
        metadata.Authors.Select(a => a.Value).Should().Equal("文小舟");
        metadata.Keywords.Select(k => k.Value).Should().Equal("远程会诊", "江城三院");
        metadata.Summary!.Value.Should().Be("山区患者在家门口看专家。");
        metadata.Link.Should().BeNull();
        metadata.Published.Span.Should().BeNull();
    }

    [Fact]
    public void A_front_matter_is_metadata_and_no_text_for_the_models()
    {
        const string Markdown = "---\ntitle: \"远程会诊走进山区\"\ndate: 2024-03-01\nauthor: 文小舟\n---\n\n近日，系统上线。\n";

        Document document = Document.Read(Article.FromMarkdown(Markdown));

        document.Metadata.Title!.Value.Should().Be("远程会诊走进山区");
        document.Metadata.Published!.Value.Should().Be("2024-03-01");
        document.ModelText.Text.Trim().Should().Be("近日，系统上线。");
    }
}
