namespace MedAiNlp;

/// <summary>A word of a lexicon in eight bytes: its key, its length, and the lists that hold it as bits.</summary>
internal readonly struct LexiconWord(uint key, int length, ushort lists)
{
    private readonly ulong _packed = ((ulong)key << 32) | ((ulong)length << 16) | lists;

    public uint Key => (uint)(_packed >> 32);

    public int Lists => (ushort)_packed;

    /// <summary>Whether this is the empty place of a table; no word is, for each has a length.</summary>
    public bool IsNone => _packed == 0;

    public bool Is(uint key, int length) => _packed >> 16 == (((ulong)key << 16) | (uint)length);
}
