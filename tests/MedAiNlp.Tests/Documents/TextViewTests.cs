namespace MedAiNlp.Tests.Documents;

public sealed class TextViewTests
{
    private const string Text = "请到**中日**\n友好医院，见 https://example.org/x 。";

    private static readonly Document Document = Document.Read(Article.FromMarkdown(Text));

    [Fact]
    public void A_mention_in_the_view_leads_to_the_text_with_the_break_and_the_marks()
    {
        TextView view = Document.ModelText;
        int start = view.Text.IndexOf("中日友好医院", StringComparison.Ordinal);

        TextSpan span = view.ToDocument(new TextSpan(start, 6));

        span.Of(Text).Should().Be("中日**\n友好医院");
        view.Of(span).Should().Be("中日友好医院");
    }

    [Fact]
    public void An_address_is_not_seen()
    {
        Document.ModelText.Text.Should().Be("请到中日友好医院，见  。");
    }

    [Fact]
    public void An_empty_span_and_the_end_have_places()
    {
        TextView view = Document.ModelText;

        view.ToDocument(new TextSpan(0, 0)).Should().Be(new TextSpan(0, 0));
        view.ToDocument(view.Text.Length).Should().Be(Text.Length);
        TextView.Whole("").ToDocument(0).Should().Be(0);
    }

    [Fact]
    public void A_slice_leads_back_to_the_whole_document()
    {
        int from = Text.IndexOf("友好", StringComparison.Ordinal);

        TextView slice = Document.ModelText.Slice(TextSpan.FromBounds(from, from + 4));

        slice.Text.Should().Be("友好医院");
        slice.ToDocument(new TextSpan(2, 2)).Should().Be(new TextSpan(from + 2, 2));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(1000)]
    public void An_offset_outside_the_view_is_refused(int offset)
    {
        Action map = () => Document.ModelText.ToDocument(offset);

        map.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void Nothing_is_hidden_when_the_options_say_so()
    {
        Document plain = Document.Read(Article.FromMarkdown(Text), new DocumentOptions { HideMarkup = false, JoinBrokenLines = false });

        plain.ModelText.IsWhole.Should().BeTrue();
        plain.ModelText.Text.Should().Be(Text);
    }
}
