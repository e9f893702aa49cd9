using System.Globalization;

namespace MedAiNlp;

/// <summary>
/// What BERT's clean-up and pre-tokenizer see in a code point: the table <c>bert-characters.tsv</c>, asked of the reference
/// library by <c>eng/wordpiece-characters.mjs</c>. It is a table of its own because the reference mixes several versions of
/// Unicode, and because .NET neither decomposes nor fully lower-cases under invariant globalization. Immutable and thread-safe.
/// </summary>
internal sealed class BertCharacters
{
    private const string TableResource = "MedAiNlp.Features.WordPiece.bert-characters.tsv";
    private const int HangulFirst = 0xAC00, HangulLast = 0xD7A3, LeadFirst = 0x1100, VowelFirst = 0x1161, TrailBefore = 0x11A7;
    private const int VowelCount = 21, TrailCount = 28;

    private static readonly Lazy<BertCharacters> Shared = new(() => new BertCharacters());

    private readonly Traits[]?[] _pages = new Traits[0x110000 >> 8][];
    private readonly Dictionary<int, int[]> _lower = [];
    private readonly Dictionary<int, int[]> _decomposed = [];
    private readonly Dictionary<int, byte> _order = [];

    private BertCharacters()
    {
        using var stream = typeof(BertCharacters).Assembly.GetManifestResourceStream(TableResource)
            ?? throw new InvalidOperationException($"The resource {TableResource} is missing from the assembly.");
        using var reader = new StreamReader(stream);
        reader.ReadLine(); // the header: kind, first, last, value
        while (reader.ReadLine() is { Length: > 0 } line)
        {
            var fields = line.Split('\t');
            var (first, last) = (CodePoint(fields[1]), CodePoint(fields[2]));
            for (var c = first; c <= last; c++)
                Set(c, fields[0], fields.Length > 3 ? fields[3] : "");
        }
        for (var c = HangulFirst; c <= HangulLast; c++)
            Mark(c, Traits.Decomposes);
    }

    [Flags]
    private enum Traits : byte
    {
        None = 0,
        Dropped = 1,
        Space = 2,
        Punctuation = 4,
        Accent = 8,
        WordCharacter = 16,
        HasLower = 32,
        Decomposes = 64,
        Ordered = 128,
    }

    public static BertCharacters Table => Shared.Value;

    /// <summary>Whether clean-up removes it: control and format characters, private use, U+FFFD.</summary>
    public bool IsDropped(int codePoint) => Has(codePoint, Traits.Dropped);

    /// <summary>Whether it is white space.</summary>
    public bool IsSpace(int codePoint) => Has(codePoint, Traits.Space);

    /// <summary>Whether it is a word of its own: ASCII symbols and all punctuation.</summary>
    public bool IsPunctuation(int codePoint) => Has(codePoint, Traits.Punctuation);

    /// <summary>Whether stripping accents removes it.</summary>
    public bool IsAccent(int codePoint) => Has(codePoint, Traits.Accent);

    /// <summary>Whether it is part of a word for added tokens that are single words: letters, marks, digits, connectors.</summary>
    public bool IsWordCharacter(int codePoint) => Has(codePoint, Traits.WordCharacter);

    /// <summary>Its place among the marks behind a letter: 0 stands where it is, others are sorted by rising rank.</summary>
    public byte OrderOf(int codePoint) => Has(codePoint, Traits.Ordered) ? _order[codePoint] : (byte)0;

    /// <summary>The ideographs that BERT sets apart. Kana and Hangul are not among them, nor the extensions after E.</summary>
    public static bool IsChinese(int codePoint) => codePoint switch
    {
        < 0x3400 => false,
        <= 0x4DBF or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) => true,
        // The hole between U+2B81F and U+2B920 is the reference's own.
        (>= 0x20000 and <= 0x2A6DF) or (>= 0x2A700 and <= 0x2B73F) or (>= 0x2B740 and <= 0x2B81F) or (>= 0x2B920 and <= 0x2CEAF) or (>= 0x2F800 and <= 0x2FA1F) => true,
        _ => false,
    };

    /// <summary>The lower-case form, one or two code points.</summary>
    /// <param name="codePoint">The code point.</param>
    /// <param name="single">Room for a form of one.</param>
    public ReadOnlySpan<int> Lower(int codePoint, Span<int> single)
    {
        if (Has(codePoint, Traits.HasLower))
            return _lower[codePoint];
        single[0] = codePoint;
        return single[..1];
    }

    /// <summary>The full canonical decomposition, one to four code points.</summary>
    /// <param name="codePoint">The code point.</param>
    /// <param name="room">Room for three.</param>
    public ReadOnlySpan<int> Decompose(int codePoint, Span<int> room)
    {
        if (!Has(codePoint, Traits.Decomposes))
        {
            room[0] = codePoint;
            return room[..1];
        }
        if (codePoint is < HangulFirst or > HangulLast)
            return _decomposed[codePoint];
        var syllable = codePoint - HangulFirst;
        room[0] = LeadFirst + (syllable / (VowelCount * TrailCount));
        room[1] = VowelFirst + (syllable % (VowelCount * TrailCount) / TrailCount);
        room[2] = TrailBefore + (syllable % TrailCount);
        return room[..(syllable % TrailCount == 0 ? 2 : 3)];
    }

    private bool Has(int codePoint, Traits traits) => _pages[codePoint >> 8] is { } page && (page[codePoint & 0xFF] & traits) != 0;

    private void Mark(int codePoint, Traits traits) => (_pages[codePoint >> 8] ??= new Traits[0x100])[codePoint & 0xFF] |= traits;

    private void Set(int codePoint, string kind, string value)
    {
        switch (kind)
        {
            case "drop":
                Mark(codePoint, Traits.Dropped);
                break;
            case "space":
                Mark(codePoint, Traits.Space);
                break;
            case "punct":
                Mark(codePoint, Traits.Punctuation);
                break;
            case "mark":
                Mark(codePoint, Traits.Accent);
                break;
            case "word":
                Mark(codePoint, Traits.WordCharacter);
                break;
            case "lower":
                Mark(codePoint, Traits.HasLower);
                _lower[codePoint] = value[0] is '+' or '-' ? [codePoint + int.Parse(value)] : CodePoints(value);
                break;
            case "nfd":
                Mark(codePoint, Traits.Decomposes);
                _decomposed[codePoint] = CodePoints(value);
                break;
            case "order":
                Mark(codePoint, Traits.Ordered);
                _order[codePoint] = byte.Parse(value);
                break;
            default:
                throw new InvalidOperationException($"The resource {TableResource} has the unknown kind '{kind}'.");
        }
    }

    private static int CodePoint(string hex) => int.Parse(hex, NumberStyles.HexNumber);

    private static int[] CodePoints(string hex) => Array.ConvertAll(hex.Split(' '), CodePoint);
}
