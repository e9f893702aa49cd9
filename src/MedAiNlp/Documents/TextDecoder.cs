using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>
/// Bytes to text. A byte order mark decides; otherwise every encoding in which the bytes are valid is tried, and the one
/// whose characters are the most ordinary Chinese wins, with a small advance for the encoding that the page declares.
/// </summary>
internal static partial class TextDecoder
{
    private const int DeclarationWindow = 4096;
    private const double DeclaredAdvance = 0.3;

    // A broken file is often valid in an encoding it is not in, and then no Chinese: such a reading is no reading.
    private const double LeastOrdinary = 0.05;
    private const int ShortestTelling = 20;

    // Bytes that are valid UTF-8 are UTF-8 unless another reading is plain Chinese and this one is none: 医院 in GBK spells two Cyrillic letters.
    private const double Utf8Advance = 0.25;

    // The least share of ordinary characters in running Chinese text.
    private const double PlainChinese = 0.3;

    // The 200 most frequent characters of Simplified news and of Traditional news and letters (they overlap): about half of any running text.
    private static readonly SearchValues<char> CommonCharacters = SearchValues.Create(
        "的一是不有在人中了大为国例生上这和时会以年发个要能出学对到日可来市用新我行病多成就家作分公于也者现高自业过地后月他们经网方实关下其前本部动等进而说法性理机体车全如同定品都重通得主"
        + "所面报天还工开事种力果与因加子最信心合长外量之好内将些情场相小物比安但产水此间院度目当文谣起次美食考期民很增表入员感并区司医确化型点第从提意更没常科应吃言已正看计然明保海接电名平传"
        + "你及无制被道息题北着军至样专或么队里解系数會國為這無對台時發與關過實於政個來黨長沒動並後說證選體內醫進經學電查現機謠應只示網議任員將路業治確金當韓開間使灣非活傳教種訊立資手還總則"
        + "眾產府身質元調未代影假指請報血結委認療統免導，。、：；“”‘’（）《》「」！？％　");

    private static readonly SearchValues<byte> NonAscii = SearchValues.Create([.. Enumerable.Range(0x80, 0x80).Select(b => (byte)b)]);

    private static readonly (byte[] Magic, string Kind)[] BinaryKinds =
    [
        ([0x25, 0x50, 0x44, 0x46, 0x2D], "a PDF document"),
        ([0x50, 0x4B, 0x03, 0x04], "a ZIP archive (or a DOCX, XLSX or EPUB file)"),
        ([0x50, 0x4B, 0x05, 0x06], "a ZIP archive"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1], "an old Office document (DOC, XLS)"),
        ([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ([0x47, 0x49, 0x46, 0x38], "a GIF image"),
        ([0x1F, 0x8B, 0x08], "a gzip archive"),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive"),
        ([0x52, 0x61, 0x72, 0x21, 0x1A, 0x07], "a RAR archive"),
        ([0x7F, 0x45, 0x4C, 0x46], "a program"),
    ];

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16 = new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly Encoding Utf16BigEndian = new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true);
    private static readonly Encoding Utf32 = new UTF32Encoding(bigEndian: false, byteOrderMark: true, throwOnInvalidCharacters: true);
    private static readonly Encoding Utf32BigEndian = new UTF32Encoding(bigEndian: true, byteOrderMark: true, throwOnInvalidCharacters: true);
    private static readonly Encoding Gb18030 = Strict(54936);
    private static readonly Encoding Big5 = Strict(950);

    /// <summary>Decodes <paramref name="bytes"/>; <paramref name="name"/> is only for messages.</summary>
    public static (string Text, string Encoding) Decode(ReadOnlySpan<byte> bytes, string name)
    {
        foreach ((byte[] magic, string kind) in BinaryKinds)
        {
            if (bytes.StartsWith(magic))
                throw new DocumentException("MED201", $"{Name(name)} is {kind}, not text; extract its text first.");
        }

        if (ByteOrderMark(bytes) is (Encoding marked, int markLength))
            return DecodeStrict(bytes, marked, markLength, name);

        return bytes.Contains((byte)0) ? DecodeWithNulls(bytes, name) : DecodeByFrequency(bytes, name);
    }

