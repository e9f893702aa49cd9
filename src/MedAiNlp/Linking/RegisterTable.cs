using System.IO.Compression;
using System.Runtime.CompilerServices;
using System.Text;

namespace MedAiNlp;

/// <summary>The text of a register: a header line, then one line for each entry, fields parted by tabs. Checked as a whole when it is read.</summary>
internal sealed class RegisterTable
{
    private const char Separator = '|';
    private static readonly string[] Known = ["type", "name", "aliases", "local", "province", "city", "grade", "code"];

    private readonly string _text;
    private readonly int[] _columns;
    private readonly List<TextSpan> _lines = [];

    private RegisterTable(string text, int[] columns)
    {
        _text = text;
        _columns = columns;
    }

    public int Count => _lines.Count;

    /// <summary>Reads a table, packed with gzip or not.</summary>
    /// <exception cref="RegisterException">The table is wrong: where, and what to do.</exception>
    public static RegisterTable Read(Stream stream, string source)
    {
        try
        {
            using var bytes = new MemoryStream();
            stream.CopyTo(bytes);
            var packed = bytes.Length >= 2 && bytes.GetBuffer() is [0x1F, 0x8B, ..];
            bytes.Position = 0;
            using Stream plain = packed ? new GZipStream(bytes, CompressionMode.Decompress) : bytes;
            using var reader = new StreamReader(plain, new UTF8Encoding(false, throwOnInvalidBytes: true), true, 1 << 16);
            return Parse(reader.ReadToEnd(), source);
        }
        catch (Exception e) when (e is IOException or InvalidDataException or DecoderFallbackException or UnauthorizedAccessException)
        {
            throw new RegisterException("MED401", $"{source} cannot be read as a register ({e.Message}); expected a table in UTF-8, packed with gzip or not.", e);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static RegisterTable Parse(string text, string source)
    {
        RegisterTable? table = null;
        var columnCount = 0;
        var number = 0;
        for (var at = 0; at < text.Length;)
        {
            number++;
            var end = text.IndexOf('\n', at);
            var next = end < 0 ? text.Length : end + 1;
            end = end < 0 ? text.Length : end;
            if (end > at && text[end - 1] == '\r')
                end--;
            var line = text.AsSpan(at, end - at);
            if (!line.IsWhiteSpace() && line[0] != '#')
            {
                if (table is null)
                {
                    table = new RegisterTable(text, Columns(line, source, number));
                    columnCount = line.Count('\t') + 1;
                }
                else
                {
                    var fields = line.Count('\t') + 1;
                    if (fields != columnCount)
                        throw new RegisterException("MED403", $"{source}, line {number} has {fields} fields where the header has {columnCount}; part fields by tabs and leave unknown ones empty.");
                    table._lines.Add(TextSpan.FromBounds(at, end));
                    table.CheckLast(source, number);
                }
            }
            at = next;
        }
        return table ?? throw new RegisterException("MED402", $"{source} is empty; the first line has to name the columns: {string.Join(", ", Known)} (type and name are required).");
    }

    public ReadOnlySpan<char> Type(int entry) => Field(entry, 0);

    public ReadOnlySpan<char> Name(int entry) => Field(entry, 1);

    /// <summary>The aliases as they stand, parted by <c>|</c>.</summary>
    public ReadOnlySpan<char> Aliases(int entry) => Field(entry, 2);

    /// <inheritdoc cref="Aliases"/>
    public ReadOnlySpan<char> LocalAliases(int entry) => Field(entry, 3);

    public ReadOnlySpan<char> Province(int entry) => Field(entry, 4);

    public ReadOnlySpan<char> City(int entry) => Field(entry, 5);

    public RegisterEntry Entry(int entry) => new()
    {
        Type = Type(entry).ToString(),
        Name = Name(entry).ToString(),
        Aliases = Names(Aliases(entry)),
        LocalAliases = Names(LocalAliases(entry)),
        Province = Province(entry).ToString(),
        City = City(entry).ToString(),
        Grade = Field(entry, 6).ToString(),
        StockCode = Field(entry, 7).ToString(),
    };

    private static string[] Names(ReadOnlySpan<char> field) =>
        field.IsEmpty ? [] : field.ToString().Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Takes the first name off a field of names; empty where none is left.</summary>
    public static ReadOnlySpan<char> TakeName(ref ReadOnlySpan<char> field)
    {
        while (!field.IsEmpty)
        {
            var end = field.IndexOf(Separator);
            var name = (end < 0 ? field : field[..end]).Trim();
            field = end < 0 ? default : field[(end + 1)..];
            if (!name.IsEmpty)
                return name;
        }
        return default;
    }

    private void CheckLast(string source, int number)
    {
        var last = _lines.Count - 1;
        if (Name(last).IsEmpty)
            throw new RegisterException("MED404", $"{source}, line {number} has no name; give the full name, or delete the line.");
        if (Type(last).IsEmpty)
            throw new RegisterException("MED404", $"{source}, line {number} has no type; write {EntityTypes.Hospital}, {EntityTypes.Company}, {EntityTypes.Organization} or the label of your model.");
        if (Name(last).Contains(Separator))
            throw new RegisterException("MED404", $"{source}, line {number} has several names in the column name; keep the full one there and put the others under aliases.");
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private ReadOnlySpan<char> Field(int entry, int known)
    {
        var column = _columns[known];
        if (column < 0)
            return default;
        var rest = _text.AsSpan(_lines[entry].Start, _lines[entry].Length);
        for (; column > 0; column--)
            rest = rest[(rest.IndexOf('\t') + 1)..];
        var tab = rest.IndexOf('\t');
        return (tab < 0 ? rest : rest[..tab]).Trim();
    }

    private static int[] Columns(ReadOnlySpan<char> header, string source, int number)
    {
        var names = header.ToString().Split('\t', StringSplitOptions.TrimEntries);
        names[0] = names[0].TrimStart('\uFEFF');
        foreach (var name in names)
        {
            if (!Known.Contains(name))
                throw new RegisterException("MED402", $"{source}, line {number} names a column '{name}' that a register does not have; there are {string.Join(", ", Known)}.");
        }
        var columns = Known.Select(k => Array.IndexOf(names, k)).ToArray();
        if (columns[0] < 0 || columns[1] < 0)
            throw new RegisterException("MED402", $"{source}, line {number} names no column '{(columns[0] < 0 ? "type" : "name")}'; the header needs type and name, parted by tabs.");
        if (names.Distinct().Count() != names.Length)
            throw new RegisterException("MED402", $"{source}, line {number} names a column twice; name each once.");
        return columns;
    }
}
