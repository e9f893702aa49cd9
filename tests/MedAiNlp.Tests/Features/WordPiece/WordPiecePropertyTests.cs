using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Features.WordPiece;

public class WordPiecePropertyTests
{
    // What goes wrong first: characters that vanish, become several, are half of a pair, or move.
    private static readonly string[] Hard =
    [
        "医", "院", "国", "A", "b", "CT", "5", " ", "\n", "　", "，", "!", "≠", "é", "e\u0301", "İ", "ß", "한", "\u302E", "\u302A", "\U0001D165", "\u0345", "\u0345\u0323",
        "\u200B", "\u0000", "\uFEFF", "\uE000", "😀", "👨‍👩‍👧", "𠮷", "豈", "\uD83D", "\uDE00", "[MASK]", "[SEP", "สวัสดี", "مُ", "\uFFFD", "\u094D", "𐐀",
    ];

    private static readonly WordPieceTokenizer[] Tokenizers =
    [
        Load(new WordPieceOptions()),
        Load(new WordPieceOptions { LowerCase = false }),
        Load(new WordPieceOptions { LowerCase = true, StripAccents = false }),
        Load(new WordPieceOptions { LowerCase = false, StripAccents = true, SplitChineseCharacters = false }),
        Load(new WordPieceOptions { CleanText = false }),
        Load(new WordPieceOptions { MaxInputCharsPerWord = 3 }),
    ];

    // A normalized added token that no text has makes every text take the long way.
    private static readonly WordPieceTokenizer LongWay = Load(new WordPieceOptions { AddedTokens = [new("\u2603\u2603\u2603") { Normalized = true }] });

    private static Arbitrary<string> Texts { get; } = Arb.From(
        Gen.OneOf(Gen.Elements(Hard), Gen.Choose(0, char.MaxValue).Select(c => ((char)c).ToString()), Gen.Choose(0x20, 0x7E).Select(c => ((char)c).ToString()))
            .ListOf().Select(parts => string.Concat(parts)));

    [Fact]
    public void Places_rise_lie_in_the_text_and_never_cut_a_surrogate_pair() => ForAll((_, text, encoding) =>
    {
        var before = 0;
        for (var i = 0; i < encoding.Count; i++)
        {
            var (start, end) = (encoding.Starts[i], encoding.Ends[i]);
            start.Should().BeGreaterThanOrEqualTo(before).And.BeLessThan(end);
            end.Should().BeLessThanOrEqualTo(text.Length);
            InsidePair(text, start).Should().BeFalse();
            InsidePair(text, end).Should().BeFalse();
            before = start;
        }
    });

    [Fact]
    public void What_no_token_covers_is_white_space_or_vanishes_in_clean_up() => ForAll((tokenizer, text, encoding) =>
    {
        var covered = new bool[text.Length];
        for (var i = 0; i < encoding.Count; i++)
            covered.AsSpan(encoding.Starts[i]..encoding.Ends[i]).Fill(true);
        for (var at = 0; at < text.Length;)
        {
            var length = char.IsSurrogatePair(text, at) ? 2 : 1;
            if (!covered[at])
                tokenizer.Encode(text.Substring(at, length)).Count.Should().Be(0, "U+{0:X4} at {1} has no token", (int)text[at], at);
            at += length;
        }
    });

    [Fact]
    public void A_known_token_is_what_its_place_in_the_text_becomes() => ForAll((tokenizer, text, encoding) =>
    {
        for (var i = 0; i < encoding.Count; i++)
        {
            var (id, span) = (encoding.Ids[i], encoding.SpanOf(i));
            var shared = (i > 0 && encoding.Ends[i - 1] > span.Start) || (i + 1 < encoding.Count && encoding.Starts[i + 1] < span.End);
            if (id == tokenizer.UnkId || shared)
                continue;
            var clean = tokenizer.Clean(span.Of(text)).Trim();
            tokenizer.TokenOf(id).Should().BeOneOf(clean, "##" + clean, span.Of(text));
        }
    });

    [Fact]
    public void The_short_way_through_plain_text_gives_what_the_long_way_gives() => Prop.ForAll(Texts, text =>
    {
        var (a, b) = (Tokenizers[0].Encode(text), LongWay.Encode(text));
        a.Ids.ToArray().Should().Equal(b.Ids.ToArray());
        a.Starts.ToArray().Should().Equal(b.Starts.ToArray());
        a.Ends.ToArray().Should().Equal(b.Ends.ToArray());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Tokenizing_from_many_threads_gives_what_one_gives()
    {
        var texts = Enumerable.Range(0, 200).Select(i => string.Concat(Enumerable.Range(0, 30).Select(k => Hard[(i * 7 + k * (i % 11 + 1)) % Hard.Length]))).ToArray();
        var alone = texts.Select(t => Tokenizers[0].Encode(t).Ids.ToArray()).ToArray();
        Parallel.For(0, 2_000, i => Tokenizers[0].Encode(texts[i % texts.Length]).Ids.SequenceEqual(alone[i % texts.Length]).Should().BeTrue());
    }

    private static WordPieceTokenizer Load(WordPieceOptions options) => WordPieceTokenizer.FromVocabulary(Path.Combine(WordPieceGoldens.Folder, "vocab.txt"), options);

    private static void ForAll(Action<WordPieceTokenizer, string, WordPieceEncoding> check) => Prop.ForAll(Texts, text =>
    {
        foreach (var tokenizer in Tokenizers)
            check(tokenizer, text, tokenizer.Encode(text));
    }).QuickCheckThrowOnFailure();

    private static bool InsidePair(string text, int at) => at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]);
}
