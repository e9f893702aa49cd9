using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MedAiNlp;

/// <summary>
/// Word lists whose matches are features: for every list, whether a character begins, continues or ends one of its words,
/// and whether it is a surname. Words are kept as 32-bit hashes for each length, so a file of some hundred thousand names
/// stays small and loads at once; a table says which lengths words have that begin with the same two characters, which leaves two or
/// three look-ups a character. About one character in forty thousand begins a word by accident, in training as well.
/// Immutable and thread-safe.
/// </summary>
/// <remarks>
/// File, little-endian: <c>MNLX</c>, int32 version 2, int32 lists, int32 longest word (at most 32); 65,536 × uint32 lengths;
/// for every length from 1: int32 count, count × uint32 keys, count × uint16 list masks; at the end int32 count and
/// count × uint16 surnames. Version 1 lacks the lengths: all are possible everywhere.
/// The key of a word is the upper half of <c>0x9E3779B97F4A7C15 × Σ (c[k] + 7) · P^k</c> with the FNV prime P = 1099511628211,
/// modulo 2^64, over folded UTF-16 code units. The upper half of the key of a word's first two characters is its place among the lengths:
/// there, bit n − 1 says that words of n characters begin so. Words of one character are looked up everywhere.
/// </remarks>
internal sealed class Lexicon
{
    private const ulong Prime = 1099511628211;
    private const ulong InversePrime = 0xCE965057AFF6957B;
    private const ulong Scatter = 0x9E3779B97F4A7C15;
    private const int Beginnings = 1 << 16;
    private const int LongestWord = 32;
    private const int BlockLength = 64;
    private static ReadOnlySpan<byte> Magic => "MNLX"u8;

    private readonly LexiconWords _words;
    private readonly uint[] _lengths;

    // The features that a character has by itself: whether it is a surname, and whether a word of a list.
    private readonly uint[] _alone;

    private Lexicon(int lists, int maxWordLength, LexiconWords words, uint[] lengths, ReadOnlySpan<byte> surnames)
    {
        ListCount = lists;
        MaxWordLength = maxWordLength;
        _words = words;
        _lengths = lengths;
        _alone = new uint[char.MaxValue + 1];
        for (var i = 0; i < surnames.Length; i += 2)
            _alone[BinaryPrimitives.ReadUInt16LittleEndian(surnames[i..])] = 1u << (3 * lists);
        for (var c = 0; c < _alone.Length; c++)
            MarkWord(_alone.AsSpan(c, 1), words.ListsOf(Key((ulong)c + 7), 1));
    }

    /// <summary>How many word lists there are.</summary>
    public int ListCount { get; }

    /// <summary>How many features a character has: begin, inside, end for each list, and surname.</summary>
    public int FeatureCount => (3 * ListCount) + 1;

    /// <summary>The longest word, in UTF-16 code units.</summary>
    public int MaxWordLength { get; }

