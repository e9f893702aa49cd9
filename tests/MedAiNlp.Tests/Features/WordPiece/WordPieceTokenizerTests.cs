namespace MedAiNlp.Tests.Features.WordPiece;

public class WordPieceTokenizerTests
{
    private static readonly string[] Tokens =
    [
        "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "医", "院", "##院", "ct", "un", "##aff", "##able", "caf", "##e", "5", "##g", "!", "。", "=",
        "😀", "𠮷", "i", "##\u0307", "ᄒ", "##ᅡ", "##ᆫ",
    ];

    private static WordPieceTokenizer Uncased { get; } = WordPieceTokenizer.FromVocabulary(Tokens);

    private static WordPieceTokenizer Cased { get; } = WordPieceTokenizer.FromVocabulary(Tokens, new WordPieceOptions { LowerCase = false });

    [Theory]
    [InlineData("医院", "医@0-1 院@1-2")]
    [InlineData("医院CT!5G。", "医@0-1 院@1-2 ct@2-4 !@4-5 5@5-6 ##g@6-7 。@7-8")]
    [InlineData(" \t\r\n　医\u3000", "医@5-6")]
    [InlineData("unaffable", "un@0-2 ##aff@2-5 ##able@5-9")]
    [InlineData("unaffables", "[UNK]@0-10")]
    [InlineData("Café", "caf@0-3 ##e@3-4")]
    [InlineData("Cafe\u0301!", "caf@0-3 ##e@3-4 !@5-6")]
    [InlineData("c\u200Bt", "ct@0-3")]
    [InlineData("\u200B医\uFEFF院\u0000", "医@1-2 院@3-4")]
    [InlineData("≠", "=@0-1")]
    [InlineData("𠮷医", "𠮷@0-2 医@2-3")]
    [InlineData("😀 ct", "😀@0-2 ct@3-5")]
    [InlineData("한", "ᄒ@0-1 ##ᅡ@0-1 ##ᆫ@0-1")]
    [InlineData("[MASK]医[mask]", "[MASK]@0-6 医@6-7 [UNK]@7-8 [UNK]@8-12 [UNK]@12-13")]
    [InlineData("", "")]
    public void Text_is_cut_as_BERT_cuts_it_and_places_are_those_of_the_given_text(string text, string expected) =>
        Show(Uncased, Uncased.Encode(text)).Should().Be(expected);

    [Fact]
    public void Case_and_accents_stay_where_the_model_wants_them()
    {
        Show(Cased, Cased.Encode("ct CT Café")).Should().Be("ct@0-2 [UNK]@3-5 [UNK]@6-10");
        var accented = WordPieceTokenizer.FromVocabulary(Tokens, new WordPieceOptions { StripAccents = false });
        Show(accented, accented.Encode("İ")).Should().Be("i@0-1 ##\u0307@0-1", "the lower-case form of İ is two characters");
        Show(Uncased, Uncased.Encode("İ")).Should().Be("i@0-1");
    }

