using FsCheck;
using FsCheck.Fluent;
using MedAiNlp.Tests.Inference;

namespace MedAiNlp.Tests;

/// <summary>With the tiny model the right answer can be told from the text: b i* e and s are things, all else is not.</summary>
public sealed class EntityRecognizerTests : IDisposable
{
    private readonly EntityRecognizer _recognizer = EntityRecognizer.Load(TinyPackage.Original);

    public void Dispose() => _recognizer.Dispose();

    [Fact]
    public void Nothing_gives_nothing() => _recognizer.Recognize("").Should().BeEmpty();

    [Fact]
    public void Text_of_any_length_is_read_in_windows_without_loss() =>
        Prop.ForAll(Texts(600), text => Found(text).SequenceEqual(Expected(text))).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(8_191)]
    [InlineData(8_192)]
    [InlineData(9_217)]
    [InlineData(50_000)]
    public void A_long_text_decoded_in_sections_loses_and_doubles_nothing(int length)
    {
        var random = new Random(length);
        var text = string.Concat(Enumerable.Range(0, length).Select(_ => new[] { "a", "aa", "bie", "s", "be", "biiiiie", "\n" }[random.Next(7)]));
        Found(text).Should().Equal(Expected(text));
    }

    [Fact]
    public void A_name_longer_than_a_window_stays_whole()
    {
        var text = "aaa" + "b" + new string('i', 200) + "e" + "aaa";
        Found(text).Should().Equal((3, 205));
    }

    [Fact]
    public void Every_span_is_the_text_it_names_whatever_the_text() =>
        Prop.ForAll<NonNull<string>>(s => _recognizer.Recognize(s.Get).All(e => s.Get.Substring(e.Start, e.Length) == e.Text && e.Score is >= 0 and <= 1)).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("😀bie😀", 2, 5)]
    [InlineData("\u200Bbie\u0000", 1, 4)]
    [InlineData("ｂｉｅ", 0, 3)]
    [InlineData("𠮷BIE", 2, 5)]
    public void Emoji_zero_width_control_and_full_width_characters_move_no_offset(string text, int start, int end) =>
        Found(text).Should().Equal((start, end));

    [Fact]
    public void Lone_surrogates_do_no_harm() =>
        Found("\uD800bie\uDC00").Should().Equal((1, 4));

    [Fact]
    public void A_score_below_the_minimum_is_left_out()
    {
        var all = _recognizer.Recognize("bie a s");
        all.Should().HaveCount(2);
        var least = all.Min(e => e.Score);
        _recognizer.Recognize("bie a s", new EntityOptions { MinScore = least + 1e-9 }).Should().OnlyContain(e => e.Score > least);
        _recognizer.Recognize("bie a s", new EntityOptions { MinScore = 1 }).Should().BeEmpty();
    }

    [Fact]
    public void Excluded_types_are_left_out() =>
        _recognizer.Recognize("bie", new EntityOptions { ExcludedTypes = ["THING"] }).Should().BeEmpty();

    [Fact]
    public async Task Many_threads_get_the_same_answers_as_one()
    {
        var texts = Enumerable.Range(0, 64).Select(i => string.Concat(Enumerable.Repeat("a" + new string('b', 1) + new string('i', i % 7) + "e", 40))).ToList();
        var alone = texts.Select(Found).ToList();
        var together = await Task.WhenAll(texts.Select(t => Task.Run(() => Found(t))));
        together.Should().BeEquivalentTo(alone, o => o.WithStrictOrdering());
    }

    private List<(int, int)> Found(string text) => [.. _recognizer.Recognize(text, new EntityOptions { Consistent = false }).Select(e => (e.Start, e.End))];

    private static List<(int, int)> Expected(string text)
    {
        var spans = new List<(int, int)>();
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == 's')
                spans.Add((at, at + 1));
            if (text[at] != 'b')
                continue;
            var end = at + 1;
            while (end < text.Length && text[end] == 'i')
                end++;
            spans.Add((at, end + 1));
            at = end;
        }
        return spans;
    }

    private static Arbitrary<string> Texts(int pieces) =>
        Gen.Elements("a", "aaaa", "be", "bie", "biiiie", "s", " ", "\n", "医")
            .ArrayOf()
            .Resize(pieces)
            .Select(string.Concat)
            .ToArbitrary();
}
