using System.Buffers.Binary;
using System.IO.Compression;

namespace MedAiNlp;

/// <summary>
/// How usual it is that one character follows another, in four levels, counted in some twenty million characters of news, laws, letters
/// and papers (<c>models/training/topics/pairs.py</c>). Immutable; safe to share between threads.
/// </summary>
internal sealed class CharacterPairs
{
    /// <summary>What <see cref="Level"/> answers where one of the two is no character of the table.</summary>
    public const int Unknown = -1;

    /// <summary>What <see cref="GainWithout"/> answers at most: both joins with the stretch are as unusual as can be, and the one without it as usual as can be.</summary>
    public const int MostGain = 6;

    /// <summary>Ends sentences in the table, whatever sign or line end stands in the text.</summary>
    public const char SentenceEnd = '。';

    /// <summary>Ends clauses in the table, whatever sign stands in the text.</summary>
    public const char ClauseEnd = ',';

    private const string Resource = "MedAiNlp.Topics.character-pairs.bin";
    private static readonly Lazy<CharacterPairs> Read = new(ReadResource);
    private readonly ushort[] _places;
    private readonly byte[] _levels;
    private readonly int _characters;

    private CharacterPairs(ushort[] places, byte[] levels, int characters)
    {
        _places = places;
        _levels = levels;
        _characters = characters;
    }

    /// <summary>The table of the library.</summary>
    public static CharacterPairs Usual => Read.Value;

    /// <summary>
    /// How much oftener than by chance <paramref name="second"/> follows <paramref name="first"/>: 0 for never or far less, 1 for less,
    /// 2 for about as often, 3 for far more; <see cref="Unknown"/> where the table lacks one of them.
    /// </summary>
    public int Level(char first, char second)
    {
        int row = _places[first], column = _places[second];
        if (row == 0 || column == 0)
            return Unknown;
        int at = (row - 1) * _characters + column - 1;
        return _levels[at >> 2] >> 2 * (at & 3) & 3;
    }

    /// <summary>
    /// By how much the characters on both sides of a stretch go together better than they go with it; 0 where either goes with it as well.
    /// The first and the last character may belong to the sentence and only happen to go on as the stretch does.
    /// </summary>
    public int GainWithout(ReadOnlySpan<char> chars, int from, int to)
    {
        int most = 0;
        for (int start = Math.Max(from, 1); start <= from + 1; start++)
        {
            for (int end = to - 1; end <= Math.Min(to, chars.Length - 1); end++)
            {
                int without = Level(chars[start - 1], chars[end]);
                if (end - start < 2 || without == Unknown)
                    continue;
                int before = OrByChance(Level(chars[start - 1], chars[start])), after = OrByChance(Level(chars[end - 1], chars[end]));
                if (without > before && without > after)
                    most = Math.Max(most, 2 * without - before - after);
            }
        }

        return most;

        static int OrByChance(int level) => level == Unknown ? 1 : level;
    }

    private static CharacterPairs ReadResource()
    {
        using var stream = typeof(CharacterPairs).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing from the assembly.");
        using var plain = new MemoryStream();
        using (var unpacked = new ZLibStream(stream, CompressionMode.Decompress))
            unpacked.CopyTo(plain);
        var bytes = plain.GetBuffer().AsSpan(0, (int)plain.Length);
        int characters = BinaryPrimitives.ReadUInt16LittleEndian(bytes);
        var places = new ushort[char.MaxValue + 1];
        for (int i = 0; i < characters; i++)
            places[BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 + 2 * i)..])] = (ushort)(i + 1);
        return new CharacterPairs(places, bytes[(2 + 2 * characters)..].ToArray(), characters);
    }
}