    [Fact]
    public void Chinese_words_stay_whole_where_the_model_wants_them()
    {
        var whole = WordPieceTokenizer.FromVocabulary(Tokens, new WordPieceOptions { SplitChineseCharacters = false });
        Show(whole, whole.Encode("医院")).Should().Be("医@0-1 ##院@1-2");
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void Words_longer_than_a_hundred_code_points_are_unknown(int length, bool unknown)
    {
        string[] letters = ["[UNK]", "é", "##é", "𐐨", "##𐐨"];
        var tokenizer = WordPieceTokenizer.FromVocabulary(letters, new WordPieceOptions { StripAccents = false });
        foreach (var letter in new[] { "é", "É", "𐐨", "𐐀" })
        {
            var text = string.Concat(Enumerable.Repeat(letter, length));
            var encoding = tokenizer.Encode(text);
            encoding.Count.Should().Be(unknown ? 1 : length);
            encoding.SpanOf(encoding.Count - 1).End.Should().Be(text.Length);
        }
    }

    [Fact]
    public void A_lone_surrogate_vanishes_like_any_character_that_is_none()
    {
        Show(Uncased, Uncased.Encode("c\uD83Dt医\uDE00")).Should().Be("ct@0-3 医@3-4");
        var unclean = WordPieceTokenizer.FromVocabulary(["[UNK]", "医", "\uFFFD"], new WordPieceOptions { CleanText = false });
        Show(unclean, unclean.Encode("医\uD83D")).Should().Be("医@0-1 \uFFFD@1-2");
    }

    [Fact]
    public void Marks_that_decomposition_sorts_share_the_place_of_all_of_them()
    {
        // U+1D165 sorts before U+302E, and neither is an accent that is dropped.
        var tokenizer = WordPieceTokenizer.FromVocabulary(["[UNK]", "x", "##\U0001D165", "##\u302E"], new WordPieceOptions());
        var encoding = tokenizer.Encode("x\u302E\U0001D165");
        Show(tokenizer, encoding).Should().Be("x@0-1 ##\U0001D165@1-4 ##\u302E@1-4");
    }

    [Fact]
    public void A_long_row_of_marks_in_the_wrong_order_takes_no_longer_than_its_length()
    {
        // A million marks: sorting them one by one would not end.
        var text = "x" + string.Concat(Enumerable.Repeat("\u302E\U0001D165", 350_000)) + "医";
        Show(Uncased, Uncased.Encode(text)).Should().Be("[UNK]@0-1050001 医@1050001-1050002");
    }

    [Fact]
    public void Special_tokens_stand_around_a_text_as_empty_spans_when_asked_for()
    {
        Show(Uncased, Uncased.Encode("医", addSpecialTokens: true)).Should().Be("[CLS]@0-0 医@0-1 [SEP]@1-1");
        (Uncased.PadId, Uncased.UnkId, Uncased.ClsId, Uncased.SepId, Uncased.MaskId).Should().Be((0, 1, 2, 3, 4));
        var bare = WordPieceTokenizer.FromVocabulary(["[UNK]"]);
        (bare.PadId, bare.ClsId, bare.SepId, bare.MaskId).Should().Be((null, null, null, null));
        bare.Encode("医", addSpecialTokens: true).Count.Should().Be(1);
    }

    [Fact]
    public void A_buffer_holds_the_last_text_only_and_grows()
    {
        var buffer = new WordPieceBuffer(1);
        Uncased.Encode("医院医院医院", buffer);
        buffer.Count.Should().Be(6);
        Uncased.Encode("ct", buffer, addSpecialTokens: true);
        buffer.Ids.ToArray().Should().Equal(2, 8, 3);
        buffer.Starts.ToArray().Should().Equal(0, 0, 2);
        buffer.Ends.ToArray().Should().Equal(0, 2, 2);
    }

    [Fact]
    public void Encoding_into_a_buffer_that_has_room_allocates_nothing()
    {
        var text = File.ReadAllText(Path.Combine(Repository.Samples, "01-imaging-ai.txt")) + "Café 한 😀 \u200B";
        var buffer = new WordPieceBuffer(WordPieceTokenizer.MaxTokenCount(text.Length));
        Uncased.Encode(text, buffer);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Uncased.Encode(text, buffer);
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public void The_callers_spans_are_filled_or_found_too_small()
    {
        var room = new int[3];
        Uncased.Encode("医院", room, new int[2], new int[2]).Should().Be(2);
        room[..2].Should().Equal(5, 6);
        var act = () => Uncased.Encode("医院医", room, new int[2], new int[3]);
        act.Should().Throw<ArgumentException>().WithMessage("*MaxTokenCount*");
    }

    [Fact]
    public void No_character_becomes_more_tokens_than_MaxTokenCount_says()
    {
        var worst = 0;
        foreach (var character in Enumerable.Range(0, 0x110000).Where(c => c is < 0xD800 or > 0xDFFF).Select(char.ConvertFromUtf32))
        {
            foreach (var tokenizer in new[] { Uncased, Cased })
            {
                // At most each code point that is left is a token.
                var most = tokenizer.Clean(character).Trim().EnumerateRunes().Count();
                most.Should().BeLessThanOrEqualTo(WordPieceTokenizer.MaxTokenCount(character.Length));
                worst = Math.Max(worst, most);
            }
        }
        worst.Should().Be(WordPieceTokenizer.MaxTokenCount(1));
    }

    [Fact]
    public void Tokens_and_numbers_lead_to_each_other()
    {
        Uncased.VocabularySize.Should().Be(Tokens.Length);
        for (var id = 0; id < Tokens.Length; id++)
        {
            Uncased.TokenOf(id).Should().Be(Tokens[id]);
            Uncased.IdOf(Tokens[id]).Should().Be(id);
        }
        Uncased.IdOf("没").Should().BeNull();
        Uncased.TokenOf(Tokens.Length).Should().BeNull();
        Uncased.TokenOf(-1).Should().BeNull();
    }

    [Fact]
    public void Of_equal_tokens_the_last_counts_and_the_first_number_stands_for_nothing()
    {
        var tokenizer = WordPieceTokenizer.FromVocabulary(["[UNK]", "医", "院", "医", ""]);
        tokenizer.Encode("医院").Ids.ToArray().Should().Equal(3, 2);
        tokenizer.TokenOf(1).Should().BeNull();
        tokenizer.VocabularySize.Should().Be(5, "a model has a row for each line");
    }

    [Fact]
    public void An_added_token_that_the_vocabulary_lacks_gets_the_next_number()
    {
        var tokenizer = WordPieceTokenizer.FromVocabulary(["[UNK]", "医"], new WordPieceOptions { AddedTokens = [new("<ent>") { SingleWord = true }, new("[UNK]")] });
        tokenizer.IdOf("<ent>").Should().Be(2);
        tokenizer.VocabularySize.Should().Be(3);
        Show(tokenizer, tokenizer.Encode("医 <ent>医<ent>")).Should().Be("医@0-1 [UNK]@2-3 [UNK]@3-6 [UNK]@6-7 医@7-8 [UNK]@8-9 [UNK]@9-12 [UNK]@12-13", "a Chinese character is a word character");
        Show(tokenizer, tokenizer.Encode("医 <ent> 医")).Should().Be("医@0-1 <ent>@2-7 医@8-9");
    }

    private static string Show(WordPieceTokenizer tokenizer, WordPieceEncoding encoding) =>
        string.Join(' ', Enumerable.Range(0, encoding.Count).Select(i => $"{tokenizer.TokenOf(encoding.Ids[i])}@{encoding.SpanOf(i).Start}-{encoding.SpanOf(i).End}"));
}