    /// <exception cref="FormatException">The bytes are not a lexicon of version 1 or 2.</exception>
    public static Lexicon Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        if (!reader.Take(4).SequenceEqual(Magic))
            throw new FormatException("does not begin with MNLX");
        var version = reader.Int32();
        if (version is not (1 or 2))
            throw new FormatException($"has version {version}, expected 1 or 2");
        var lists = reader.Count(10);
        var maxLength = reader.Count(LongestWord);
        var lengths = new uint[Beginnings];
        if (version == 1)
            Array.Fill(lengths, (uint)((1UL << maxLength) - 1) & ~1u);
        else
            ReadLengths(reader.Take(sizeof(uint) * Beginnings), lengths);
        var words = new List<LexiconWord>(bytes.Length / 6);
        for (var n = 1; n <= maxLength; n++)
        {
            var count = reader.Count(int.MaxValue / 8);
            var keys = reader.Take(4 * count);
            var masks = reader.Take(2 * count);
            for (var i = 0; i < count; i++)
                words.Add(new LexiconWord(BinaryPrimitives.ReadUInt32LittleEndian(keys[(4 * i)..]), n, BinaryPrimitives.ReadUInt16LittleEndian(masks[(2 * i)..])));
        }
        var surnames = reader.Take(2 * reader.Count(char.MaxValue));
        if (!reader.AtEnd)
            throw new FormatException($"has bytes after its end at offset {reader.Position}");
        return new Lexicon(lists, maxLength, new LexiconWords(CollectionsMarshal.AsSpan(words)), lengths, surnames);
    }

    /// <summary>Writes the features of every character: bit <c>3·list + {0 begin, 1 inside, 2 end}</c>, and bit <c>3·lists</c> for a surname.</summary>
    /// <param name="folded">Folded text.</param>
    /// <param name="bits">At least as long; overwritten.</param>
    public void Mark(ReadOnlySpan<char> folded, Span<uint> bits)
    {
        bits = bits[..folded.Length];
        for (var i = 0; i < folded.Length; i++)
            bits[i] = _alone[folded[i]];

        var rented = ArrayPool<ulong>.Shared.Rent(folded.Length + 1);
        var sums = rented.AsSpan(0, folded.Length + 1);
        Sum(folded, sums);
        // The network has driven all tables out of the processor's caches. So the loops that reach into them do nothing else and
        // know no branches: the processor then waits for many places at once, where it would wait for each.
        Span<uint> lengths = stackalloc uint[BlockLength];
        Span<Candidate> candidates = stackalloc Candidate[BlockLength + LongestWord];
        var inversePower = 1UL;
        for (var start = 0; start < folded.Length - 1;)
        {
            var block = folded[start..Math.Min(folded.Length, start + BlockLength + 1)];
            for (var i = 0; i < block.Length - 1; i++)
                lengths[i] = _lengths[Key(unchecked(block[i] + 7UL + ((block[i + 1] + 7UL) * Prime))) >> 16];
            var count = 0;
            foreach (var possible in lengths[..(block.Length - 1)])
            {
                for (var left = possible; left != 0; left &= left - 1)
                {
                    var length = BitOperations.TrailingZeroCount(left) + 1;
                    if (length > folded.Length - start)
                        break;
                    candidates[count++] = new Candidate(Key(unchecked((sums[start + length] - sums[start]) * inversePower)), start, length);
                }
                if (count >= BlockLength)
                {
                    MarkWords(candidates[..count], bits);
                    count = 0;
                }
                inversePower = unchecked(inversePower * InversePrime);
                start++;
            }
            MarkWords(candidates[..count], bits);
        }
        ArrayPool<ulong>.Shared.Return(rented);
    }

    private static void ReadLengths(ReadOnlySpan<byte> bytes, Span<uint> lengths)
    {
        for (var i = 0; i < lengths.Length; i++)
            lengths[i] = BinaryPrimitives.ReadUInt32LittleEndian(bytes[(sizeof(uint) * i)..]);
    }

    private static uint Key(ulong sum) => (uint)(unchecked(sum * Scatter) >> 32);

    // What a word's characters add up to is the difference of two of these, divided by the power of the prime at its start.
    private static void Sum(ReadOnlySpan<char> folded, Span<ulong> sums)
    {
        var (sum, power) = (0UL, 1UL);
        sums[0] = 0;
        for (var i = 0; i < folded.Length; i++)
        {
            sums[i + 1] = sum = unchecked(sum + ((folded[i] + 7UL) * power));
            power = unchecked(power * Prime);
        }
    }

    /// <summary>Marks those of the candidates that are words; overwrites them.</summary>
    private void MarkWords(Span<Candidate> candidates, Span<uint> bits)
    {
        var left = 0;
        foreach (var candidate in candidates)
        {
            candidates[left] = candidate;
            left += _words.MayHold(candidate.Key);
        }
        Span<LexiconWord> first = stackalloc LexiconWord[left];
        for (var i = 0; i < first.Length; i++)
            first[i] = _words.FirstAt(candidates[i].Key);
        for (var i = 0; i < first.Length; i++)
        {
            var (key, start, length) = candidates[i];
            MarkWord(bits.Slice(start, length), first[i].Is(key, length) ? first[i].Lists : _words.ListsOf(key, length));
        }
    }

    private static void MarkWord(Span<uint> word, int lists)
    {
        for (; lists != 0; lists &= lists - 1)
        {
            var bit = 3 * BitOperations.TrailingZeroCount(lists);
            word[0] |= 1u << bit;
            for (var i = 1; i < word.Length - 1; i++)
                word[i] |= 2u << bit;
            if (word.Length > 1)
                word[^1] |= 4u << bit;
        }
    }

    /// <summary>A stretch that may be a word.</summary>
    private readonly record struct Candidate(uint Key, int Start, int Length);

    private ref struct Reader(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;

        public int Position { get; private set; }

        public readonly bool AtEnd => Position == _bytes.Length;

        public ReadOnlySpan<byte> Take(int count)
        {
            if (count > _bytes.Length - Position)
                throw new FormatException($"ends at offset {_bytes.Length}, in the middle of a table");
            var taken = _bytes.Slice(Position, count);
            Position += count;
            return taken;
        }

        public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

        public int Count(int max)
        {
            var count = Int32();
            return count >= 0 && count <= max ? count : throw new FormatException($"has the count {count} at offset {Position - 4}, expected 0 to {max}");
        }
    }
}
