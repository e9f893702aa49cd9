using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Documents;

public sealed class HtmlSourceMapTests
{
    private static readonly string[] Pieces =
    [
        "江城市第三人民医院", "中日", "AI model", " ", "\n", "\r\n", "\t", "　", "&nbsp;", "&amp;", "&lt;b&gt;", "&#21307;", "&#x533B", "&notin;", "&notit;", "&", "&#;", "&copy", "&#128512;", "𠮷😀", "\u200B", "1 < 2", "a>b",
        "<b>", "</b>", "<p>", "</p>", "<div>", "</div>", "<br>", "<br/>", "<span style='display:none'>", "</span>", "<!-- 注 -->", "<!---->", "<a href='x?a=1&amp;b=2'>", "</a>", "<h1>", "</h1>", "<ul><li>", "</ul>",
        "<table><tr><td>", "</td><td>", "</table>", "<script>if (a < b) {}</script>", "<style>p{}</style>", "<pre>", "</pre>", "<svg><text>图</text></svg>", "<title>题</title>", "<textarea>", "</textarea>", "<![CDATA[x]]>", "<", "</", "<p class=\"a", "\0", "<nav>", "</nav>", "<ruby>漢<rt>kan</rt></ruby>",
    ];

    private static Arbitrary<string> Pages => Gen.Elements(Pieces).ListOf().Select(p => string.Concat(p)).ToArbitrary();

    [Fact]
    public void The_source_of_every_word_decoded_is_the_word() =>
        Prop.ForAll(Pages, html =>
        {
            Document document = Document.Read(Article.FromHtml(html));
            foreach (Block block in document.Blocks)
            {
                for (int start = block.Span.Start; start < block.Span.End; start += 3)
                {
                    var span = new TextSpan(start, Math.Min(5, block.Span.End - start));
                    string decoded = string.Concat(document.ToSourceParts(span).Select(p => Decode(p.Of(html))));
                    Bare(decoded).Should().Be(Bare(Whole(document.Text, span).Of(document.Text)), "of {0}", html);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(40));

    [Fact]
    public void The_source_of_a_span_reaches_from_its_first_character_to_its_last() =>
        Prop.ForAll(Pages, html =>
        {
            Document document = Document.Read(Article.FromHtml(html));
            for (int start = 0; start < document.Text.Length; start++)
            {
                TextSpan one = document.ToSource(new TextSpan(start, 1));
                one.Start.Should().BeInRange(0, html.Length);
                one.End.Should().BeInRange(one.Start, html.Length);
                TextSpan rest = document.ToSource(TextSpan.FromBounds(start, document.Text.Length));
                (rest.Start <= one.Start && one.End <= rest.End).Should().BeTrue();
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(40));

    [Fact]
    public void Blocks_lie_in_order_and_end_in_visible_characters() =>
        Prop.ForAll(Pages, html =>
        {
            Document document = Document.Read(Article.FromHtml(html));
            int end = 0;
            foreach (Block block in document.Blocks)
            {
                block.Span.Start.Should().BeGreaterThanOrEqualTo(end);
                block.Span.Length.Should().BePositive();
                end = block.Span.End;
            }

            end.Should().BeLessThanOrEqualTo(document.Text.Length);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(40));

    [Theory]
    [InlineData("<p>请到<b>中日</b>友好&#21307;院就诊</p>", "中日友好医院", "中日</b>友好&#21307;院")]
    [InlineData("<td>江城市\n   第三医院</td>", "江城市第三医院", "江城市\n   第三医院")]
    [InlineData("<p>A&amp;B 公司</p>", "A&B 公司", "A&amp;B 公司")]
    [InlineData("<p>友<!-- 注 -->好<span hidden>坏</span>医院</p>", "友好医院", "友<!-- 注 -->好<span hidden>坏</span>医院")]
    public void A_mention_maps_to_the_html_that_shows_it(string html, string mention, string source)
    {
        Document document = Document.Read(Article.FromHtml(html));
        int start = document.Text.IndexOf(mention, StringComparison.Ordinal);

        document.ToSource(new TextSpan(start, mention.Length)).Of(html).Should().Be(source);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 100)]
    public void A_span_outside_the_text_is_refused(int start, int length)
    {
        Document document = Document.Read(Article.FromHtml("<p>医院</p>"));

        Action map = () => document.ToSource(new TextSpan(start, length));

        map.Should().Throw<ArgumentOutOfRangeException>();
    }

    // A reference that stands for two characters maps as a whole, so the words to compare are whole characters.
    private static TextSpan Whole(string text, TextSpan span)
    {
        int start = span.Start, end = span.End;
        if (start > 0 && char.IsLowSurrogate(text[start]) && char.IsHighSurrogate(text[start - 1]))
            start--;
        if (end < text.Length && char.IsLowSurrogate(text[end]) && char.IsHighSurrogate(text[end - 1]))
            end++;
        return TextSpan.FromBounds(start, end);
    }

    // One piece at a time, with the parser of AngleSharp, which shares nothing with our reading of its tokens.
    private static string Decode(string source) => new HtmlParser().ParseDocument("<body>" + source).Body!.TextContent;

    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\0' && !char.IsSurrogate(c) && c != '\uFFFD'));
}
