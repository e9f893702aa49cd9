namespace MedAiNlp;

/// <summary>
/// Measures the signals of <see cref="TextQuality"/>; each is one pass over the text, so that the spam topic can use them on every text.
/// A reusable buffer; one thread at a time.
/// </summary>
internal sealed class QualitySignals
{
    private const int RepeatLength = 10;
    private const int TableSize = 1 << 13;

    private static readonly Signal[] All =
    [
        new("title-fragments", 4, "Pieces of the title are set into other sentences {0:0} times."),
        new("title-mismatch", 0.75, "{0:0%} of the title's character pairs do not occur in the text below it."),
        new("title-parts", 4, "The title is {0:0} phrases strung together."),
        new("repetition", 0.35, "{0:0%} of the text repeats ten characters that stood before."),
        new("stuffing", 3, "One phrase of four characters occurs {0:0.0} times in a hundred characters."),
        new("links", 8, "There are {0:0.0} web addresses in a thousand characters."),
        new("menu", 0.6, "{0:0%} of the text stands in short lines or lists without a sentence."),
        new("contact", 5, "Contact details or calls to get in touch occur {0:0.0} times in a thousand characters."),
        new("decoration", 20, "There are {0:0.0} exclamation marks, stars, arrows or bars in a thousand characters."),
        new("numbers", 0.2, "{0:0%} of the characters are digits."),
        new("broken-sentences", 4, "{0:0.0} times in a thousand characters two punctuation marks meet or a line begins with one."),
    ];

    private readonly ulong[] _seen = new ulong[TableSize];
    private readonly ushort[] _frequency = new ushort[TableSize];

    /// <summary>How many signals there are.</summary>
    public static int Count => All.Length;

    /// <summary>The names of the signals, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(signal => signal.Name)];

    /// <summary>The signal at a place in the order, with a measured value.</summary>
    public static QualitySignal Describe(int index, double value) =>
        new(All[index].Name, value, value >= All[index].Raised, string.Format(System.Globalization.CultureInfo.InvariantCulture, All[index].Explanation, value));

    /// <summary>The value as a feature of the model: counts are damped, so that one extreme text does not drown the rest.</summary>
    public static float Feature(int index, float value) => All[index].Raised < 1 ? value : MathF.Log(1 + value);

    /// <summary>Measures a text; <paramref name="values"/> has <see cref="Count"/> places.</summary>
    public void Measure(TopicText text, Span<float> values)
    {
        values.Clear();
        var chars = text.Chars;
        if (chars.IsEmpty)
            return;
        var title = chars[text.TitleStart..text.TitleEnd];
        var body = chars[text.TitleEnd..];
        float perThousand = 1000f / Math.Max(chars.Length, 300);
        values[0] = TitleFragments(title, body);
        values[1] = TitleMismatch(title, body);
        values[2] = TitleParts(title);
        (values[3], values[4]) = Repetition(body);
        values[5] = text.Links * perThousand;
        values[6] = Menu(body);
        (int contacts, int marks, int digits, int broken) = CountCharacters(chars);
        values[7] = contacts * perThousand;
        values[8] = marks * perThousand;
        values[9] = (float)digits / Math.Max(chars.Length, 100);
        values[10] = broken * perThousand;
    }

    // Different pieces of the title, three characters or more, that stand in the text with Chinese characters on both sides.
    // An article repeats the words of its title, few of them and whole; a machine cuts the title anywhere.
    private static int TitleFragments(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        if (title.Length < 5)
            return 0;
        // Most characters of the text are not in the title at all: a small set of its pairs says so at once.
        ulong pairs = 0;
        for (int k = 0; k + 1 < title.Length; k++)
            pairs |= PairBit(title[k], title[k + 1]);
        var pieces = new HashSet<int>();
        int i = 1;
        while (i + 3 < body.Length)
        {
            int at = (pairs & PairBit(body[i], body[i + 1])) != 0 && IsHan(body[i]) ? title.IndexOf(body.Slice(i, 3)) : -1;
            if (at < 0)
            {
                i++;
                continue;
            }

            int length = 3;
            while (at + length < title.Length && i + length < body.Length && title[at + length] == body[i + length])
                length++;
            bool inside = IsHan(body[i - 1]) && i + length < body.Length && IsHan(body[i + length]);
            if (inside)
                pieces.Add((at << 8) | length);
            i += length;
        }

        return pieces.Count;

        static ulong PairBit(char first, char second) => 1UL << (first * 7 + second * 31);
    }

