using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Features;

public class CharacterFoldingTests
{
    [Theory]
    [InlineData("ＡＩ５Ｇ　％", "ai5g %")]
    [InlineData("湘雅醫院與遠距醫療", "湘雅医院与远距医疗")]
    [InlineData("InferRead CT", "inferread ct")]
    [InlineData("", "")]
    public void Default_folding_evens_out_width_script_and_case(string text, string expected) =>
        CharacterFolding.Default.Fold(text).Should().Be(expected);

    [Theory]
    [InlineData(FoldKinds.None, "Ａ醫A“9", "Ａ醫A“9")]
    [InlineData(FoldKinds.Width, "Ａ醫A“9", "A醫A“9")]
    [InlineData(FoldKinds.Traditional, "Ａ醫A“9", "Ａ医A“9")]
    [InlineData(FoldKinds.Punctuation, "「Ａ」“A”", "\"Ａ\"\"A\"")]
    [InlineData(FoldKinds.Width | FoldKinds.Digits, "９9", "00")]
    public void Each_kind_changes_only_what_it_names(FoldKinds kinds, string text, string expected) =>
        CharacterFolding.For(kinds).Fold(text).Should().Be(expected);

    [Fact]
    public void Line_breaks_are_kept_and_other_controls_change_no_offset() =>
        CharacterFolding.Default.Fold("a\nb\u0000c\u200Bd").Should().HaveLength(7).And.Contain("\n");

    [Fact]
    public void Folding_maps_every_text_to_one_of_the_same_length() =>
        Prop.ForAll<NonNull<string>>(s => CharacterFolding.Default.Fold(s.Get).Length == s.Get.Length).QuickCheckThrowOnFailure();

    [Fact]
    public void Folding_twice_is_folding_once()
    {
        foreach (var kinds in new[] { FoldKinds.Width, FoldKinds.Traditional, FoldKinds.Case, FoldKinds.Punctuation, FoldKinds.Digits, FoldKinds.Width | FoldKinds.Traditional | FoldKinds.Case | FoldKinds.Punctuation | FoldKinds.Digits })
        {
            var folding = CharacterFolding.For(kinds);
            for (var c = 0; c <= char.MaxValue; c++)
                folding.Fold(folding.Fold((char)c)).Should().Be(folding.Fold((char)c), "U+{0:X4} under {1}", c, kinds);
        }
    }

    [Fact]
    public void Surrogates_stay_as_they_are()
    {
        var folding = CharacterFolding.For(FoldKinds.Width | FoldKinds.Traditional | FoldKinds.Case | FoldKinds.Punctuation | FoldKinds.Digits);
        for (var c = 0xD800; c <= 0xDFFF; c++)
            folding.Fold((char)c).Should().Be((char)c);
    }

    [Fact]
    public void A_short_destination_is_refused()
    {
        var fold = () => CharacterFolding.Default.Fold("abc", new char[2]);
        fold.Should().Throw<ArgumentException>();
    }
}
