using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using FsCheck;
using FsCheck.Fluent;
using MedAiNlp.Cli.Output.Html;

namespace MedAiNlp.Cli.Tests.Output.Html;

public class MarkedTextTests
{
    private static readonly string[] Pieces =
        ["医", "院", "&", "<", ">", "\"", "'", "&lt;", "</div>", "<b>", "<!--", "]]>", "😀", "𠮷", "\uD83D", "\uDE00", "\0", "\u0001", "\u001B", "\u007F", "\u0080", "\u0085", "\u200B", "\u202E", "\uFEFF", "\uFFFE", "\r", "\n", "\r\n", "\f", "\t", " ", "\u00A0"];

    private static readonly Gen<string> Texts = Gen.Elements(Pieces).ArrayOf().Resize(25).Select(string.Concat);

    [Theory]
    [InlineData("0-4:a 2-6:b", "<a>01<b>23</b></a><b>45</b>6789")]
    [InlineData("0-4:b 2-6:a", "<b>01</b><a><b>23</b>45</a>6789")]
    [InlineData("0-4:a 0-4:b", "<a><b>0123</b></a>456789")]
    [InlineData("0-6:a 1-2:b 2-3:b", "<a>0<b>1</b><b>2</b>345</a>6789")]
    [InlineData("3-7:a 3-5:a", "012<a><a>34</a>56</a>789")]
    [InlineData("2-8:a 4-4:b", "01<a>23<b></b>4567</a>89")]
    [InlineData("4-8:a 4-4:b", "0123<b></b><a>4567</a>89")]
    [InlineData("0-0:a 10-10:b", "<a></a>0123456789<b></b>")]
    [InlineData("7-12:a", "0123456<a>789</a>")]
    public void Marks_nest_by_layer_and_are_cut_where_they_overlap(string marks, string html) =>
        Written("0123456789", [.. marks.Split(' ').Select(Mark)]).Replace(" class=\"x\"", "").Replace(" class=\"x more\"", "").Should().Be(html);

    [Fact]
    public void Only_the_first_piece_of_a_mark_has_its_attributes() =>
        Written("0123", new TextMark(new TextSpan(1, 3), 2, "b", "x", "id=\"1\""), new TextMark(new TextSpan(0, 2), 1, "a", "x"))
            .Should().Be("<a class=\"x\">0<b class=\"x\" id=\"1\">1</b></a><b class=\"x more\">23</b>");

    [Fact]
    public void A_mark_takes_whole_surrogate_pairs() =>
        Written("😀😀", new TextMark(new TextSpan(1, 2), 1, "b", "x")).Should().Be("<b class=\"x\">😀😀</b>");

    [Fact]
    public void Whatever_the_text_and_the_marks_a_parser_gives_back_the_text()
    {
        var cases = from text in Texts
                    from spans in Gen.Choose(0, text.Length).Two().Zip(Gen.Choose(0, 3)).ArrayOf().Resize(12)
                    from part in Gen.Choose(0, text.Length).Two()
                    select (text, spans, part);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var part = TextSpan.FromBounds(Math.Min(c.part.Item1, c.part.Item2), Math.Max(c.part.Item1, c.part.Item2));
            var marks = c.spans.Select(s => new TextMark(TextSpan.FromBounds(Math.Min(s.Item1.Item1, s.Item1.Item2), Math.Max(s.Item1.Item1, s.Item1.Item2)), s.Item2, "i", $"l{s.Item2}"));
            using var writer = new StringWriter();
            MarkedText.Write(writer, c.text, part, marks);
            var element = Parsed(writer.ToString());
            element.TextContent.Should().Be(Representable(part.Of(c.text)));
            foreach (var piece in element.QuerySelectorAll("i i").Where(p => p.TextContent.Length > 0))
                piece.ClassName![1].Should().BeGreaterThanOrEqualTo(piece.ParentElement!.ClassName![1], "inner layers are inside");
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
    }

    [Fact]
    public void Whatever_the_text_an_attribute_holds_it() =>
        Prop.ForAll(Texts.ToArbitrary(), text =>
            Parsed($"<i title=\"{HtmlText.Encode(text)}\"></i>").QuerySelector("i")!.GetAttribute("title").Should().Be(Representable(text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    /// <summary>The text as HTML can hold it: no U+0000, no lone surrogate.</summary>
    internal static string Representable(string text) =>
        string.Concat(text.Select((c, i) => c == '\0' || (char.IsHighSurrogate(c) && !(i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))) || (char.IsLowSurrogate(c) && !(i > 0 && char.IsHighSurrogate(text[i - 1]))) ? '\uFFFD' : c));

    private static IElement Parsed(string html) =>
        new HtmlParser().ParseDocument($"<!DOCTYPE html><body><div>{html}</div>").QuerySelector("div")!;

    private static string Written(string text, params TextMark[] marks)
    {
        using var writer = new StringWriter();
        MarkedText.Write(writer, text, new TextSpan(0, text.Length), marks);
        return writer.ToString();
    }

    // start-end:element; the layer is the letter.
    private static TextMark Mark(string mark)
    {
        var (span, element) = (mark.Split(':')[0].Split('-'), mark.Split(':')[1]);
        return new TextMark(TextSpan.FromBounds(int.Parse(span[0]), int.Parse(span[1])), element[0], element, "x");
    }
}
