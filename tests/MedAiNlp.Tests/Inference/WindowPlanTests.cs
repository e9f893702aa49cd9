using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Inference;

public class WindowPlanTests
{
    [Fact]
    public void Kept_parts_cover_every_character_once_whatever_the_length() =>
        Prop.ForAll(Plans(), p =>
        {
            var windows = new WindowPlan(p.MaxLength, p.Stride).Windows(p.Length).ToList();
            var covered = windows.SelectMany(w => Enumerable.Range(w.KeepStart, w.KeepEnd - w.KeepStart));
            return covered.SequenceEqual(Enumerable.Range(0, p.Length));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_kept_character_sees_the_margin_on_both_sides_or_the_text_end() =>
        Prop.ForAll(Plans(), p =>
        {
            var margin = (p.MaxLength - p.Stride) / 2;
            return new WindowPlan(p.MaxLength, p.Stride).Windows(p.Length).All(w =>
                (w.Start == 0 || w.KeepStart - w.Start >= margin) &&
                (w.End == p.Length || w.End - w.KeepEnd >= margin) &&
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

    private static Arbitrary<(int MaxLength, int Stride, int Length)> Plans() =>
        (from max in Gen.Choose(1, 64)
         from stride in Gen.Choose(1, max)
         from length in Gen.Choose(0, 500)
         select (max, stride, length)).ToArbitrary();
}
