namespace MedAiNlp;

/// <summary>
/// The numbers that a character model reads: for every UTF-16 code unit its vocabulary number and the word-list bits, and for
/// every gap between two units the bucket of the pair. Computed for a stretch of a text together with what its edges need to
/// see, so that stretches joined equal the whole. Reused from stretch to stretch by one caller; not thread-safe.
/// </summary>
internal sealed class CharacterFeatures(CharacterVocabulary vocabulary, Lexicon? lexicon, int bigramBuckets, CharacterFolding folding)
{
    private char[] _folded = [];
    private uint[] _bits = [];

    /// <summary>Vocabulary numbers of the stretch.</summary>
    public int[] CharacterIds { get; private set; } = [];

    /// <summary>Pair buckets: element <c>i</c> is the pair before character <c>i</c>; one more than there are characters.</summary>
    public int[] BigramIds { get; private set; } = new int[1];

    /// <summary>Word-list bits of the stretch (see <see cref="Lexicon.Mark"/>).</summary>
    public uint[] LexiconBits { get; private set; } = [];

    /// <summary>How many characters beyond each end of a stretch its features depend on, and on no others.</summary>
    public int Context => lexicon?.MaxWordLength ?? 1;

    /// <summary>Computes the features of <c>text[start..end]</c>.</summary>
    public void Compute(ReadOnlySpan<char> text, int start, int end)
    {
        var from = Math.Max(0, start - Context);
        var to = Math.Min(text.Length, end + Context);
        var length = end - start;
        EnsureCapacity(to - from, length);

        folding.Fold(text[from..to], _folded);
        var folded = _folded.AsSpan(start - from, length);
        for (var i = 0; i < length; i++)
            CharacterIds[i] = vocabulary[folded[i]];

        // Beyond the ends of the text stands the code unit 0.
        var before = start > 0 ? _folded[start - from - 1] : '\0';
        for (var i = 0; i < length; i++)
        {
            BigramIds[i] = Bucket(before, folded[i]);
            before = folded[i];
        }
        BigramIds[length] = Bucket(before, end < text.Length ? _folded[end - from] : '\0');

        if (lexicon is null)
            return;
        lexicon.Mark(_folded.AsSpan(0, to - from), _bits);
        _bits.AsSpan(start - from, length).CopyTo(LexiconBits);
    }

    private int Bucket(char first, char second)
    {
        unchecked
        {
            var h = ((first * 0x9E3779B1UL) + second) * 0x85EBCA6BUL;
            h ^= h >> 29;
            h *= 0xC2B2AE35UL;
            h ^= h >> 15;
            return 1 + (int)(h % (ulong)(bigramBuckets - 1)); // 0 is padding
        }
    }

    private void EnsureCapacity(int withContext, int length)
    {
        if (_folded.Length < withContext)
        {
            _folded = new char[withContext];
            _bits = new uint[withContext];
        }
        if (CharacterIds.Length < length)
        {
            CharacterIds = new int[length];
            LexiconBits = new uint[length];
            BigramIds = new int[length + 1];
        }
    }
}
