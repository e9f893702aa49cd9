namespace MedAiNlp;

/// <summary>What looking names up works with, kept from name to name. One thread at a time.</summary>
internal sealed class NameSearch
{
    private char[] _places = new char[64];
    private int _used;

    /// <summary>Entries that an index gave.</summary>
    public List<int> Entries { get; } = [];

    /// <summary>Entries that a name can mean, with their places.</summary>
    public List<Candidate> Candidates { get; } = [];

    /// <summary>Begins to collect candidates.</summary>
    public void Clear()
    {
        Candidates.Clear();
        _used = 0;
    }

    /// <summary>A place that outlives the buffer it stands in, until the next candidates.</summary>
    public ReadOnlyMemory<char> Keep(ReadOnlySpan<char> place)
    {
        if (_places.Length - _used < place.Length)
            (_places, _used) = (new char[Math.Max(2 * _places.Length, place.Length)], 0);
        place.CopyTo(_places.AsSpan(_used));
        _used += place.Length;
        return _places.AsMemory(_used - place.Length, place.Length);
    }
}

/// <summary>An entry that a name can mean.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Place">The place that has to be spoken of.</param>
/// <param name="Around">A place that speaks for it as well, if none of the candidates' own is named: the province, or its capital; empty for none.</param>
internal readonly record struct Candidate(int Entry, ReadOnlyMemory<char> Place, string Around)
{
    public bool IsIn(ReadOnlySpan<char> scope) => PlaceMention.IsIn(scope, Place.Span);

    public bool IsAround(ReadOnlySpan<char> scope) => PlaceMention.IsIn(scope, Around);
}
