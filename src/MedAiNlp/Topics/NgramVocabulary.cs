using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace MedAiNlp;

/// <summary>
/// Which hashed character n-grams a topic model knows, and the row of its weights that belongs to each.
/// The hash space is a bitmap; the row of a known hash is the number of set bits before it, so that the weights stay dense.
/// Immutable; safe to share between threads.
/// </summary>
internal sealed class NgramVocabulary
{
    // An odd 64-bit constant (the golden ratio), for multiplicative hashing: Knuth, The Art of Computer Programming 3, 6.4.
    private const ulong Multiplier = 0x9E3779B97F4A7C15;
    private const int WordLength = 64;

    // A cache line holds seven words of bits and how many bits are set before them, so that a look-up touches one line.
    private const int WordsOfLine = 7, LineLength = WordsOfLine + 1;
    private readonly ulong[] _lines;

    // Where the first whole cache line of the array begins, which stays where it is.
    private readonly int _first;
    private readonly int _shift;

    private NgramVocabulary(ReadOnlySpan<ulong> bits, int longestNgram)
    {
        LongestNgram = longestNgram;
        Buckets = bits.Length * WordLength;
        _shift = 64 - BitOperations.Log2((uint)Buckets);
        _lines = GC.AllocateArray<ulong>(((bits.Length + WordsOfLine - 1) / WordsOfLine * LineLength) + LineLength, pinned: true);
        _first = (int)((ulong)-Marshal.UnsafeAddrOfPinnedArrayElement(_lines, 0) / sizeof(ulong) % LineLength);
        int rows = 0;
        for (int word = 0; word < bits.Length; word++)
        {
            if (word % WordsOfLine == 0)
                _lines[PlaceOf(word) + WordsOfLine] = (ulong)rows;
            _lines[PlaceOf(word)] = bits[word];
            rows += BitOperations.PopCount(bits[word]);
        }

        Rows = rows;
    }

    /// <summary>The longest n-gram, in characters.</summary>
    public int LongestNgram { get; }

    /// <summary>How many n-grams are known, hashes that fall together counted once.</summary>
    public int Rows { get; }

    /// <summary>The size of the hash space, a power of two.</summary>
    public int Buckets { get; }

    /// <summary>A vocabulary that knows every n-gram of up to <paramref name="longestNgram"/> characters; the row is the bucket.</summary>
    public static NgramVocabulary All(int buckets, int longestNgram)
    {
        var bits = new ulong[buckets / 64];
        Array.Fill(bits, ulong.MaxValue);
        return new NgramVocabulary(bits, longestNgram);
    }

    /// <summary>A vocabulary of the buckets for which <paramref name="keep"/> holds.</summary>
    public static NgramVocabulary Of(int buckets, int longestNgram, Func<int, bool> keep)
    {
        var bits = new ulong[buckets / 64];
        for (int i = 0; i < buckets; i++)
        {
            if (keep(i))
                bits[i >> 6] |= 1UL << (i & 63);
        }

        return new NgramVocabulary(bits, longestNgram);
    }

    /// <summary>The part of this vocabulary for whose rows <paramref name="keep"/> holds.</summary>
    public NgramVocabulary Where(Func<int, bool> keep)
    {
        int row = 0;
        return Of(Buckets, LongestNgram, bucket => Knows(bucket) != 0 && keep(row++));
    }

    /// <summary>Reads what <see cref="ToBytes"/> wrote.</summary>
    /// <exception cref="FormatException">The length is not a power of two of at least eight bytes.</exception>
    public static NgramVocabulary FromBytes(ReadOnlySpan<byte> bytes, int longestNgram)
    {
        if (bytes.Length < 8 || !BitOperations.IsPow2(bytes.Length))
            throw new FormatException($"it has {bytes.Length} bytes, and a bitmap of n-grams has a power of two of them");
        var bits = new ulong[bytes.Length / 8];
        for (int i = 0; i < bits.Length; i++)
            bits[i] = BinaryPrimitives.ReadUInt64LittleEndian(bytes[(i * 8)..]);
        return new NgramVocabulary(bits, longestNgram);
    }

    /// <summary>The bitmap, least bit first, little-endian.</summary>
    public byte[] ToBytes()
    {
        var bytes = new byte[Buckets / 8];
        for (int word = 0; word < Buckets / WordLength; word++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(word * 8), _lines[PlaceOf(word)]);
        return bytes;
    }

    /// <summary>The hash of an n-gram that is one character longer than the one with hash <paramref name="hash"/> (0 for none).</summary>
    public static ulong Extend(ulong hash, char next) => (hash + next + 1) * Multiplier;

    /// <summary>The bucket of an n-gram by its hash.</summary>
    public int BucketOf(ulong hash) => (int)(hash >> _shift);

    /// <summary>1 where the n-grams of a bucket are known, 0 where they are not; free of branches, for the caller's sake.</summary>
    public int Knows(int bucket) => (int)(_lines[PlaceOf(WordOf(bucket))] >> bucket) & 1;

    /// <summary>The row of a known bucket.</summary>
    public int RowAt(int bucket)
    {
        int word = WordOf(bucket), here = (int)((uint)word % WordsOfLine);
        var line = _lines.AsSpan(PlaceOf(word) - here, LineLength);

        // All words of the line are counted, those from this one on as nothing: how many come before is a toss, and a mispredicted branch costs more.
        int row = (int)line[WordsOfLine] + BitOperations.PopCount(line[here] & ((1UL << bucket) - 1));
        for (int before = 0; before < WordsOfLine; before++)
            row += BitOperations.PopCount(line[before]) & ((before - here) >> 31);
        return row;
    }

    /// <summary>The row of an n-gram by its hash, or -1 where it is unknown.</summary>
    public int RowOf(ulong hash)
    {
        int bucket = BucketOf(hash);
        return Knows(bucket) != 0 ? RowAt(bucket) : -1;
    }

    private static int WordOf(int bucket) => (int)((uint)bucket / WordLength);

    private int PlaceOf(int word) => _first + (int)((uint)word / WordsOfLine * LineLength + (uint)word % WordsOfLine);
}
