namespace MedAiNlp.Tests.Decoding;

public class LabelSchemeTests
{
    [Theory]
    [InlineData("O", "B-X", true)]
    [InlineData("O", "S-X", true)]
    [InlineData("O", "I-X", false)]
    [InlineData("O", "E-X", false)]
    [InlineData("B-X", "I-X", true)]
    [InlineData("B-X", "E-X", true)]
    [InlineData("B-X", "E-Y", false)]
    [InlineData("B-X", "O", false)]
    [InlineData("B-X", "B-Y", false)]
    [InlineData("E-X", "B-X", true)]
    [InlineData("E-X", "O", true)]
    [InlineData("S-X", "I-X", false)]
    public void Bioes_allows_only_whole_spans(string first, string second, bool allowed) =>
        MayFollow(["O", "B-X", "I-X", "E-X", "S-X", "B-Y", "I-Y", "E-Y", "S-Y"], first, second).Should().Be(allowed);

    [Theory]
    [InlineData("O", "I-X", false)]
    [InlineData("B-X", "I-X", true)]
    [InlineData("B-X", "O", true)]
    [InlineData("I-X", "B-X", true)]
    [InlineData("I-X", "I-Y", false)]
    public void Bio_allows_a_span_to_end_anywhere(string first, string second, bool allowed) =>
        MayFollow(["O", "B-X", "I-X", "B-Y", "I-Y"], first, second).Should().Be(allowed);

    [Fact]
    public void L_and_U_are_read_as_E_and_S() =>
        MayFollow(["O", "B-X", "I-X", "L-X", "U-X"], "B-X", "O").Should().BeFalse();

    [Theory]
    [InlineData("X")]
    [InlineData("Q-X")]
    [InlineData("B-")]
    public void Unknown_labels_are_named(string label)
    {
        var parse = () => LabelScheme.Parse(["O", label]);
        parse.Should().Throw<FormatException>().WithMessage($"*'{label}'*");
    }

    [Fact]
    public void A_scheme_without_O_is_refused()
    {
        var parse = () => LabelScheme.Parse(["B-X", "I-X"]);
        parse.Should().Throw<FormatException>();
    }

    private static bool MayFollow(string[] labels, string first, string second) =>
        LabelScheme.Parse(labels).MayFollow(Array.IndexOf(labels, first), Array.IndexOf(labels, second));
}
