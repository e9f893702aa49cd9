using System.Buffers.Binary;
using System.Numerics;

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
    private const int WordsPerLine = 8;
    private readonly ulong[] _bits;

    // How many bits are set before each 512, which is a cache line: the rest is counted there, so that a look-up touches one line.
    private readonly int[] _rowsBefore;
    private readonly int _shift;

    private NgramVocabulary(ulong[] bits, int longestNgram)
    {
        LongestNgram = longestNgram;
        _bits = bits;
        _shift = 64 - BitOperations.Log2((uint)bits.Length * 64);
        _rowsBefore = new int[(bits.Length + WordsPerLine - 1) / WordsPerLine];
        int rows = 0;
        for (int i = 0; i < bits.Length; i++)
        {
            if (i % WordsPerLine == 0)
                _rowsBefore[i / WordsPerLine] = rows;
            rows += BitOperations.PopCount(bits[i]);
        }

        Rows = rows;
    }

    /// <summary>The longest n-gram, in characters.</summary>
    public int LongestNgram { get; }

    /// <summary>How many n-grams are known, hashes that fall together counted once.</summary>
    public int Rows { get; }

    /// <summary>The size of the hash space, a power of two.</summary>
    public int Buckets => _bits.Length * 64;

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
        return Of(Buckets, LongestNgram, bucket => (_bits[bucket >> 6] >> (bucket & 63) & 1) != 0 && keep(row++));
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
        var bytes = new byte[_bits.Length * 8];
        for (int i = 0; i < _bits.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * 8), _bits[i]);
        return bytes;
    }

    /// <summary>The hash of an n-gram that is one character longer than the one with hash <paramref name="hash"/> (0 for none).</summary>
    public static ulong Extend(ulong hash, char next) => (hash + next + 1) * Multiplier;

    /// <summary>The bucket of an n-gram by its hash.</summary>
    public int BucketOf(ulong hash) => (int)(hash >> _shift);

    /// <summary>1 where the n-grams of a bucket are known, 0 where they are not; free of branches, for the caller's sake.</summary>
    public int Knows(int bucket) => (int)(_bits[bucket >> 6] >> bucket) & 1;

    /// <summary>The row of a known bucket.</summary>
    public int RowAt(int bucket)
    {
        int word = bucket >> 6;
        int row = _rowsBefore[word / WordsPerLine] + BitOperations.PopCount(_bits[word] & ((1UL << bucket) - 1));

        // All words of the line are counted, those from this one on as nothing: how many come before is a toss, and a mispredicted branch costs more.
        int here = word % WordsPerLine, at = 0;
        foreach (ulong bits in _bits.AsSpan(word - here, Math.Min(WordsPerLine, _bits.Length)))
            row += BitOperations.PopCount(bits) & ((at++ - here) >> 31);
        return row;
    }

    /// <summary>The row of an n-gram by its hash, or -1 where it is unknown.</summary>
    public int RowOf(ulong hash)
    {
        int bucket = BucketOf(hash);
        return Knows(bucket) != 0 ? RowAt(bucket) : -1;
    }
}