    private static float TitleMismatch(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        int pairs = 0, missing = 0;
        if (body.Length < 100)
            return 0;
        for (int i = 0; i + 1 < title.Length; i++)
        {
            if (!IsHan(title[i]) || !IsHan(title[i + 1]))
                continue;
            pairs++;
            if (body.IndexOf(title.Slice(i, 2)) < 0)
                missing++;
        }

        return pairs < 4 ? 0 : (float)missing / pairs;
    }

    private static int TitleParts(ReadOnlySpan<char> title)
    {
        int parts = 0;
        bool inside = false;
        foreach (char c in title)
        {
            bool separator = CharacterTable.Is(c, CharacterKinds.Separator);
            if (!separator && !inside)
                parts++;
            inside = !separator;
        }

        return parts;
    }

    private (float Repeated, float Stuffing) Repetition(ReadOnlySpan<char> body)
    {
        Array.Clear(_seen);
        Array.Clear(_frequency);
        int repeated = 0, most = 0;
        ulong ten = 0, four = 0;
        const ulong Base = 0x100000001B3;
        ulong tenth = Power(Base, RepeatLength), fourth = Power(Base, 4);
        for (int i = 0; i < body.Length; i++)
        {
            char c = body[i];
            ten = ten * Base + c - (i >= RepeatLength ? tenth * body[i - RepeatLength] : 0);
            four = four * Base + c - (i >= 4 ? fourth * body[i - 4] : 0);
            if (i >= RepeatLength - 1)
            {
                ulong key = (ten * 0x9E3779B97F4A7C15) | 1;
                ref ulong slot = ref _seen[key >> 51];
                if (slot == key)
                    repeated++;
                else
                    slot = key;
            }

            if (i >= 3 && IsHan(c) && IsHan(body[i - 3]))
            {
                int count = ++_frequency[(four * 0x9E3779B97F4A7C15) >> 51];
                most = Math.Max(most, count);
            }
        }

        // A big text fills the table and phrases fall together, so the count is held against the average slot.
        float average = (float)body.Length / TableSize;
        float stuffing = most < 3 ? 0 : Math.Max(0, most - average) * 100f / Math.Max(body.Length, 200);
        return ((float)repeated / Math.Max(body.Length, 50), stuffing);

        static ulong Power(ulong value, int exponent)
        {
            ulong power = 1;
            for (int i = 0; i < exponent; i++)
                power *= value;
            return power;
        }
    }

    private static float Menu(ReadOnlySpan<char> body)
    {
        int menu = 0;
        foreach (var range in body.Split('\n'))
        {
            var line = body[range];
            bool sentence = line.Length > 40 || line.ContainsAny("。,");
            if (!sentence)
                menu += line.Length;
        }

        return (float)menu / Math.Max(body.Length, 100);
    }

    private static (int Contacts, int Marks, int Digits, int Broken) CountCharacters(ReadOnlySpan<char> text)
    {
        int contacts = 0, marks = 0, digits = 0, broken = 0;
        char before = '\n';
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            var kinds = CharacterTable.Of(c);
            if (c == '0')
                digits++;
            if ((kinds & CharacterKinds.Mark) != 0)
                marks++;
            if ((kinds & CharacterKinds.Contact) != 0 && BeginsContact(text[i..]))
                contacts++;
            if ((kinds & CharacterKinds.Stop) != 0 && c != before && (before == '\n' || CharacterTable.Is(before, CharacterKinds.Stop)))
                broken++;
            before = c;
        }

        return (contacts, marks, digits, broken);
    }

    private static bool BeginsContact(ReadOnlySpan<char> text)
    {
        foreach (string word in CharacterTable.ContactWords)
        {
            if (text.StartsWith(word))
                return true;
        }

        return false;
    }

    private static bool IsHan(char c) => CharacterTable.Is(c, CharacterKinds.Han);

    private readonly record struct Signal(string Name, double Raised, string Explanation);
}
