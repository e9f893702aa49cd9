using System.Collections.Concurrent;
using System.Globalization;

namespace MedAiNlp;

/// <summary>
/// Evens out width, script, case and punctuation, one UTF-16 code unit to one, by one table
/// (<c>fold-table.tsv</c>, made from OpenCC's TSCharacters and the Unicode character data). Training reads the same table.
/// Immutable and thread-safe.
/// </summary>
public sealed class CharacterFolding
{
    private const string TableResource = "MedAiNlp.Features.fold-table.tsv";
    private static readonly ConcurrentDictionary<FoldKinds, CharacterFolding> Cache = new();

    private readonly char[] _map;

    private CharacterFolding(FoldKinds kinds)
    {
        Kinds = kinds;
        _map = new char[char.MaxValue + 1];
        for (var i = 0; i < _map.Length; i++)
            _map[i] = (char)i;
        if (kinds == FoldKinds.None)
            return;

        // The kinds apply one after another, in the order of the enumeration: a full-width capital letter ends as a
        // half-width small one. Composing the tables here leaves one look-up for each character.
        foreach (var kind in (FoldKinds[])[FoldKinds.Width, FoldKinds.Traditional, FoldKinds.Case, FoldKinds.Punctuation, FoldKinds.Digits])
        {
            if (!kinds.HasFlag(kind))
                continue;
            var step = Tables.Value[kind];
            for (var i = 0; i < _map.Length; i++)
            {
                if (step.TryGetValue(_map[i], out var to))
                    _map[i] = to;
            }
        }
    }

    /// <summary>Width, Traditional and case: what makes two spellings of one name equal.</summary>
    public static CharacterFolding Default => For(FoldKinds.Width | FoldKinds.Traditional | FoldKinds.Case);

    /// <summary>What this folding evens out.</summary>
    public FoldKinds Kinds { get; }

    /// <summary>The folding of the given kinds; built once and shared.</summary>
    public static CharacterFolding For(FoldKinds kinds) => Cache.GetOrAdd(kinds, static k => new CharacterFolding(k));

    /// <summary>The folded form of one UTF-16 code unit. Surrogates stay as they are.</summary>
    public char Fold(char c) => _map[c];

    /// <summary>Folds a text into a buffer of at least the same length.</summary>
    /// <exception cref="ArgumentException">The destination is shorter than the source.</exception>
    public void Fold(ReadOnlySpan<char> source, Span<char> destination)
    {
        if (destination.Length < source.Length)
            throw new ArgumentException("The destination is shorter than the source.", nameof(destination));
        var map = _map;
        for (var i = 0; i < source.Length; i++)
            destination[i] = map[source[i]];
    }

    /// <summary>The folded form of a text, of the same length.</summary>
    public string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Create(text.Length, (text, _map), static (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
                span[i] = state._map[state.text[i]];
        });
    }

    /// <summary>Whether a word, given in folded form, stands at a place of a text in any form that folds to it.</summary>
    internal bool StandsAt(ReadOnlySpan<char> text, int at, string folded)
    {
        if (text.Length - at < folded.Length)
            return false;
        for (var i = 0; i < folded.Length; i++)
        {
            if (_map[text[at + i]] != folded[i])
                return false;
        }
        return true;
    }

    private static readonly Lazy<Dictionary<FoldKinds, Dictionary<char, char>>> Tables = new(ReadTables);

    private static Dictionary<FoldKinds, Dictionary<char, char>> ReadTables()
    {
        using var stream = typeof(CharacterFolding).Assembly.GetManifestResourceStream(TableResource)
            ?? throw new InvalidOperationException($"The resource {TableResource} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        var tables = Enum.GetValues<FoldKinds>().ToDictionary(k => k, _ => new Dictionary<char, char>());
        reader.ReadLine(); // the header: kind, from, to
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var fields = line.Split('\t');
            tables[KindOf(fields[0])][Unit(fields[1])] = Unit(fields[2]);
        }
        return tables;

        static char Unit(string hex) => (char)int.Parse(hex, NumberStyles.HexNumber);
    }

    /// <summary>The kind that a model package or the table calls by the given name (<c>width</c>, <c>traditional</c>, …).</summary>
    /// <exception cref="FormatException">There is no such kind.</exception>
    internal static FoldKinds KindOf(string name) => name switch
    {
        "width" => FoldKinds.Width,
        "traditional" => FoldKinds.Traditional,
        "case" => FoldKinds.Case,
        "punctuation" => FoldKinds.Punctuation,
        "digits" => FoldKinds.Digits,
        _ => throw new FormatException($"'{name}' is no kind of folding; there are width, traditional, case, punctuation and digits."),
    };
}
