using System.Runtime.CompilerServices;

namespace MedAiNlp;

/// <summary>
/// Hospitals, companies and other bodies by their names, with what is known of them. Immutable and thread-safe;
/// loading the default register takes some tens of milliseconds, looking a name up a few microseconds.
/// </summary>
/// <remarks>
/// A register is a table in UTF-8, packed with gzip or not: a header line that names the columns
/// <c>type name aliases local province city grade code</c> (type and name are required, the order is free), then one line for each
/// entry; fields are parted by tabs, several names in one field by <c>|</c>; empty lines and lines that begin with <c>#</c> are skipped.
/// </remarks>
public sealed class NameRegister
{
    private static readonly Lazy<NameRegister> Default = new(static () => Load(Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder, "register", "register.tsv.gz")));

    private static readonly HashSet<int> Nothing = [];

    private readonly RegisterTable _table;
    private readonly RegisterPlaces _places = new();
    private readonly NameIndex _exact;
    private readonly NameIndex _loose;
    private readonly NameIndex _local;

    // The names that were given to entities: one string for each entry, however often it is found.
    private readonly string?[] _names;

    private NameRegister(RegisterTable table)
    {
        _table = table;
        _exact = new NameIndex(table.Count * 2);
        _loose = new NameIndex(table.Count * 2);
        _local = new NameIndex(table.Count);
        _names = new string?[table.Count];
        Span<char> buffer = stackalloc char[256];
        for (var entry = 0; entry < table.Count; entry++)
            Index(entry, buffer);
    }

    /// <summary>How many entries there are.</summary>
    public int Count => _table.Count;

    /// <summary>All entries, in the order of the table; each is made when it is asked for.</summary>
    public IEnumerable<RegisterEntry> Entries => Enumerable.Range(0, Count).Select(_table.Entry);

    /// <summary>The register of the package MedAiNlp.Models.Zh, loaded when it is first asked for and then kept.</summary>
    /// <exception cref="RegisterException"><c>MED401</c>: it is not beside the app.</exception>
    public static NameRegister LoadDefault() => Default.Value;

    /// <summary>Reads a register from a file, packed with gzip or not.</summary>
    /// <exception cref="RegisterException">The file cannot be read, or a line of it is wrong.</exception>
    public static NameRegister Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        try
        {
            using var stream = File.OpenRead(path);
            return new NameRegister(RegisterTable.Read(stream, path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RegisterException("MED401", $"the register {path} cannot be opened ({e.Message}); the default one comes with the package MedAiNlp.Models.Zh.", e);
        }
    }

    /// <summary>Reads a register from a stream, packed with gzip or not; the stream stays open.</summary>
    /// <param name="stream">Read to its end.</param>
    /// <param name="source">What error messages call it.</param>
    /// <exception cref="RegisterException">The stream cannot be read, or a line of it is wrong.</exception>
    public static NameRegister Load(Stream stream, string source = "the register")
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new NameRegister(RegisterTable.Read(stream, source));
    }

    /// <summary>Reads a register from a table in memory (see the remarks of this class).</summary>
    /// <param name="table">The header line and the lines of entries.</param>
    /// <param name="source">What error messages call it.</param>
    /// <exception cref="RegisterException">A line is wrong; the message says which.</exception>
    public static NameRegister FromTsv(string table, string source = "the register")
    {
        ArgumentNullException.ThrowIfNull(table);
        return new NameRegister(RegisterTable.Parse(table, source));
    }

    /// <summary>The entry that a name means, or <see langword="null"/> where there is none or where it is not certain which.</summary>
    /// <param name="name">The name as it stands in a text, in any script and width; line breaks inside it do not matter.</param>
    /// <param name="type">The type of the entity, such as <see cref="EntityTypes.Hospital"/>.</param>
    /// <param name="context">The text around the name: the places it speaks of decide between equals (第一人民医院).</param>
    public RegisterEntry? Find(string name, string type, string? context = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(type);
        var around = new Surroundings();
        around.Open(context ?? "", entities: null);
        var search = new NameSearch();
        var found = FindAnywhere(name, type, around, default, search) ?? FindHere(name, type, around, default, Nothing, search);
        return found is { } entry ? _table.Entry(entry) : null;
    }

    /// <summary>The full name of an entry.</summary>
    internal string NameOf(int entry) => _names[entry] ??= _table.Name(entry).ToString();

    /// <summary>The entry that bears the name wherever it stands, or none.</summary>
    /// <param name="name">As it stands in the text.</param>
    /// <param name="type">The type of the entity.</param>
    /// <param name="around">The texts around the name.</param>
    /// <param name="at">Where the name stands in them.</param>
    /// <param name="search">What is worked with.</param>
    internal int? FindAnywhere(ReadOnlySpan<char> name, string type, Surroundings around, TextSpan at, NameSearch search)
    {
        Span<char> form = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        Span<char> looseForm = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        ReadOnlySpan<char> normal = form[..NameForm.Normal(type, name, form)];
        if (normal.Length < 2)
            return null;
        ReadOnlySpan<char> loose = looseForm[..NameForm.Loose(type, normal, looseForm)];
        var found = search.Entries;
        _exact.Find(type, normal, found);
        if (found.Count == 0)
            FindLoosely(type, normal, loose, found);
        if (found.Count == 0)
            FindBehindPlaces(type, normal, found);
        switch (found)
        {
            case []:
                return null;
            case [var only]:
                return SpeaksOfAnother(only, type, normal, loose, around, at, search) ? null : only;
            default:
                search.Clear();
                foreach (var entry in found)
                    search.Candidates.Add(Seated(entry));
                return ByPlace(search.Candidates, around.Of(at));
        }
    }

    /// <summary>The entry that the name means in this place (市一医院 in a text about 杭州), or none.</summary>
    /// <param name="name">As it stands in the text.</param>
    /// <param name="type">The type of the entity.</param>
    /// <param name="around">The texts around the name.</param>
    /// <param name="at">Where the name stands in them.</param>
    /// <param name="spokenOf">Entries that the text names elsewhere by names of their own.</param>
    /// <param name="search">What is worked with.</param>
    internal int? FindHere(ReadOnlySpan<char> name, string type, Surroundings around, TextSpan at, HashSet<int> spokenOf, NameSearch search)
    {
        Span<char> form = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        Span<char> looseForm = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        ReadOnlySpan<char> normal = form[..NameForm.Normal(type, name, form)];
        FindLocal(type, normal, looseForm[..NameForm.Loose(type, normal, looseForm)], around, at, spokenOf, search);
        if (search.Candidates.Count == 0)
            return null;
        var here = ByPlace(search.Candidates, around.Of(at));
        int? named = null;
        var isOneNamed = true;
        foreach (var candidate in search.Candidates)
        {
            if (!spokenOf.Contains(candidate.Entry))
                continue;
            isOneNamed &= named is null || named == candidate.Entry;
            named ??= candidate.Entry;
        }
        if (named is null)
            return here;
        if (here is { } entry)
            return spokenOf.Contains(entry) ? entry : null;
        return isOneNamed ? named : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Index(int entry, Span<char> buffer)
    {
        var type = TypeOf(_table.Type(entry));
        _places.Add(_table.Province(entry));
        _places.Add(_table.City(entry));
        Index(type, _table.Name(entry), entry, buffer);
        var aliases = _table.Aliases(entry);
        for (var alias = RegisterTable.TakeName(ref aliases); !alias.IsEmpty; alias = RegisterTable.TakeName(ref aliases))
            Index(type, alias, entry, buffer);
        var locals = _table.LocalAliases(entry);
        for (var local = RegisterTable.TakeName(ref locals); !local.IsEmpty; local = RegisterTable.TakeName(ref locals))
        {
            var form = local.Length <= buffer.Length ? buffer : new char[local.Length];
            _local.Add(type, form[..NameForm.Loose(type, form, NameForm.Normal(type, local, form))], entry);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Index(string type, ReadOnlySpan<char> name, int entry, Span<char> buffer)
    {
        var form = name.Length <= buffer.Length ? buffer : new char[name.Length];
        var length = NameForm.Normal(type, name, form);
        _exact.Add(type, form[..length], entry);
        var prefix = type == EntityTypes.Hospital ? _places.Prefix(form[..length], _table.Province(entry), _table.City(entry), out _) : 0;
        if (prefix > 0)
        {
            Span<char> rest = stackalloc char[length - prefix];
            form[prefix..length].CopyTo(rest);
            _local.Add(type, rest[..NameForm.Loose(type, rest, rest.Length)], entry);
        }
        _loose.Add(type, form[..NameForm.Loose(type, form, length)], entry);
    }

    // One object for each of the common types: registers have tens of thousands of lines.
    private static string TypeOf(ReadOnlySpan<char> type) => type switch
    {
        EntityTypes.Hospital => EntityTypes.Hospital,
        EntityTypes.Company => EntityTypes.Company,
        EntityTypes.Organization => EntityTypes.Organization,
        _ => type.ToString(),
    };

    private void FindLoosely(string type, ReadOnlySpan<char> normal, ReadOnlySpan<char> loose, List<int> found)
    {
        _loose.Find(type, loose, found);
        var kept = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (HasSameName(found[i], type, normal, loose))
                found[kept++] = found[i];
        }
        found.RemoveRange(kept, found.Count - kept);
    }

    private bool HasSameName(int entry, string type, ReadOnlySpan<char> normal, ReadOnlySpan<char> loose)
    {
        if (IsSameBut(entry, type, normal, _table.Name(entry), loose))
            return true;
        var aliases = _table.Aliases(entry);
        for (var alias = RegisterTable.TakeName(ref aliases); !alias.IsEmpty; alias = RegisterTable.TakeName(ref aliases))
        {
            if (IsSameBut(entry, type, normal, alias, loose))
                return true;
        }
        return false;
    }

    // Of two names that are loosely the same one has to be the other with something left out: 朝阳县人民医院 is not 朝阳市人民医院.
    // What is left out of a name in the register can only be the rank of its own place: 鼓楼区医院 is not 鼓楼医院.
    private bool IsSameBut(int entry, string type, ReadOnlySpan<char> normal, ReadOnlySpan<char> name, ReadOnlySpan<char> loose)
    {
        Span<char> buffer = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        if (!IsLoosely(type, name, loose, buffer, out var length))
            return false;
        ReadOnlySpan<char> form = buffer[..length];
        if (NameForm.IsLeftOf(normal, form))
            return !_places.AreTwo(normal);
        return BeginsWithPlace(normal, form, _places.Full(_table.Province(entry))) || BeginsWithPlace(normal, form, _places.Full(_table.City(entry)));
    }

    private static bool BeginsWithPlace(ReadOnlySpan<char> normal, ReadOnlySpan<char> form, string place)
    {
        var brief = NameForm.ShortPlace(place);
        return place.Length > 0 && normal.StartsWith(place) && form.StartsWith(brief) && normal[place.Length..].SequenceEqual(form[brief.Length..]);
    }

    /// <summary>Whether a name has a loose form, and its normal form.</summary>
    private static bool IsLoosely(string type, ReadOnlySpan<char> name, ReadOnlySpan<char> loose, Span<char> normal, out int length)
    {
        Span<char> form = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        length = NameForm.Normal(type, name, normal);
        return loose.SequenceEqual(form[..NameForm.Loose(type, normal[..length], form)]);
    }

    // 贵州省铜仁市石阡县妇幼保健院 is 石阡县妇幼保健院, if that one is in 铜仁市.
    private void FindBehindPlaces(string type, ReadOnlySpan<char> normal, List<int> found)
    {
        for (var chain = 0; chain < 2; chain++)
        {
            if (_places.LongestBefore(normal) is not { } place)
                break;
            normal = normal[(normal.StartsWith(place.Full) ? place.Full.Length : place.Brief.Length)..];
            // The rest has to be a name by itself: what would be left of 常州市第一人民医院 is not.
            if (normal.Length < 5)
                break;
            _exact.Find(type, normal, found);
            var kept = 0;
            for (var i = 0; i < found.Count; i++)
            {
                if (_table.Province(found[i]).SequenceEqual(place.Written) || _table.City(found[i]).SequenceEqual(place.Written))
                    found[kept++] = found[i];
            }
            found.RemoveRange(kept, found.Count - kept);
            if (kept > 0)
                return;
        }
    }

    private Candidate Seated(int entry)
    {
        var province = _places.Full(_table.Province(entry));
        return new Candidate(entry, (_places.Full(_table.City(entry)) is { Length: > 0 } city ? city : province).AsMemory(), province);
    }

    // Entries that the name means where their place is spoken of.
    private void FindLocal(string type, ReadOnlySpan<char> normal, ReadOnlySpan<char> loose, Surroundings around, TextSpan at, HashSet<int> spokenOf, NameSearch search)
    {
        search.Clear();
        _local.Find(type, loose, search.Entries);
        if (search.Entries.Count == 0)
            return;
        var text = around.Of(at).Whole;
        foreach (var entry in search.Entries)
        {
            if (!spokenOf.Contains(entry) && !MayBeSpokenOf(entry, text))
                continue;
            if (HasLocalAlias(entry, type, normal, loose))
                search.Candidates.Add(Seated(entry));
            else if (WithoutPlace(entry, type, normal, loose, search) is { } candidate)
                search.Candidates.Add(candidate);
        }
    }

    private bool HasLocalAlias(int entry, string type, ReadOnlySpan<char> normal, ReadOnlySpan<char> loose)
    {
        var locals = _table.LocalAliases(entry);
        for (var local = RegisterTable.TakeName(ref locals); !local.IsEmpty; local = RegisterTable.TakeName(ref locals))
        {
            if (IsLeftOf(type, normal, loose, local))
                return true;
        }
        return false;
    }

    private static bool IsLeftOf(string type, ReadOnlySpan<char> normal, ReadOnlySpan<char> loose, ReadOnlySpan<char> name)
    {
        Span<char> buffer = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        return IsLoosely(type, name, loose, buffer, out var length) && NameForm.IsLeftOf(normal, buffer[..length]);
    }

    // A quick look before a close one: hundreds of cities have a 第一人民医院.
    private bool MayBeSpokenOf(int entry, ReadOnlySpan<char> text)
    {
        if (Has(text, _table.Name(entry)) || Has(text, _places.Full(_table.City(entry))) || Has(text, _places.Full(_table.Province(entry))))
            return true;
        var aliases = _table.Aliases(entry);
        for (var alias = RegisterTable.TakeName(ref aliases); !alias.IsEmpty; alias = RegisterTable.TakeName(ref aliases))
        {
            if (Has(text, alias))
                return true;
        }
        return false;

        static bool Has(ReadOnlySpan<char> text, ReadOnlySpan<char> name) => name.Length >= 2 && text.IndexOf(name[..2]) >= 0;
    }

    private Candidate? WithoutPlace(int entry, string type, ReadOnlySpan<char> normal, ReadOnlySpan<char> loose, NameSearch search)
    {
        if (WithoutPlace(entry, type, _table.Name(entry), normal, loose, search) is { } candidate)
            return candidate;
        var aliases = _table.Aliases(entry);
        for (var alias = RegisterTable.TakeName(ref aliases); !alias.IsEmpty; alias = RegisterTable.TakeName(ref aliases))
        {
            if (WithoutPlace(entry, type, alias, normal, loose, search) is { } other)
                return other;
        }
        return null;
    }

    // 市一医院 is what remains of 杭州市第一人民医院 where the text speaks of 杭州.
    private Candidate? WithoutPlace(int entry, string type, ReadOnlySpan<char> name, ReadOnlySpan<char> normal, ReadOnlySpan<char> loose, NameSearch search)
    {
        Span<char> buffer = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        Span<char> looseBuffer = name.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[name.Length];
        ReadOnlySpan<char> form = buffer[..NameForm.Normal(type, name, buffer)];
        var prefix = _places.Prefix(form, _table.Province(entry), _table.City(entry), out var place);
        if (prefix == 0 || !loose.SequenceEqual(looseBuffer[..NameForm.Loose(type, form[prefix..], looseBuffer)]) || !NameForm.IsLeftOf(normal, form))
            return null;
        var city = _places.Full(_table.City(entry));
        var ofProvince = place.SequenceEqual(_places.Full(_table.Province(entry))) && !place.SequenceEqual(city);
        // A bare number is a city's: 第四人民医院 in 四川 could be in any of its cities.
        if (NameForm.IsRank(normal[0]) ? normal[0] != place[^1] : ofProvince || IsKind(loose))
            return null;
        return new Candidate(entry, search.Keep(place), ofProvince ? city : "");
    }

    // 人民医院 alone is a kind of hospital, 第一人民医院 is one of a city.
    private static bool IsKind(ReadOnlySpan<char> loose) => loose is "医院" or "人民医院" or "中心医院" or "中医院" or "妇保院" or "卫生院" or "中心卫生院" or "社区卫生服务中心" or "中西医结合医院" or "总医院" or "附院";

    // A bare name that belongs to one entry everywhere (华山医院) may still be another's here (常州).
    private bool SpeaksOfAnother(int entry, string type, ReadOnlySpan<char> normal, ReadOnlySpan<char> loose, Surroundings around, TextSpan at, NameSearch search)
    {
        FindLocal(type, normal, loose, around, at, Nothing, search);
        var others = 0;
        foreach (var candidate in search.Candidates)
            others += candidate.Entry == entry ? 0 : 1;
        if (others == 0)
            return false;
        var own = Seated(entry);
        var scopes = around.Of(at);
        for (var i = 0; i < Scopes.Count; i++)
        {
            var text = scopes[i];
            if (own.IsIn(text) || own.IsAround(text))
                return false;
            foreach (var candidate in search.Candidates)
            {
                if (candidate.Entry != entry && candidate.IsIn(text))
                    return true;
            }
        }
        return false;
    }

    // The nearest text that speaks of any candidate's place decides; if it speaks of several, nothing does.
    private static int? ByPlace(List<Candidate> candidates, Scopes scopes)
    {
        for (var i = 0; i < Scopes.Count; i++)
        {
            var (found, isOne) = Spoken(candidates, scopes[i], around: false);
            if (found is null)
                (found, isOne) = Spoken(candidates, scopes[i], around: true);
            if (found is not null)
                return isOne ? found : null;
        }
        return null;
    }

    // The first entry whose place, or the place around it, a text speaks of, and whether it is the only one.
    private static (int? First, bool IsOne) Spoken(List<Candidate> candidates, ReadOnlySpan<char> text, bool around)
    {
        int? first = null;
        foreach (var candidate in candidates)
        {
            if (first == candidate.Entry || !(around ? candidate.IsAround(text) : candidate.IsIn(text)))
                continue;
            if (first is not null)
                return (first, false);
            first = candidate.Entry;
        }
        return (first, true);
    }
}
