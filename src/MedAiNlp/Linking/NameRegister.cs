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

    private NameRegister(RegisterTable table)
    {
        _table = table;
        _exact = new NameIndex(table.Count * 2);
        _loose = new NameIndex(table.Count * 2);
        _local = new NameIndex(table.Count);
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
        var scopes = Scopes.Of(context);
        var found = FindAnywhere(name, type, scopes) ?? FindHere(name, type, scopes, Nothing);
        return found is { } entry ? Entry(entry) : null;
    }

    internal RegisterEntry Entry(int entry) => _table.Entry(entry);

    /// <summary>The entry that bears the name wherever it stands, or none.</summary>
    /// <param name="name">As it stands in the text.</param>
    /// <param name="type">The type of the entity.</param>
    /// <param name="scopes">The texts around the name.</param>
    internal int? FindAnywhere(string name, string type, Scopes scopes)
    {
        var normal = NameForm.Normal(type, name);
        if (normal.Length < 2)
            return null;
        var loose = NameForm.Loose(type, normal);
        var found = _exact.Find(type, normal);
        if (found.Count == 0)
            found = [.. _loose.Find(type, loose).Where(e => Forms(e, type).Any(f => IsSameBut(e, type, normal, f, loose)))];
        if (found.Count == 0)
            found = BehindPlaces(type, normal);
        return found.Count switch
        {
            0 => null,
            1 => SpeaksOfAnother(found[0], type, normal, loose, scopes) ? null : found[0],
            _ => ByPlace([.. found.Select(Seated)], scopes),
        };
    }

    /// <summary>The entry that the name means in this place (市一医院 in a text about 杭州), or none.</summary>
    /// <param name="name">As it stands in the text.</param>
    /// <param name="type">The type of the entity.</param>
    /// <param name="scopes">The texts around the name.</param>
    /// <param name="spokenOf">Entries that the text names elsewhere by names of their own.</param>
    internal int? FindHere(string name, string type, Scopes scopes, IReadOnlySet<int> spokenOf)
    {
        var normal = NameForm.Normal(type, name);
        var candidates = Local(type, normal, NameForm.Loose(type, normal), scopes, spokenOf);
        if (candidates.Count == 0)
            return null;
        var here = ByPlace(candidates, scopes);
        var named = candidates.Select(c => c.Entry).Where(spokenOf.Contains).Distinct().ToList();
        if (named.Count == 0)
            return here;
        if (here is { } place)
            return named.Contains(place) ? place : null;
        return named.Count == 1 ? named[0] : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Index(int entry, Span<char> buffer)
    {
        var type = TypeOf(_table.Type(entry));
        _places.Add(_table.Province(entry));
        _places.Add(_table.City(entry));
        Index(type, _table.Name(entry), entry, buffer);
        foreach (var alias in RegisterTable.Names(_table.Aliases(entry)))
            Index(type, alias, entry, buffer);
        foreach (var local in RegisterTable.Names(_table.LocalAliases(entry)))
            _local.Add(type, NameForm.Loose(type, NameForm.Normal(type, local)), entry);
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

    private IEnumerable<string> Forms(int entry, string type) =>
        RegisterTable.Names(_table.Aliases(entry)).Prepend(_table.Name(entry).ToString()).Select(n => NameForm.Normal(type, n));

    // Of two names that are loosely the same one has to be the other with something left out: 朝阳县人民医院 is not 朝阳市人民医院.
    // What is left out of a name in the register can only be the rank of its own place: 鼓楼区医院 is not 鼓楼医院.
    private bool IsSameBut(int entry, string type, string normal, string form, string loose)
    {
        if (NameForm.Loose(type, form) != loose)
            return false;
        if (NameForm.IsLeftOf(normal, form))
            return !_places.AreTwo(normal);
        foreach (var place in (ReadOnlySpan<string>)[_places.Full(_table.Province(entry)), _places.Full(_table.City(entry))])
        {
            var brief = NameForm.ShortPlace(place);
            if (place.Length > 0 && normal.StartsWith(place, StringComparison.Ordinal) && form.StartsWith(brief, StringComparison.Ordinal) && normal.AsSpan(place.Length).SequenceEqual(form.AsSpan(brief.Length)))
                return true;
        }
        return false;
    }

    // 贵州省铜仁市石阡县妇幼保健院 is 石阡县妇幼保健院, if that one is in 铜仁市.
    private List<int> BehindPlaces(string type, string normal)
    {
        for (var chain = 0; chain < 2; chain++)
        {
            var place = _places.All.Where(p => normal.StartsWith(p.Full, StringComparison.Ordinal) || normal.StartsWith(p.Brief, StringComparison.Ordinal)).OrderByDescending(p => p.Full.Length).FirstOrDefault();
            if (place.Full is null)
                break;
            normal = normal[(normal.StartsWith(place.Full, StringComparison.Ordinal) ? place.Full.Length : place.Brief.Length)..];
            // The rest has to be a name by itself: what would be left of 常州市第一人民医院 is not.
            if (normal.Length < 5)
                break;
            var found = _exact.Find(type, normal).Where(e => _table.Province(e).SequenceEqual(place.Written) || _table.City(e).SequenceEqual(place.Written)).ToList();
            if (found.Count > 0)
                return found;
        }
        return [];
    }

    private Candidate Seated(int entry) =>
        new Candidate(entry, _places.Full(_table.City(entry)) is { Length: > 0 } city ? city : _places.Full(_table.Province(entry)), _places.Full(_table.Province(entry)));

    // Entries that the name means where their place is spoken of.
    private List<Candidate> Local(string type, string normal, string loose, Scopes scopes, IReadOnlySet<int> spokenOf)
    {
        var candidates = new List<Candidate>();
        foreach (var entry in _local.Find(type, loose))
        {
            if (!spokenOf.Contains(entry) && !MayBeSpokenOf(entry, scopes.Whole))
                continue;
            var locals = RegisterTable.Names(_table.LocalAliases(entry));
            if (locals.Any(l => NameForm.Normal(type, l) is var form && NameForm.Loose(type, form) == loose && NameForm.IsLeftOf(normal, form)))
            {
                candidates.Add(Seated(entry));
                continue;
            }
            if (Forms(entry, type).Select(f => WithoutPlace(entry, type, f, normal, loose)).FirstOrDefault(c => c is not null) is { } candidate)
                candidates.Add(candidate);
        }
        return candidates;
    }

    // A quick look before a close one: hundreds of cities have a 第一人民医院.
    private bool MayBeSpokenOf(int entry, ReadOnlySpan<char> text)
    {
        if (Has(text, _table.Name(entry)) || Has(text, _places.Full(_table.City(entry))) || Has(text, _places.Full(_table.Province(entry))))
            return true;
        foreach (var alias in RegisterTable.Names(_table.Aliases(entry)))
        {
            if (Has(text, alias))
                return true;
        }
        return false;

        static bool Has(ReadOnlySpan<char> text, ReadOnlySpan<char> name) => name.Length >= 2 && text.IndexOf(name[..2]) >= 0;
    }

    // 市一医院 is what remains of 杭州市第一人民医院 where the text speaks of 杭州.
    private Candidate? WithoutPlace(int entry, string type, string form, string normal, string loose)
    {
        var prefix = _places.Prefix(form, _table.Province(entry), _table.City(entry), out var last);
        if (prefix == 0 || NameForm.Loose(type, form[prefix..]) != loose || !NameForm.IsLeftOf(normal, form))
            return null;
        var place = last.ToString();
        var city = _places.Full(_table.City(entry));
        var ofProvince = place == _places.Full(_table.Province(entry)) && place != city;
        // A bare number is a city's: 第四人民医院 in 四川 could be in any of its cities.
        if (NameForm.IsRank(normal[0]) ? normal[0] != place[^1] : ofProvince || IsKind(loose))
            return null;
        return new Candidate(entry, place, ofProvince ? city : "");
    }

    // 人民医院 alone is a kind of hospital, 第一人民医院 is one of a city.
    private static bool IsKind(string loose) => loose is "医院" or "人民医院" or "中心医院" or "中医院" or "妇保院" or "卫生院" or "中心卫生院" or "社区卫生服务中心" or "中西医结合医院" or "总医院" or "附院";

    // A bare name that belongs to one entry everywhere (华山医院) may still be another's here (常州).
    private bool SpeaksOfAnother(int entry, string type, string normal, string loose, Scopes scopes)
    {
        var others = Local(type, normal, loose, scopes, Nothing).Where(c => c.Entry != entry).ToList();
        if (others.Count == 0)
            return false;
        var own = Seated(entry);
        foreach (var scope in scopes.NearToFar)
        {
            var text = scope;
            if (own.IsIn(text) || own.IsAround(text))
                return false;
            if (others.Any(o => o.IsIn(text)))
                return true;
        }
        return false;
    }

    // The nearest text that speaks of any candidate's place decides; if it speaks of several, nothing does.
    private static int? ByPlace(List<Candidate> candidates, Scopes scopes)
    {
        foreach (var scope in scopes.NearToFar)
        {
            var text = scope;
            var found = candidates.Where(c => c.IsIn(text)).Select(c => c.Entry).Distinct().ToList();
            if (found.Count == 0)
                found = [.. candidates.Where(c => c.IsAround(text)).Select(c => c.Entry).Distinct()];
            if (found.Count > 0)
                return found.Count == 1 ? found[0] : null;
        }
        return null;
    }

    /// <param name="Entry">The entry.</param>
    /// <param name="Place">The place that has to be spoken of.</param>
    /// <param name="Around">A place that speaks for it as well, if none of the candidates' own is named: the province, or its capital; empty for none.</param>
    private sealed record Candidate(int Entry, string Place, string Around)
    {
        public bool IsIn(ReadOnlyMemory<char> scope) => PlaceMention.IsIn(scope.Span, Place);

        public bool IsAround(ReadOnlyMemory<char> scope) => PlaceMention.IsIn(scope.Span, Around);
    }
}
