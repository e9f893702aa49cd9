using FsCheck;
using FsCheck.Fluent;

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
    public void Every_kept_character_sees_the_margin_on_both_sides_or_the_text_end() =>
        Prop.ForAll(Plans(), p =>
        {
            var margin = (p.MaxLength - p.Stride) / 2;
            return new WindowPlan(p.MaxLength, p.Stride).Windows(p.Text).All(w =>
                (w.Start == 0 || w.KeepStart - w.Start >= margin) &&
                (w.End == p.Text.Length || w.End - w.KeepEnd >= margin) &&
                w.End - w.Start <= p.MaxLength && w.Start <= w.KeepStart && w.KeepEnd <= w.End);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(256, 192, true)]
    [InlineData(256, 256, true)]
    [InlineData(256, 0, false)]
    [InlineData(256, 257, false)]
    [InlineData(0, 0, false)]
    public void Impossible_plans_are_known(int maxLength, int stride, bool possible) =>
        WindowPlan.IsPossible(maxLength, stride).Should().Be(possible);

    [Fact]
    public void A_kept_part_ends_with_a_sentence_where_one_ends_near_by()
    {
        var text = string.Concat(Enumerable.Repeat("这是一句话。", 40));
        var windows = new WindowPlan(64, 40).Windows(text).ToList();
        windows.Should().HaveCountGreaterThan(2).And.OnlyContain(w => text[w.KeepEnd - 1] == '。');
    }

    private static Arbitrary<(int MaxLength, int Stride, string Text)> Plans() =>
        (from max in Gen.Choose(1, 64)
         from stride in Gen.Choose(1, max)
         from length in Gen.Choose(0, 500)
         from text in Gen.Elements('字', '。', '\n').ArrayOf(length)
         select (max, stride, new string(text))).ToArbitrary();
}
