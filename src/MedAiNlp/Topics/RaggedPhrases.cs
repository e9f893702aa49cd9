namespace MedAiNlp;

/// <summary>
/// Counts pieces of phrases that a text repeats with ragged ends: three characters that mostly have the same neighbours, but now
/// and then others, on the left and on the right. A writer repeats words and names whole; a machine that sets a search phrase into
/// sentences cuts it anywhere, and so betrays itself even where the phrase stands in no title.
/// A reusable buffer; one thread at a time.
/// </summary>
internal sealed class RaggedPhrases
{
    // Most groups of three characters occur once; two bits a hash tell those apart before anything is counted.
    private const int FilterBits = 17;
    private const int FewestSlots = 64;
    private const ulong ThreeCharacters = (1UL << 48) - 1;

    private readonly ulong[] _once = new ulong[(1 << FilterBits) / 64];
    private readonly ulong[] _again = new ulong[(1 << FilterBits) / 64];
    private readonly List<int> _places = [];
    private int[] _hashes = [];
    private Slot[] _slots = new Slot[FewestSlots];

    /// <summary>The ragged pieces of a text: one each that breaks off inside sentences on one side, two each that does on both.</summary>
    public int Count(ReadOnlySpan<char> text)
    {
        FindRepeated(text);
        int size = FewestSlots;
        while (size < 6 * _places.Count)
            size *= 2;
        if (_slots.Length < size)
            _slots = new Slot[size];
        var slots = _slots.AsSpan(0, size);
        slots.Clear();

        // Three kinds of keys in one table: the three characters, and the four with the left and with the right neighbour.
        foreach (int i in _places)
        {
            ref var three = ref Find(slots, Three(text, i));
            three.Count++;
            three.Left.Add(++Find(slots, Left(text, i)).Count, IsInside(text[i - 1]));
            three.Right.Add(++Find(slots, Right(text, i)).Count, IsInside(text[i + 3]));
        }

        int pieces = 0;
        foreach (ref var slot in slots)
        {
            if (slot.Left.IsRagged(slot.Count) && slot.Right.IsRagged(slot.Count))
                pieces += (slot.Left.IsInside ? 1 : 0) + (slot.Right.IsInside ? 1 : 0);
        }

        return pieces;
    }

    private void FindRepeated(ReadOnlySpan<char> text)
    {
        Array.Clear(_once);
        Array.Clear(_again);
        _places.Clear();
        if (_hashes.Length < text.Length)
            _hashes = new int[Math.Max(text.Length, 2 * _hashes.Length)];
        int word = 0;
        ulong three = 0;
        for (int i = 0; i < text.Length; i++)
        {
            _hashes[i] = -1;
            three = (three << 16 | text[i]) & ThreeCharacters;
            word = IsWord(text[i]) ? word + 1 : 0;
            if (word < 3)
                continue;
            int hash = _hashes[i] = Hash(three, FilterBits);
            ulong bit = 1UL << (hash & 63);
            ref ulong once = ref _once[hash >> 6];
            _again[hash >> 6] |= once & bit;
            once |= bit;
        }

        // The neighbours on both sides are wanted, so the first three characters and the last are no place.
        for (int i = 3; i + 1 < text.Length; i++)
        {
            if (_hashes[i] is var hash and >= 0 && (_again[hash >> 6] >> (hash & 63) & 1) != 0)
                _places.Add(i - 2);
        }
    }

    // Dates and numbers break off anywhere, so digits are no part of a phrase.
    private static bool IsWord(char c) => CharacterTable.Is(c, CharacterKinds.Han) || char.IsAsciiLetter(c);

    private static bool IsInside(char c) => !CharacterTable.Is(c, CharacterKinds.Stop | CharacterKinds.Break);

    // Sixteen bits a character; the place that a key leaves empty keeps the kinds apart, for no character of a word is zero.
    private static ulong Three(ReadOnlySpan<char> text, int i) => ((ulong)text[i] << 32) | ((ulong)text[i + 1] << 16) | text[i + 2];

    private static ulong Left(ReadOnlySpan<char> text, int i) => ~(((ulong)text[i - 1] << 48) | Three(text, i));

    private static ulong Right(ReadOnlySpan<char> text, int i) => (Three(text, i) << 16) | text[i + 3];

    private static int Hash(ulong key, int bits) => (int)((key * 0x9E3779B97F4A7C15) >> (64 - bits));

    private static ref Slot Find(Span<Slot> slots, ulong key)
    {
        int mask = slots.Length - 1, at = Hash(key, 31) & mask;
        while (slots[at].Key != 0 && slots[at].Key != key)
            at = (at + 1) & mask;
        slots[at].Key = key;
        return ref slots[at];
    }

    private struct Slot
    {
        public ulong Key;
        public int Count;
        public Side Left;
        public Side Right;
    }

    /// <summary>The neighbours on one side.</summary>
    private struct Side
    {
        private int _most;
        private int _inside;

        /// <summary>Whether clauses go on there with different characters.</summary>
        public readonly bool IsInside => _inside >= 2;

        public void Add(int occurrence, bool isInside)
        {
            _most = Math.Max(_most, occurrence);
            if (occurrence == 1 && isInside)
                _inside++;
        }

        /// <summary>One neighbour again and again, and now and then another.</summary>
        public readonly bool IsRagged(int count) => count >= 3 && _most >= 2 && _most < count;
    }
}