    private static (Encoding Encoding, int Length)? ByteOrderMark(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("\uFEFF"u8)) return (Utf8, 3);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0])) return (Utf32, 4);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) return (Utf32BigEndian, 4);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Utf16, 2);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (Utf16BigEndian, 2);
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x84, 0x31, 0x95, 0x33])) return (Gb18030, 4);
        return null;
    }

    // Zero bytes without a byte order mark: UTF-16 of text that has line breaks or ASCII in it, or no text at all.
    private static (string Text, string Encoding) DecodeWithNulls(ReadOnlySpan<byte> bytes, string name)
    {
        (string Text, Encoding Encoding, double Score)? best = null;
        if (bytes.Length % 2 == 0)
        {
            foreach (Encoding encoding in (Encoding[])[Utf16, Utf16BigEndian])
            {
                if (TryDecode(bytes, encoding) is { } text && Plausibility(text) is var score && score > 0.9 && score > (best?.Score ?? 0))
                    best = (text, encoding, score);
            }
        }

        return best is { } found
            ? (found.Text, found.Encoding.WebName)
            : throw new DocumentException("MED201", $"{Name(name)} has a zero byte at offset {bytes.IndexOf((byte)0)} and is not UTF-16, so it is not text; pass text, HTML or Markdown.");
    }

    private static (string Text, string Encoding) DecodeByFrequency(ReadOnlySpan<byte> bytes, string name)
    {
        Encoding? declared = Declared(bytes);
        string? utf8 = TryDecode(bytes, Utf8);
        if (utf8 is not null && (bytes.IndexOfAny(NonAscii) < 0 || (declared is null or UTF8Encoding && Ordinariness(utf8) > 0)))
        {
            RejectControls(utf8, name);
            return (utf8, Utf8.WebName);
        }

        (string Text, Encoding Encoding, double Score)? best = null;
        List<Encoding> candidates = [Utf8, Gb18030, Big5, Utf16, Utf16BigEndian];
        if (declared is not null && !candidates.Contains(declared))
            candidates.Add(declared);
        foreach (Encoding encoding in candidates)
        {
            if (TryDecode(bytes, encoding) is not { } text)
                continue;
            double ordinariness = Ordinariness(text);

            // Almost any bytes of even number are valid UTF-16 of rare characters; without a mark or a zero byte it takes plain Chinese to believe it.
            double least = encoding is UnicodeEncoding ? PlainChinese : text.Length >= ShortestTelling ? LeastOrdinary : 0;
            if (!ReferenceEquals(encoding, Utf8) && !ReferenceEquals(encoding, declared) && ordinariness < least)
                continue;
            double score = ordinariness + (ReferenceEquals(encoding, declared) ? DeclaredAdvance : 0) + (ReferenceEquals(encoding, Utf8) ? Utf8Advance : 0);
            if (best is null || score > best.Value.Score)
                best = (text, encoding, score);
        }

        if (best is not { } found)
            throw Undecodable(bytes, declared, name);
        RejectControls(found.Text, name);
        return (found.Text, found.Encoding.WebName);
    }

    // The share of ordinary characters among those that are not ASCII. Right text has 0.4 or more, a wrong reading of it 0.05 or less.
    private static double Ordinariness(string text)
    {
        int common = 0, odd = 0, all = 0;
        foreach (char c in text)
        {
            if (c < 0x80)
                continue;
            all++;
            if (CommonCharacters.Contains(c))
                common++;
            else if (c is (>= '\uE000' and <= '\uF8FF') or (>= '\u0080' and <= '\u009F') or '\uFFFD' || char.IsSurrogate(c))
                odd++;
        }

        return all == 0 ? 0 : (common - odd) / (double)all;
    }

    // The share of code units that Chinese text in UTF-16 is made of: ASCII, punctuation, Han, full-width forms.
    private static double Plausibility(string text)
    {
        int good = text.Count(c => c is (>= ' ' and <= '~') or '\t' or '\r' or '\n' or (>= '\u00A0' and <= '\u03FF') or (>= '\u2000' and <= '\u27BF')
            or (>= '\u3000' and <= '\u30FF') or (>= '\u4E00' and <= '\u9FFF') or (>= '\uFF00' and <= '\uFFEF'));
        // ASCII read the wrong way round becomes Han or unassigned rows; text without a single space, line break or punctuation mark is suspicious.
        bool hasOrdinary = text.AsSpan().ContainsAnyInRange(' ', '~') || text.AsSpan().ContainsAny(CommonCharacters) || text.Contains('\n');
        return text.Length == 0 || !hasOrdinary ? 0 : good / (double)text.Length;
    }

    // A text may hold a stray control character; a tenth of them makes it something else.
    private static void RejectControls(string text, string name)
    {
        int controls = 0, first = -1;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' and not ('\t' or '\n' or '\r' or '\f' or '\v' or '\x1B'))
            {
                controls++;
                if (first < 0)
                    first = i;
            }
        }

        if (controls * 10L > text.Length)
            throw new DocumentException("MED201", $"{Name(name)} is full of control characters, the first at character {first}, so it is not text; pass text, HTML or Markdown.");
    }

    private static (string Text, string Encoding) DecodeStrict(ReadOnlySpan<byte> bytes, Encoding encoding, int skip, string name)
    {
        try
        {
            return (encoding.GetString(bytes[skip..]), encoding.WebName);
        }
        catch (DecoderFallbackException e)
        {
            throw Invalid(bytes, encoding, skip + FirstInvalid(bytes[skip..], encoding), "as its byte order mark says", name, e);
        }
        catch (ArgumentException e)
        {
            throw Invalid(bytes, encoding, skip, "as its byte order mark says", name, e);
        }
    }

    private static string? TryDecode(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        try
        {
            return encoding.GetString(bytes);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    // The encoding that got furthest is the one that was meant: a broken file is broken in one place.
    private static DocumentException Undecodable(ReadOnlySpan<byte> bytes, Encoding? declared, string name)
    {
        if (declared is not null)
            return Invalid(bytes, declared, FirstInvalid(bytes, declared), "as it declares", name, null);

        int utf8 = FirstInvalid(bytes, Utf8);
        (Encoding Encoding, int Offset) furthest = (Utf8, utf8);
        foreach (Encoding encoding in (Encoding[])[Gb18030, Big5])
        {
            int offset = FirstInvalid(bytes, encoding);
            if (offset > furthest.Offset && offset < bytes.Length)
                furthest = (encoding, offset);
        }

        // A wrong reading of UTF-8 as GB18030 can limp past the break. UTF-8 that held for several Chinese characters is UTF-8.
        if (CountNonAscii(bytes[..utf8]) >= 12)
            furthest = (Utf8, utf8);
        return Invalid(bytes, furthest.Encoding, furthest.Offset, "the likeliest of UTF-8, GB18030, Big5 and UTF-16", name, null);
    }

    private static int CountNonAscii(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte b in bytes)
            count += b >> 7;
        return count;
    }

    private static DocumentException Invalid(ReadOnlySpan<byte> bytes, Encoding encoding, int offset, string why, string name, Exception? cause)
    {
        string what = offset < bytes.Length ? $"byte 0x{bytes[offset]:X2} at offset {offset}" : $"the end at offset {offset}";
        return new DocumentException("MED202", $"{Name(name)}: {what} is not valid {encoding.WebName}, {why}; convert the file to UTF-8 or repair it.", cause);
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes, Encoding encoding)
    {
        // Strings report no offset for all encodings, so the longest prefix that decodes (or only lacks its end) is searched for.
        int low = 0, high = bytes.Length;
        while (low < high)
        {
            int middle = low + (high - low + 1) / 2;
            if (DecodesUpTo(bytes[..middle], encoding))
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private static bool DecodesUpTo(ReadOnlySpan<byte> prefix, Encoding encoding)
    {
        try
        {
            encoding.GetDecoder().GetCharCount(prefix, flush: false);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Encoding? Declared(ReadOnlySpan<byte> bytes)
    {
        string head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, DeclarationWindow)]);
        Match match = CharsetDeclaration().Match(head);
        if (!match.Success)
            return null;
        switch (match.Groups["name"].Value.ToLowerInvariant())
        {
            case "utf-8" or "utf8":
                return Utf8;
            case "gb2312" or "gbk" or "gb18030" or "x-gbk" or "cp936" or "gb_2312-80" or "hz-gb-2312":
                return Gb18030;
            case "big5" or "big5-hkscs" or "cp950" or "x-x-big5" or "big-5":
                return Big5;
            case "utf-16" or "utf-16le" or "utf-16be":
                return null; // A page whose declaration can be read byte by byte is not UTF-16.
            case var other:
                try
                {
                    Encoding? encoding = CodePagesEncodingProvider.Instance.GetEncoding(other) ?? Encoding.GetEncoding(other);
                    return Strict(encoding.CodePage);
                }
                catch (ArgumentException)
                {
                    return null;
                }
        }
    }

    private static Encoding Strict(int codePage) =>
        CodePagesEncodingProvider.Instance.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? Encoding.GetEncoding(codePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);

    private static string Name(string name) => name.Length == 0 ? "the input" : name;

    [GeneratedRegex("""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*(?<name>[\w-]+)|<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["'](?<name>[\w-]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CharsetDeclaration();
}
