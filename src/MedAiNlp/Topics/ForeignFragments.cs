using System.Numerics;

namespace MedAiNlp;

/// <summary>
/// Counts the fragments of phrases that were set into sentences: pieces of something that the text repeats, cut now here and now there,
/// without which the sentence reads better. A writer repeats words and names whole and where they belong; a machine that sets a search
/// phrase into an article cuts it anywhere and puts it anywhere, and so betrays itself even where the phrase stands in no title.
/// A reusable buffer; one thread at a time.
/// </summary>
internal sealed class ForeignFragments
{
    private const int Shortest = 3;
    private const int Longest = 40;
    private const int ShortestText = 250;

    // An often repeated word is compared with its last occurrences only, so that long texts cost no more than others for their length.
    private const int MostCompared = 32;

    // Most groups of three characters occur once; two bits a hash tell those apart before anything is counted. There are as many
    // hashes as the length of the text asks for, so that short texts clear and touch little memory.
    private const int MostFilterBits = 17;
    private const int FewestFilterBits = 10;
    private const uint HashesPerCharacter = 32;
    private const int FewestSlots = 64;
    private const ulong ThreeCharacters = (1UL << 48) - 1;

    private readonly ulong[] _once = new ulong[(1 << MostFilterBits) / 64];
    private readonly ulong[] _again = new ulong[(1 << MostFilterBits) / 64];
    private readonly List<int> _places = [];
    private readonly List<int> _slotOfPlace = [];
    private readonly List<int> _earlier = [];
    private readonly List<Piece> _pieces = [];
    private readonly Dictionary<ulong, int> _gains = [];
    private readonly Dictionary<int, int> _sums = [];
    private char[] _chars = [];
    private int[] _hashes = [];
    private Slot[] _slots = new Slot[FewestSlots];
    private int _mask;

    /// <summary>
    /// How many different fragments of one phrase there are in a thousand characters of a text, each counted by how much better its
    /// sentence reads without it, between 0 and 1. Of several phrases the one that is most set about counts: a writer may break a
    /// word of the subject here and there, a machine sets in the same one again and again.
    /// </summary>
    public float Measure(ReadOnlySpan<char> text)
    {
        var chars = Squeeze(text);
        FindRepeated(chars);
        if (_places.Count == 0)
            return 0;
        Index(chars);
        FindPieces(chars);
        _gains.Clear();
        _sums.Clear();
        int most = 0;
        foreach (var piece in _pieces)
        {
            int known = _gains.GetValueOrDefault(piece.Hash);
            int gain = known < CharacterPairs.MostGain && IsCutElsewhere(piece) ? CharacterPairs.Usual.GainWithout(chars, piece.Start, piece.End) : 0;
            if (gain <= known)
                continue;
            _gains[piece.Hash] = gain;
            int phrase = Phrase(_slotOfPlace[piece.Place]);
            int sum = _sums[phrase] = _sums.GetValueOrDefault(phrase) + gain - known;
            most = Math.Max(most, sum);
        }

        return most * 1000f / CharacterPairs.MostGain / Math.Max(chars.Length, ShortestText);
    }

    // Quotation marks, brackets and ornaments stand between characters that are read one after the other.
    private ReadOnlySpan<char> Squeeze(ReadOnlySpan<char> text)
    {
        if (_chars.Length < text.Length)
        {
            _chars = new char[Math.Max(text.Length, 2 * _chars.Length)];
            _hashes = new int[_chars.Length];
        }

        int n = 0;
        foreach (char c in text)
        {
            var kinds = CharacterTable.Of(c);
            _chars[n] = (kinds & CharacterKinds.Break) != 0 ? CharacterPairs.SentenceEnd : (kinds & CharacterKinds.Stop) != 0 ? CharacterPairs.ClauseEnd : c;
            n += (kinds & CharacterKinds.Silent) == 0 ? 1 : 0;
        }

        return _chars.AsSpan(0, n);
    }

    private void FindRepeated(ReadOnlySpan<char> chars)
    {
        int filterBits = Math.Clamp(BitOperations.Log2(HashesPerCharacter * (uint)chars.Length), FewestFilterBits, MostFilterBits);
        Array.Clear(_once, 0, (1 << filterBits) / 64);
        Array.Clear(_again, 0, (1 << filterBits) / 64);
        _places.Clear();
        int word = 0;
        ulong three = 0;
        for (int i = 0; i < chars.Length; i++)
        {
            _hashes[i] = -1;
            three = (three << 16 | chars[i]) & ThreeCharacters;
            word = IsWord(chars[i]) ? word + 1 : 0;
            if (word < Shortest)
                continue;
            int hash = _hashes[i] = (int)(three * 0x9E3779B97F4A7C15 >> 64 - filterBits);
            ulong bit = 1UL << (hash & 63);
            ref ulong once = ref _once[hash >> 6];
            _again[hash >> 6] |= once & bit;
            once |= bit;
        }

        for (int i = Shortest - 1; i < chars.Length; i++)
        {
            if (_hashes[i] is var hash and >= 0 && (_again[hash >> 6] >> (hash & 63) & 1) != 0)
                _places.Add(i + 1 - Shortest);
        }
    }

