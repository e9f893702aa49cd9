namespace MedAiNlp.Tests.Decoding;

public class SpanEdgesTests
{
    [Theory]
    [InlineData("由𠮷禾智能承建", 2, 6, "𠮷禾智能")]
    [InlineData("由禾智能𠮷承建", 1, 5, "禾智能")]
    [InlineData("由禾智能𠮷承建", 1, 6, "禾智能𠮷")]
    [InlineData("𠮷", 0, 1, "")]
    [InlineData("的“湘雅医院”。", 1, 7, "湘雅医院")]
    public void A_span_holds_whole_characters_of_a_name(string text, int start, int end, string name)
    {
        List<LabelledSpan> spans = [new(start, end, EntityTypes.Company, 1)];
        SpanEdges.Trim(text, spans);
        string.Concat(spans.Select(s => text[s.Start..s.End])).Should().Be(name);
    }
}
