using System.Buffers.Binary;

namespace MedAiNlp.Tests.Features;

public class LexiconTests
{
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

    private static uint[] Bits(Lexicon lexicon, string text)
    {
        var bits = new uint[text.Length];
        lexicon.Mark(text, bits);
        return bits;
    }

    private static byte[] File(params (string Word, ushort Lists)[] words) => File("", words);

    /// <summary>A lexicon of two lists, written by the format's description and not by the library.</summary>
    private static byte[] File(string surnames, params (string Word, ushort Lists)[] words)
    {
        const int longest = 4;
        var file = new List<byte>("MNLX"u8.ToArray());
        Int32(1);
        Int32(2);
        Int32(longest);
        for (var n = 1; n <= longest; n++)
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

        static uint Key(string word)
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
}
