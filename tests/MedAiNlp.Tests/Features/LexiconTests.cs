using System.Buffers.Binary;
using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Features;

public class LexiconTests
{
    private const int Longest = 4;

    [Fact]
    public void A_word_marks_its_begin_inside_and_end_for_its_list()
    {
        var lexicon = Lexicon.Read(File(("湘雅医院", 1), ("院长", 2)));
        Bits(lexicon, "在湘雅医院长").Should().Equal(0u, 0b001u, 0b010u, 0b010u, 0b100u | 0b001_000u, 0b100_000u);
    }

    [Fact]
    public void Overlapping_words_of_one_list_all_count() =>
        Bits(Lexicon.Read(File(("ab", 1), ("bc", 1))), "abc").Should().Equal(0b001u, 0b101u, 0b100u);

    [Fact]
    public void A_single_character_word_only_begins() =>
        Bits(Lexicon.Read(File(("局", 1))), "局").Should().Equal(0b001u);

    [Fact]
    public void Surnames_have_the_last_bit() =>
        Bits(Lexicon.Read(File(surnames: "倪王")), "倪鑫").Should().Equal(1u << 6, 0u);

    [Theory]
    [InlineData(0, "ends at offset 0")]
    [InlineData(3, "ends at offset 3")]
    [InlineData(20, "ends at offset 20")]
    public void A_truncated_file_is_refused_with_the_offset(int length, string message)
    {
        var bytes = File(("湘雅医院", 1))[..length];
        var read = () => Lexicon.Read(bytes);
        read.Should().Throw<FormatException>().WithMessage($"*{message}*");
    }

    [Fact]
    public void A_file_that_ends_among_the_lengths_is_refused()
    {
        var read = () => Lexicon.Read(File(("湘雅医院", 1)).AsSpan(0, 1000));
        read.Should().Throw<FormatException>().WithMessage("*ends at offset 1000*");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Another_version_is_refused(int version)
    {
        var read = () => Lexicon.Read(File(version, ""));
        read.Should().Throw<FormatException>().WithMessage($"*version {version}, expected 1 or 2*");
    }

    [Fact]
    public void A_foreign_file_is_refused()
    {
        var read = () => Lexicon.Read("PNG!............"u8);
        read.Should().Throw<FormatException>().WithMessage("*MNLX*");
    }

    [Fact]
    public void Bytes_after_the_end_are_refused()
    {
        byte[] bytes = [.. File(("ab", 1)), 0];
        var read = () => Lexicon.Read(bytes);
        read.Should().Throw<FormatException>().WithMessage("*after its end*");
    }

    [Fact]
    public void A_word_is_found_only_where_words_of_its_length_may_begin()
    {
        var file = File(("湘雅", 1), ("湘雅医院", 1));
        var place = 16 + (4 * (int)(Key("湘雅") >> 16));
        file[place].Should().Be(0b1010, "the table knows words of two and of four characters");
        file[place] = 0b0010;
        Bits(Lexicon.Read(file), "湘雅医院").Should().Equal(0b001u, 0b100u, 0u, 0u);
    }

    [Fact]
    public void The_lengths_lose_no_word()
    {
        var word = Gen.Elements("湘雅医院长a".ToCharArray()).NonEmptyListOf().Select(letters => string.Concat(letters.Take(Longest)));
        var lexicons = word.NonEmptyListOf().Select(words => words.Distinct().Select((w, i) => (Word: w, Lists: (ushort)((i % 3) + 1))).ToArray());
        var texts = lexicons.SelectMany(words => Gen.Elements(words.Select(w => w.Word).Append("在").ToArray()).ListOf(), (words, pieces) => (Words: words, Text: string.Concat(pieces)));
        Prop.ForAll(texts.ToArbitrary(), sample =>
        {
            var marks = Bits(Lexicon.Read(File(sample.Words)), sample.Text);
            marks.Should().Equal(Bits(Lexicon.Read(File(1, "", sample.Words)), sample.Text), "version 1 looks every length up");
            marks.Should().Equal(Expected(sample.Text, sample.Words), "these words stand in the text");
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Long_texts_are_marked_as_short_ones_are()
    {
        (string Word, ushort Lists)[] words = [("湘", 1), ("湘雅", 2), ("湘雅医", 1), ("湘雅医院", 2), ("雅医院", 3)];
        var text = string.Concat(Enumerable.Repeat("在湘雅医院", 500));
        Bits(Lexicon.Read(File(words)), text).Should().Equal(Expected(text, words));
    }

    // Every word at every place, compared letter by letter.
    private static uint[] Expected(string text, (string Word, ushort Lists)[] words)
    {
        var bits = new uint[text.Length];
        foreach (var (word, lists) in words)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                for (var list = 0; list < 2; list++)
                {
                    for (var i = 0; i < word.Length && (lists >> list & 1) != 0; i++)
                        bits[at + i] |= (i == 0 ? 1u : i == word.Length - 1 ? 4u : 2u) << (3 * list);
                }
            }
        }
        return bits;
    }

    private static uint[] Bits(Lexicon lexicon, string text)
    {
        var bits = new uint[text.Length];
        lexicon.Mark(text, bits);
        return bits;
    }

    private static byte[] File(params (string Word, ushort Lists)[] words) => File("", words);

    private static byte[] File(string surnames, params (string Word, ushort Lists)[] words) => File(2, surnames, words);

    /// <summary>A lexicon of two lists, written by the format's description and not by the library.</summary>
    private static byte[] File(int version, string surnames, params (string Word, ushort Lists)[] words)
    {
        var file = new List<byte>("MNLX"u8.ToArray());
        Int32(version);
        Int32(2);
        Int32(Longest);
        if (version == 2)
        {
            var lengths = new int[1 << 16];
            foreach (var (word, _) in words.Where(w => w.Word.Length > 1))
                lengths[Key(word[..2]) >> 16] |= 1 << (word.Length - 1);
            foreach (var mask in lengths)
                Int32(mask);
        }
        for (var n = 1; n <= Longest; n++)
        {
            var entries = words.Where(w => w.Word.Length == n).Select(w => (Key: Key(w.Word), w.Lists)).OrderBy(e => e.Key).ToList();
            Int32(entries.Count);
            foreach (var (key, _) in entries)
                Int32(unchecked((int)key));
            foreach (var (_, lists) in entries)
                UInt16(lists);
        }
        Int32(surnames.Length);
        foreach (var surname in surnames)
            UInt16(surname);
        return [.. file];

        void Int32(int value)
        {
            var bytes = new byte[4];
            BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
            file.AddRange(bytes);
        }

        void UInt16(ushort value)
        {
            var bytes = new byte[2];
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
            file.AddRange(bytes);
        }
    }

    private static uint Key(string word)
    {
        System.Numerics.BigInteger hash = 0, power = 1, modulus = System.Numerics.BigInteger.One << 64;
        foreach (var c in word)
        {
            hash = (hash + ((c + 7) * power)) % modulus;
            power = power * 1099511628211 % modulus;
        }
        return (uint)((hash * 0x9E3779B97F4A7C15UL % modulus) >> 32);
    }
}
