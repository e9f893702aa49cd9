using System.Buffers;

namespace MedAiNlp;

/// <summary>
/// A text as the topic model reads it: folded, with what says nothing about topics taken out (spaces between Chinese,
/// Markdown signs, zero-width and control characters, the letters of a web address), and the way back to the text as given.
/// A reusable buffer; one thread at a time.
/// </summary>
internal sealed class TopicText
{
    /// <summary>Stands for a whole web address. Folded text has no capitals, so no character of the text is taken for it.</summary>
    public const char Link = 'U';

    private const int LongestTitle = 80;
    private static readonly CharacterFolding Folding = CharacterFolding.For(FoldKinds.Width | FoldKinds.Traditional | FoldKinds.Case | FoldKinds.Punctuation);
    private static readonly SearchValues<char> MarkdownSigns = SearchValues.Create("#*`");
    private char[] _folded = [];
    private char[] _chars = [];
    private int[] _sources = [0];

    /// <summary>The characters the model reads.</summary>
    public ReadOnlySpan<char> Chars => _chars.AsSpan(0, Length);

    /// <summary>For each of <see cref="Chars"/>, the offset in the text as given; one more entry holds the length of that text.</summary>
    public ReadOnlySpan<int> Sources => _sources.AsSpan(0, Length + 1);

    /// <summary>How many characters the model reads.</summary>
    public int Length { get; private set; }

    /// <summary>Where the title begins, in <see cref="Chars"/>.</summary>
    public int TitleStart { get; private set; }

    /// <summary>Just after the last character of the title, in <see cref="Chars"/>; equal to <see cref="TitleStart"/> where the text has no title.</summary>
    public int TitleEnd { get; private set; }

    /// <summary>How many web addresses the text holds.</summary>
    public int Links { get; private set; }

    /// <summary>Reads a text into the buffer.</summary>
    public void Read(ReadOnlySpan<char> text)
    {
        if (_folded.Length < text.Length)
        {
            _folded = new char[text.Length];
            _chars = new char[text.Length];
            _sources = new int[text.Length + 1];
        }

        var line = _folded.AsSpan(0, text.Length);
        Folding.Fold(text, line);
        Links = 0;
        int n = 0;
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c <= ' ')
            {
                if (text[i] is '\n' or '\r')
                {
                    if (n > 0 && _chars[n - 1] == ' ')
                        n--;
                    if (n > 0 && _chars[n - 1] != '\n')
                        Put('\n', i);
                }
                else if (n > 0 && char.IsAsciiLetterOrDigit(_chars[n - 1]))
                {
                    Put(' ', i);
                }

                continue;
            }

            if (c < 128)
            {
                if (MarkdownSigns.Contains(c))
                    continue;
                if (c is 'h' or 'w' && AddressLength(line[i..]) is var length and > 0)
                {
                    Put(Link, i);
                    Links++;
                    i += length - 1;
                    continue;
                }

                if (char.IsAsciiDigit(c) && !IsGeneration(line, i))
                    c = '0';
            }
            else if (IsInvisible(c))
            {
                continue;
            }

            // A space is worth keeping only between two Latin words.
            if (n > 0 && _chars[n - 1] == ' ' && !char.IsAsciiLetterOrDigit(c))
                n--;
            Put(c, i);
        }

        while (n > 0 && _chars[n - 1] is ' ' or '\n')
            n--;
        Length = n;
        _sources[n] = text.Length;
        FindTitle();

        void Put(char c, int source)
        {
            _chars[n] = c;
            _sources[n++] = source;
        }
    }

    // Digits are read as 0, for their values say nothing; but 5G is a topic and 4G is not.
    private static bool IsGeneration(ReadOnlySpan<char> line, int i) =>
        i + 1 < line.Length && line[i + 1] == 'g' && (i == 0 || !char.IsAsciiLetterOrDigit(line[i - 1]))
        && (i + 2 == line.Length || !char.IsAsciiLetterLower(line[i + 2]));

    private static int AddressLength(ReadOnlySpan<char> line)
    {
        if (!line.StartsWith("http") && !line.StartsWith("www."))
            return 0;
        int i = 4;
        while (i < line.Length && line[i] is > ' ' and < (char)127 and not ('"' or '<' or '>' or ')' or ']'))
            i++;
        return i >= 8 ? i : 0;
    }

    private static bool IsInvisible(char c) =>
        c is < '\u00A0' or '\u00AD' or (>= '\u200B' and <= '\u200F') or (>= '\u202A' and <= '\u202E')
            or (>= '\u2060' and <= '\u2064') or (>= '\uFE00' and <= '\uFE0F') or '\uFEFF';

    private void FindTitle()
    {
        TitleStart = TitleEnd = 0;
        int end = Chars.IndexOf('\n');
        if (end > 0 && end <= LongestTitle && _chars[end - 1] != '。' && end * 2 < Length)
            TitleEnd = end;
    }
}
