using FsCheck;
using FsCheck.Fluent;
using MedAiNlp.Benchmarks;

namespace MedAiNlp.Tests.Inference;

public class WindowPlanTests
{
    [Fact]
    public void Kept_parts_cover_every_character_once_whatever_the_length() =>
        Prop.ForAll(Plans(), p =>
        {
            var windows = new WindowPlan(p.MaxLength, p.Stride).Windows(p.Text).ToList();
            var covered = windows.SelectMany(w => Enumerable.Range(w.KeepStart, w.KeepEnd - w.KeepStart));
            return covered.SequenceEqual(Enumerable.Range(0, p.Text.Length));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_kept_part_has_the_margin_on_both_sides_or_the_text_end_and_no_more() =>
        Prop.ForAll(Plans(), p =>
        {
            var plan = new WindowPlan(p.MaxLength, p.Stride);
            return plan.Windows(p.Text).All(w =>
                w.Start == Math.Max(0, w.KeepStart - plan.Margin) &&
                (w.End == w.KeepEnd + plan.Margin || (w.End == p.Text.Length && w.KeepEnd == w.End)) &&
                w.End - w.Start <= p.MaxLength);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_window_but_the_last_goes_forward_by_half_the_stride_at_least() =>
        Prop.ForAll(Plans(), p =>
            new WindowPlan(p.MaxLength, p.Stride).Windows(p.Text).All(w => w.KeepEnd == p.Text.Length || (w.KeepEnd - w.KeepStart >= 1 && 2 * (w.KeepEnd - w.KeepStart) >= p.Stride)))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void No_surrogate_pair_is_parted_where_there_is_a_choice() =>
        Prop.ForAll(Plans(), p =>
            p.Stride < 2 || new WindowPlan(p.MaxLength, p.Stride).Windows(p.Text).All(w => w.KeepEnd == p.Text.Length || !char.IsSurrogatePair(p.Text[w.KeepEnd - 1], p.Text[w.KeepEnd])))
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(256, 192, true)]
    [InlineData(256, 256, true)]
    [InlineData(256, 0, false)]
    [InlineData(256, 257, false)]
    [InlineData(0, 0, false)]
    public void Impossible_plans_are_known(int maxLength, int stride, bool possible) =>
        WindowPlan.IsPossible(maxLength, stride).Should().Be(possible);

    [Fact]
    public void A_text_that_fits_is_one_window()
    {
        var text = BenchmarkCorpus.News(512);
        new WindowPlan(512, 448).Windows(text).Should().Equal(new Window(0, 512, 0, 512));
    }

    [Fact]
    public void A_kept_part_ends_with_a_sentence_where_one_ends_in_its_last_half()
    {
        var text = string.Concat(Enumerable.Repeat("这是一句话。", 40));
        var windows = new WindowPlan(64, 40).Windows(text).ToList();
        windows.Should().HaveCountGreaterThan(2).And.OnlyContain(w => text[w.KeepEnd - 1] == '。');
    }

    [Fact]
    public void A_line_break_is_better_than_the_end_of_a_sentence()
    {
        var text = string.Concat(Enumerable.Repeat("一行。又一句。第三句，没有完\n", 40));
        var windows = new WindowPlan(64, 40).Windows(text).ToList();
        windows.Should().HaveCountGreaterThan(2).And.OnlyContain(w => text[w.KeepEnd - 1] == '\n' || w.KeepEnd == text.Length);
    }

    [Fact]
    public void Without_ends_of_sentences_every_window_keeps_what_it_can()
    {
        var windows = new WindowPlan(64, 40).Windows(new string('字', 200)).ToList();
        windows.Select(w => w.KeepEnd).Should().Equal(52, 92, 132, 172, 200);
        windows.SkipLast(1).Skip(1).Should().OnlyContain(w => w.End - w.Start == 64);
    }

    [Fact]
    public void Texts_with_different_headers_soon_share_their_windows()
    {
        var article = BenchmarkCorpus.News(6_000);
        var plan = new WindowPlan(512, 448);
        var expected = plan.Windows(article).ToList();
        var own = new List<int>();
        for (var length = 1; length <= 300; length += 7)
        {
            var header = new string('栏', length - 1) + "\n";
            var windows = plan.Windows(header + article).Select(w => new Window(w.Start - length, w.End - length, w.KeepStart - length, w.KeepEnd - length)).ToList();
            var shared = windows.FindIndex(expected.Contains);
            shared.Should().BePositive();
            windows.Skip(shared).Should().Equal(expected.SkipWhile(w => w != windows[shared]), "texts that share a window share all further ones");
            own.Add(shared);
        }
        own.Average().Should().BeLessThan(3);
    }

    private static Arbitrary<(int MaxLength, int Stride, string Text)> Plans() =>
        (from max in Gen.Choose(1, 64)
         from stride in Gen.Choose(1, max)
         from length in Gen.Choose(0, 500)
         from pieces in Gen.OneOf(Gen.Elements("字", "。", "\n", "𠮷"), Gen.Elements("字", "字", "𠮷")).ArrayOf(length)
         select (max, stride, string.Concat(pieces))).ToArbitrary();
}
