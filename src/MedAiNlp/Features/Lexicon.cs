using System.Buffers;
using System.Buffers.Binary;
using System.Numerics;

namespace MedAiNlp;

/// <summary>
/// Word lists whose matches are features: for every list, whether a character begins, continues or ends one of its words,
/// and whether it is a surname. Words are kept as 32-bit hashes for each length, so a file of some hundred thousand names
/// stays small and loads at once; about one look-up in twenty thousand matches by accident, in training as well.
/// Immutable and thread-safe.
/// </summary>
/// <remarks>
/// File, little-endian: <c>MNLX</c>, int32 version 1, int32 lists, int32 longest word; for every length from 1:
/// int32 count, count × uint32 keys, count × uint16 list masks; at the end int32 count and count × uint16 surnames.
/// The key of a word is the upper half of <c>0x9E3779B97F4A7C15 × Σ (c[k] + 7) · P^k</c> with the FNV prime P = 1099511628211,
/// modulo 2^64, over folded UTF-16 code units.
/// </remarks>
internal sealed class Lexicon
{
    private const ulong Prime = 1099511628211;
    private const ulong Scatter = 0x9E3779B97F4A7C15;
    private static ReadOnlySpan<byte> Magic => "MNLX"u8;

    private readonly Table[] _tables;
    private readonly bool[] _surnames;

    private Lexicon(int lists, Table[] tables, bool[] surnames)
    {
        ListCount = lists;
        _tables = tables;
        _surnames = surnames;
    }

    /// <summary>How many word lists there are.</summary>
    public int ListCount { get; }

    /// <summary>How many features a character has: begin, inside, end for each list, and surname.</summary>
    public int FeatureCount => (3 * ListCount) + 1;

    /// <summary>The longest word, in UTF-16 code units.</summary>
    public int MaxWordLength => _tables.Length;

    /// <exception cref="FormatException">The bytes are not a lexicon of version 1.</exception>
    public static Lexicon Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Reader(bytes);
        if (!reader.Take(4).SequenceEqual(Magic))
            throw new FormatException("does not begin with MNLX");
        if (reader.Int32() is var version && version != 1)
            throw new FormatException($"has version {version}, expected 1");
        var lists = reader.Count(10);
        var maxLength = reader.Count(64);
        var tables = new Table[maxLength];
        for (var n = 0; n < maxLength; n++)
        {
            var count = reader.Count(int.MaxValue / 8);
            var keys = reader.Take(4 * count);
            var masks = reader.Take(2 * count);
            tables[n] = new Table(keys, masks, count);
        }
        var surnames = new bool[char.MaxValue + 1];
        for (var left = reader.Count(char.MaxValue); left > 0; left--)
            surnames[BinaryPrimitives.ReadUInt16LittleEndian(reader.Take(2))] = true;
        if (!reader.AtEnd)
            throw new FormatException($"has bytes after its end at offset {reader.Position}");
        return new Lexicon(lists, tables, surnames);
    }

    /// <summary>Writes the features of every character: bit <c>3·list + {0 begin, 1 inside, 2 end}</c>, and bit <c>3·lists</c> for a surname.</summary>
    /// <param name="folded">Folded text.</param>
    /// <param name="bits">At least as long; overwritten.</param>
    public void Mark(ReadOnlySpan<char> folded, Span<uint> bits)
    {
        bits = bits[..folded.Length];
        var surname = 1u << (3 * ListCount);
        for (var i = 0; i < folded.Length; i++)
            bits[i] = _surnames[folded[i]] ? surname : 0;
        var rented = ArrayPool<ulong>.Shared.Rent(folded.Length);
        var hashes = rented.AsSpan(0, folded.Length);
        hashes.Clear();
        // Length by length, so that what tells a length's words apart stays in the processor's first cache.
        var power = 1UL;
        for (var n = 1; n <= Math.Min(_tables.Length, folded.Length); n++)
        {
            var table = _tables[n - 1];
            var last = folded[(n - 1)..];
            for (var start = 0; start < last.Length; start++)
            {
                var hash = hashes[start] = unchecked(hashes[start] + ((last[start] + 7UL) * power));
                var key = unchecked((uint)((hash * Scatter) >> 32));
                if (table.MayHold(key) && table.Find(key) is not 0 and var mask)
                    MarkWord(bits.Slice(start, n), mask);
            }
            power = unchecked(power * Prime);
        }
        ArrayPool<ulong>.Shared.Return(rented);
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

    /// <summary>The words of one length: open addressing, empty where the mask is 0, behind one bit for each eighth of a key.</summary>
    private readonly struct Table
    {
        private readonly uint[] _keys;
        private readonly ushort[] _masks;
        private readonly ulong[] _bits;

        public Table(ReadOnlySpan<byte> keys, ReadOnlySpan<byte> masks, int count)
        {
            var size = BitOperations.RoundUpToPowerOf2((uint)count * 2 + 1);
            (_keys, _masks, _bits) = (new uint[size], new ushort[size], new ulong[Math.Max(1, size / 8)]);
            for (var i = 0; i < count; i++)
            {
                var key = BinaryPrimitives.ReadUInt32LittleEndian(keys[(4 * i)..]);
                var slot = key & (size - 1);
                while (_masks[slot] != 0)
                    slot = (slot + 1) & (size - 1);
                _keys[slot] = key;
                _masks[slot] = BinaryPrimitives.ReadUInt16LittleEndian(masks[(2 * i)..]);
                _bits[(key >> 6) & (uint)(_bits.Length - 1)] |= 1UL << (int)(key & 63);
            }
        }

        /// <summary>Whether the key may be one of a word: false for nearly all that are not.</summary>
        public bool MayHold(uint key) => (_bits[(key >> 6) & (uint)(_bits.Length - 1)] >> (int)(key & 63) & 1) != 0;

        /// <summary>The lists that hold the word, as bits; 0 for none.</summary>
        public int Find(uint key)
        {
            for (var slot = key & (uint)(_masks.Length - 1); ; slot = (slot + 1) & (uint)(_masks.Length - 1))
            {
                int mask = _masks[slot];
                if (mask == 0 || _keys[slot] == key)
                    return mask;
            }
        }
    }

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