    // Links the places of the same three characters, the last one first.
    private void Index(ReadOnlySpan<char> chars)
    {
        int size = FewestSlots;
        while (size < 2 * _places.Count)
            size *= 2;
        if (_slots.Length < size)
            _slots = new Slot[size];
        _slots.AsSpan(0, size).Clear();
        _mask = size - 1;
        _slotOfPlace.Clear();
        _earlier.Clear();
        for (int p = 0; p < _places.Count; p++)
        {
            int i = _places[p];
            ulong key = (ulong)chars[i] << 32 | (ulong)chars[i + 1] << 16 | chars[i + 2];
            int at = (int)(key * 0x9E3779B97F4A7C15 >> 33) & _mask;
            while (_slots[at].Key != 0 && _slots[at].Key != key)
                at = (at + 1) & _mask;
            ref var slot = ref _slots[at];
            _slotOfPlace.Add(at);
            _earlier.Add(slot.Key == 0 ? -1 : slot.LastPlace);
            if (slot.Key == 0)
                slot.Parent = at;
            slot.Key = key;
            slot.LastPlace = p;
        }
    }

    private void FindPieces(ReadOnlySpan<char> chars)
    {
        _pieces.Clear();
        int end = 0;
        for (int p = 0; p < _places.Count; p++)
        {
            int start = _places[p];
            if (start < end)
                continue;
            int length = LongestRepeat(chars, p);
            if (length == 0)
                continue;
            end = start + length;
            ulong hash = 0;
            foreach (char c in chars[start..end])
                hash = NgramVocabulary.Extend(hash, c);
            _pieces.Add(new Piece(start, end, p, hash));
            int phrase = Phrase(_slotOfPlace[p]);
            for (int k = 0; k <= length - Shortest; k++)
            {
                int slot = _slotOfPlace[p + k];
                _slots[slot].Add(hash);
                _slots[Phrase(slot)].Parent = phrase;
            }
        }
    }

    // Pieces that share three characters are of one phrase, which one of the slots of those stands for (disjoint sets: Galler and Fischer 1964).
    private int Phrase(int slot)
    {
        while (_slots[slot].Parent != slot)
            slot = _slots[slot].Parent = _slots[_slots[slot].Parent].Parent;
        return slot;
    }

    // The longest stretch from a place on that stands elsewhere too; 0 where its first three characters only seemed to.
    private int LongestRepeat(ReadOnlySpan<char> chars, int place)
    {
        int start = _places[place], longest = 0, compared = 0;
        for (int other = _slots[_slotOfPlace[place]].LastPlace; other >= 0 && compared < MostCompared; other = _earlier[other], compared++)
        {
            if (other == place)
                continue;
            int from = _places[other], length = Shortest, most = Math.Min(Longest, chars.Length - Math.Max(start, from));
            while (length < most && chars[start + length] == chars[from + length] && IsWord(chars[start + length]))
                length++;
            longest = Math.Max(longest, length);
        }

        return longest;
    }

    private bool IsCutElsewhere(Piece piece)
    {
        for (int k = 0; k <= piece.End - piece.Start - Shortest; k++)
        {
            if (_slots[_slotOfPlace[piece.Place + k]].IsCutElsewhere)
                return true;
        }

        return false;
    }

    // Dates and numbers break off anywhere, so digits are no part of a phrase.
    private static bool IsWord(char c) => CharacterTable.Is(c, CharacterKinds.Han) || char.IsAsciiLetter(c);

    /// <summary>A stretch of the text that stands elsewhere too.</summary>
    private readonly record struct Piece(int Start, int End, int Place, ulong Hash);

    /// <summary>Three characters that the text repeats.</summary>
    private struct Slot
    {
        public ulong Key;
        public int LastPlace;

        /// <summary>Another slot of the same phrase; the slot itself where it stands for the phrase.</summary>
        public int Parent;
        private ulong _piece;

        /// <summary>Whether pieces with these characters begin or end differently.</summary>
        public bool IsCutElsewhere { get; private set; }

        public void Add(ulong piece)
        {
            IsCutElsewhere |= _piece != 0 && _piece != piece;
            _piece = piece;
        }
    }
}
