using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MedAiNlp;

/// <summary>From forms of names to entries. Holds 64-bit hashes in place of strings: a register has tens of thousands of names and is loaded at start-up.</summary>
internal sealed class NameIndex(int capacity)
{
    private readonly Dictionary<ulong, int> _first = new(capacity);
    private readonly List<(int Entry, int Next)> _links = new(capacity);

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Add(string type, ReadOnlySpan<char> form, int entry)
    {
        if (form.Length < 2)
            return;
        ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(_first, Hash(type, form), out var exists);
        if (!exists)
            first = -1;
        else if (_links[first].Entry == entry)
            return;
        _links.Add((entry, first));
        first = _links.Count - 1;
    }

    /// <summary>The entries with this form, each once, in the order they were added.</summary>
    /// <param name="type">The type of the names.</param>
    /// <param name="form">The form.</param>
    /// <param name="entries">Receives them; what it held is gone.</param>
    public void Find(string type, ReadOnlySpan<char> form, List<int> entries)
    {
        entries.Clear();
        if (!_first.TryGetValue(Hash(type, form), out var link))
            return;
        // Entries are added one after another, so what an entry added twice would lie together, and Add leaves that out.
        for (; link >= 0; link = _links[link].Next)
            entries.Add(_links[link].Entry);
        entries.Reverse();
    }

    /// <summary>FNV-1a over UTF-16 code units, the type first. With 10^5 names a false match of a foreign name has a chance of about 10^-14.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Hash(string type, ReadOnlySpan<char> form)
    {
        const ulong prime = 1099511628211;
        var hash = 14695981039346656037;
        foreach (var c in type)
            hash = (hash ^ c) * prime;
        hash = (hash ^ '\t') * prime;
        foreach (var c in form)
            hash = (hash ^ c) * prime;
        return hash;
    }
}
