using System.Runtime.InteropServices;

namespace MedAiNlp;

/// <summary>The provinces and cities that a register names, and how names of its hospitals begin with them.</summary>
internal sealed class RegisterPlaces
{
    private readonly Dictionary<string, Place> _places = [];

    // By the first character of the short name, in the order they were added.
    private readonly Dictionary<char, List<Place>> _byFirst = [];

    /// <summary>The folded full name of a place of the register; empty for what is none.</summary>
    public string Full(ReadOnlySpan<char> place) => Of(place).Full;

    /// <summary>Of the places that a name begins with, in full or short, the one with the longest name; the first of equals, and none where there is none.</summary>
    public Place? LongestBefore(ReadOnlySpan<char> form)
    {
        Place? longest = null;
        foreach (var place in BeginningLike(form))
        {
            if (place.Full.Length > (longest?.Full.Length ?? 0) && form.StartsWith(place.Brief))
                longest = place;
        }
        return longest;
    }

    /// <summary>Whether a name begins with a short name that two places bear: 吉林 is a province and a city.</summary>
    public bool AreTwo(ReadOnlySpan<char> form)
    {
        var count = 0;
        foreach (var place in BeginningLike(form))
        {
            if (place.Brief.Length > 1 && form.StartsWith(place.Brief) && !form.StartsWith(place.Full))
                count++;
        }
        return count > 1;
    }

    /// <summary>Makes a place known; call it for every place before names are looked up.</summary>
    public void Add(ReadOnlySpan<char> place)
    {
        if (place.Length < 2)
            return;
        if (_places.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(place))
            return;
        var written = place.ToString();
        var full = CharacterFolding.Default.Fold(written);
        var known = new Place(written, full, NameForm.ShortPlace(full).ToString());
        _places.Add(written, known);
        ref var alike = ref CollectionsMarshal.GetValueRefOrAddDefault(_byFirst, known.Brief[0], out _);
        (alike ??= []).Add(known);
    }

    /// <summary>
    /// How much of a name is the chain of places in front (浙江省杭州市西湖区), and the last place of that chain, with its rank:
    /// the one that has to be spoken of for the rest of the name to mean this hospital.
    /// </summary>
    public int Prefix(ReadOnlySpan<char> form, ReadOnlySpan<char> province, ReadOnlySpan<char> city, out ReadOnlySpan<char> last)
    {
        last = default;
        var at = 0;
        for (var i = 0; i < 2; i++)
        {
            var (_, full, brief) = Of(i == 0 ? province : city);
            var length = full.Length == 0 ? 0 : form[at..].StartsWith(full) ? full.Length : form[at..].StartsWith(brief) ? brief.Length : 0;
            if (length == 0)
                continue;
            at += length;
            last = full;
        }
        var rest = form[at..];
        for (var i = 1; i < Math.Min(6, rest.Length - 2); i++)
        {
            if (!IsCounty(rest, i))
                continue;
            last = rest[..(i + 1)];
            return at + i + 1;
        }
        return at;
    }

    private static bool IsCounty(ReadOnlySpan<char> name, int rank) =>
        name[rank] is '县' or '区' or '市' or '旗' && (rank >= 2 || name[rank] == '县') && name[rank + 1] is not ('立' or '域')
        && !(name[rank] == '区' && name[rank - 1] is '社' or '军' or '院' or '园' or '矿' or '战' or '城' or '郊' or '新');

    private ReadOnlySpan<Place> BeginningLike(ReadOnlySpan<char> form) =>
        form.Length > 0 && _byFirst.TryGetValue(form[0], out var places) ? CollectionsMarshal.AsSpan(places) : [];

    private Place Of(ReadOnlySpan<char> place) =>
        _places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(place, out var known) ? known : Place.None;
}

/// <summary>A place of a register.</summary>
/// <param name="Written">As the register writes it.</param>
/// <param name="Full">Folded.</param>
/// <param name="Brief">Folded, without its rank: what <paramref name="Full"/> begins with.</param>
internal sealed record Place(string Written, string Full, string Brief)
{
    public static readonly Place None = new("", "", "");
}
