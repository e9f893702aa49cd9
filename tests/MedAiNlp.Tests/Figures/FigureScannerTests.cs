namespace MedAiNlp.Tests.Figures;

public class FigureScannerTests
{
    private const string Text = "截至2月12日，已有1500多家医疗机构上线，准确率高达96%，整套分析用时5-8秒。";

    [Fact]
    public void Every_span_lies_where_its_text_stands()
    {
        FigureScan scan = FigureScanner.Default.Scan(Text);

        scan.Figures.Select(f => f.Text).Should().Equal("1500多家", "96%", "5-8秒");
        scan.Figures.Should().OnlyContain(f => Text.Substring(f.Start, f.Length) == f.Text && f.Span.Of(Text) == f.Text && f.End == f.Start + f.Length);
        scan.Dates.Should().ContainSingle().Which.Should().Match<Entity>(d => d.Type == EntityTypes.Date && d.Text == "2月12日" && d.Value == "--02-12" && d.Score == 1);
    }

    [Fact]
    public void A_range_has_values_and_no_single_value()
    {
        Figure range = FigureScanner.Default.Scan(Text).Figures[2];

        range.Values.Should().Equal(5, 8);
        range.Value.Should().BeNull();
    }

    [Fact]
    public void A_subject_is_a_span_of_the_text_or_null()
    {
        IReadOnlyList<Figure> figures = FigureScanner.Default.Scan(Text + "另有3盒。").Figures;

        figures.Select(f => f.Subject?.Of(Text)).Should().Equal("医疗机构", "准确率", "用时", null);
    }

    [Fact]
    public void Text_without_figures_gives_empty_lists()
    {
        FigureScan scan = FigureScanner.Default.Scan("");

        scan.Figures.Should().BeEmpty();
        scan.Dates.Should().BeEmpty();
    }

    [Fact]
    public void Null_text_is_refused() => FigureScanner.Default.Invoking(s => s.Scan((string)null!)).Should().Throw<ArgumentNullException>();

    [Fact]
    public void A_list_that_is_null_leaves_its_kind_out()
    {
        var figures = new List<Figure>();
        var dates = new List<Entity>();

        FigureScanner.Default.Scan(Text, figures, null);
        FigureScanner.Default.Scan(Text, null, dates);

        figures.Should().HaveCount(3);
        dates.Should().HaveCount(1);
    }

    [Fact]
    public void Tokens_carry_what_figures_carry()
    {
        var tokens = new List<FigureToken>();
        foreach (FigureToken token in FigureScanner.Default.Enumerate(Text))
        {
            tokens.Add(token);
        }

        tokens.Select(t => t.IsDate).Should().Equal(true, false, false, false);
        tokens[3].Should().Match<FigureToken>(t => t.ValueCount == 2 && t.First == 5 && t.Second == 8 && t.Kind == FigureKind.Duration && t.CanonicalUnit == "s" && t.UnitSpan.Length == 1);
    }

    [Fact]
    public void One_scanner_serves_many_threads()
    {
        FigureScan expected = FigureScanner.Default.Scan(Text);

        FigureScan[] results = new FigureScan[64];
        Parallel.For(0, results.Length, i => results[i] = FigureScanner.Default.Scan(Text));

        results.Should().OnlyContain(r => r.Figures.Select(f => f.Text).SequenceEqual(expected.Figures.Select(f => f.Text)));
    }

    [Fact]
    public void A_name_broken_over_lines_is_not_joined() => FigureScanner.Default.Scan("设有15\n家医院").Figures.Should().BeEmpty();

    [Fact]
    public void Surrogates_and_invisible_characters_do_not_move_offsets()
    {
        const string text = "😀\u200b\ud83d共有15家医院\u0000。";

        Figure figure = FigureScanner.Default.Scan(text).Figures.Single();

        text.Substring(figure.Start, figure.Length).Should().Be("15家");
    }

    [Theory]
    [InlineData(FigureKind.Count, "count")]
    [InlineData(FigureKind.Percent, "percent")]
    [InlineData(FigureKind.Money, "money")]
    [InlineData(FigureKind.Duration, "duration")]
    [InlineData(FigureKind.Measure, "measure")]
    [InlineData(FigureKind.Ratio, "ratio")]
    public void Kinds_have_their_names_in_json(FigureKind kind, string name) => kind.ToJsonName().Should().Be(name);

    [Theory]
    [InlineData(FigureQualifier.Exact, "exact")]
    [InlineData(FigureQualifier.Approximate, "approx")]
    [InlineData(FigureQualifier.AtLeast, "at-least")]
    [InlineData(FigureQualifier.AtMost, "at-most")]
    public void Qualifiers_have_their_names_in_json(FigureQualifier qualifier, string name) => qualifier.ToJsonName().Should().Be(name);

    [Fact]
    public void Names_of_what_is_no_member_are_refused()
    {
        ((FigureKind)99).Invoking(k => k.ToJsonName()).Should().Throw<ArgumentOutOfRangeException>();
        ((FigureQualifier)99).Invoking(q => q.ToJsonName()).Should().Throw<ArgumentOutOfRangeException>();
    }
}
