using System.Numerics;

namespace MedAiNlp;

/// <summary>
/// The words of a lexicon by key and length: open addressing behind bits that tell nearly all other keys apart, in two arrays for all
/// lengths, so that look-ups touch little memory. Immutable and thread-safe.
/// </summary>
internal sealed class LexiconWords
{
    private readonly LexiconWord[] _slots;
    private readonly ulong[] _bits;
    private readonly int _shift;

    public LexiconWords(ReadOnlySpan<LexiconWord> words)
    {
        _slots = new LexiconWord[words.Length + (words.Length / 2) + 1];
        var bits = BitOperations.RoundUpToPowerOf2(Math.Max(64, 12 * (uint)words.Length));
        _bits = new ulong[bits / 64];
        _shift = 32 - BitOperations.Log2(bits);
        foreach (var word in words)
        {
            var slot = Home(word.Key);
            while (!_slots[slot].IsNone)
                slot = Next(slot);
            _slots[slot] = word;
            _bits[word.Key >> _shift >> 6] |= 1UL << (int)(word.Key >> _shift);
        }
    }

    /// <summary>1 where the key may be one of a word, 0 for nearly all that are not; free of branches, for the caller's sake.</summary>
    public int MayHold(uint key) => (int)(_bits[key >> _shift >> 6] >> (int)(key >> _shift)) & 1;

    /// <summary>The word that a key is looked for at first: most often the one that has it.</summary>
    public LexiconWord FirstAt(uint key) => _slots[Home(key)];

    /// <summary>The lists that hold the word, as bits; 0 for none.</summary>
    public int ListsOf(uint key, int length)
    {
        for (var slot = Home(key); ; slot = Next(slot))
        {
            var word = _slots[slot];
            if (word.IsNone || word.Is(key, length))
                return word.Lists;
        }
    }

    private int Home(uint key) => (int)((ulong)key * (uint)_slots.Length >> 32);

    private int Next(int slot) => slot + 1 < _slots.Length ? slot + 1 : 0;
}
