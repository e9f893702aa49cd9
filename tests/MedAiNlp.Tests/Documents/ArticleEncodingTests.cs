using System.Text;

namespace MedAiNlp.Tests.Documents;

public sealed class ArticleEncodingTests
{
    private const string Simplified = "2月18日，江城市第三人民医院的医生通过远程会诊系统为患者进行了超声检查。";
    private const string Traditional = "2月18日，江城市第三人民醫院的醫生透過遠距會診系統為患者進行了超音波檢查。";

    public static TheoryData<string, string, string> Encodings => new()
    {
        { Simplified, "utf-8", "utf-8" },
        { Simplified, "gb18030", "gb18030" },
        { Simplified, "gb2312", "gb18030" },
        { Simplified, "gbk", "gb18030" },
        { Simplified, "utf-16", "utf-16" },
        { Simplified, "utf-16BE", "utf-16BE" },
        { Traditional, "utf-8", "utf-8" },
        { Traditional, "big5", "big5" },
        { Traditional, "gb18030", "gb18030" },
        { Traditional, "utf-16", "utf-16" },
        { "医院", "gb18030", "gb18030" },
        { "醫院", "big5", "big5" },
        { "是的", "gb18030", "gb18030" },
        { "", "utf-8", "utf-8" },
        { "plain ASCII, nothing else", "utf-8", "utf-8" },
        { Simplified + "𠮷😀", "utf-8", "utf-8" },
        { Simplified + "𠮷😀", "gb18030", "gb18030" },
        { Simplified + "𠮷😀", "utf-16", "utf-16" },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Bytes_without_a_mark_are_read_in_the_encoding_they_were_written_in(string text, string written, string reported)
    {
        Article article = Article.FromBytes(Encode(text, written));

        article.Content.Should().Be(text);
        article.Encoding.Should().Be(reported);
    }

    [Theory]
    [InlineData("utf-8", "utf-8")]
    [InlineData("utf-16", "utf-16")]
    [InlineData("utf-16BE", "utf-16BE")]
    [InlineData("utf-32", "utf-32")]
    [InlineData("gb18030", "gb18030")]
    public void A_byte_order_mark_decides_and_is_left_out(string written, string reported)
    {
        Article article = Article.FromBytes(Encode("\uFEFF" + Simplified, written));

        article.Content.Should().Be(Simplified);
        article.Encoding.Should().Be(reported);
    }

    [Theory]
    [InlineData("gbk", "gb2312", "gb18030")]
    [InlineData("big5", "big5", "big5")]
    [InlineData("utf-8", "utf-8", "utf-8")]
    [InlineData("utf-8", "gb2312", "utf-8")] // A template's declaration that the server did not keep to.
    [InlineData("gbk", "utf-8", "gb18030")]
    public void A_page_that_declares_its_encoding_is_read_in_the_one_it_is_in(string written, string declared, string reported)
    {
        string html = $"<!DOCTYPE html><html><head><meta charset=\"{declared}\"><title>通知</title></head><body><p>醫院的通知，請看。</p></body></html>";

        Article article = Article.FromBytes(Encode(html, written));

        article.Content.Should().Be(html);
        article.Encoding.Should().Be(reported);
        article.Format.Should().Be(ArticleFormat.Html);
    }

    [Fact]
    public void An_old_declaration_through_http_equiv_counts()
    {
        string html = "<html><head><META http-equiv=Content-Type content=\"text/html; charset=big5\"></head><body>圇</body></html>";

        Article.FromBytes(Encode(html, "big5")).Encoding.Should().Be("big5");
    }

    [Fact]
    public void Broken_utf8_is_an_error_with_the_offset_and_never_question_marks()
    {
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Simplified), 0xE5, 0x8C, 0xFF, .. Encoding.UTF8.GetBytes(Simplified)];
        int offset = Encoding.UTF8.GetByteCount(Simplified);

        Action read = () => Article.FromBytes(bytes, "broken.txt");

        read.Should().Throw<DocumentException>().Where(e => e.Code == "MED202")
            .WithMessage($"MED202: broken.txt: byte 0x* at offset {offset + 2} is not valid utf-8*");
    }

    [Fact]
    public void A_marked_file_that_ends_in_the_middle_of_a_character_is_an_error()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(Simplified), 0x3B];

        Action read = () => Article.FromBytes(bytes, "half.txt");

        read.Should().Throw<DocumentException>().Which.Code.Should().Be("MED202");
    }

    [Theory]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31 }, "*a PDF document*")]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0x14, 0x00 }, "*a ZIP archive*")]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A }, "*a PNG image*")]
    [InlineData(new byte[] { 0x68, 0x69, 0x00, 0x01, 0x02 }, "*a zero byte at offset 2*")]
    [InlineData(new byte[] { 0x01, 0x02, 0x03, 0x61, 0x62 }, "*control characters*")]
    public void What_is_not_text_is_refused_by_its_name(byte[] bytes, string message)
    {
        Action read = () => Article.FromBytes(bytes, "input.bin");

        read.Should().Throw<DocumentException>().WithMessage(message).Where(e => e.Code == "MED201");
    }

    [Fact]
    public void A_file_that_is_not_there_is_one_clear_sentence()
    {
        Action read = () => Article.FromFile(Path.Combine("no", "such.txt"));

        read.Should().Throw<DocumentException>().Where(e => e.Code == "MED203").WithMessage("*such.txt cannot be read*");
    }

    [Theory]
    [InlineData("<!DOCTYPE html><p>一</p>", ArticleFormat.Html)]
    [InlineData("<div><p>正文</p></div>", ArticleFormat.Html)]
    [InlineData("<!-- saved --><html></html>", ArticleFormat.Html)]
    [InlineData("当 a<b 且 c>d 时", ArticleFormat.Text)]
    [InlineData("# 标题\n\n见[链接](https://example.org/a_b)。", ArticleFormat.Markdown)]
    [InlineData("### 一、目录\n\n## 二、内容", ArticleFormat.Markdown)]
    [InlineData("# 只有一行井号的纯文本", ArticleFormat.Text)]
    [InlineData("一段普通的话。", ArticleFormat.Text)]
    public void The_kind_is_recognised(string content, ArticleFormat format) => Article.Detect(content).Format.Should().Be(format);

    private static byte[] Encode(string text, string encoding) =>
        (CodePagesEncodingProvider.Instance.GetEncoding(encoding) ?? Encoding.GetEncoding(encoding)).GetBytes(text);
}
