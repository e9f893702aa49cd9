namespace MedAiNlp;

/// <summary>The provinces and cities that a register names, and how names of its hospitals begin with them.</summary>
internal sealed class RegisterPlaces
{
    private readonly Dictionary<string, (string Full, string Brief)> _places = [];

    /// <summary>The folded full name of a place of the register.</summary>
    public string Full(ReadOnlySpan<char> place) => Of(place).Full;

    /// <summary>Every place, as the register writes it, with its folded full and short names.</summary>
    public IEnumerable<(string Written, string Full, string Brief)> All => _places.Select(p => (p.Key, p.Value.Full, p.Value.Brief));

    /// <summary>Whether a name begins with a short name that two places bear: 吉林 is a province and a city.</summary>
    public bool AreTwo(string form) => _places.Values.Count(p => p.Brief.Length > 1 && form.StartsWith(p.Brief, StringComparison.Ordinal) && !form.StartsWith(p.Full, StringComparison.Ordinal)) > 1;

    /// <summary>Makes a place known; call it for every place before names are looked up.</summary>
    public void Add(ReadOnlySpan<char> place)
    {
        if (place.Length < 2)
            return;
        var lookup = _places.GetAlternateLookup<ReadOnlySpan<char>>();
        if (lookup.ContainsKey(place))
            return;
        var full = CharacterFolding.Default.Fold(place.ToString());
        lookup[place] = (full, NameForm.ShortPlace(full));
    }

    /// <summary>
    /// How much of a name is the chain of places in front (浙江省杭州市西湖区), and the last place of that chain, with its rank:
    /// the one that has to be spoken of for the rest of the name to mean this hospital.
    /// </summary>
    public int Prefix(ReadOnlySpan<char> form, ReadOnlySpan<char> province, ReadOnlySpan<char> city, out ReadOnlySpan<char> last)
    {
        last = default;
        var at = 0;
        foreach (var (full, brief) in ((string, string)[])[Of(province), Of(city)])
        {
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

    private (string Full, string Brief) Of(ReadOnlySpan<char> place) =>
        _places.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(place, out var known) ? known : ("", "");
}
