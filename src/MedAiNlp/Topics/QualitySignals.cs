using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

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
        new("title-fragments", 3, "Different pieces of the title are set into other sentences, {0:0.#} in a thousand characters."),
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
        new("foreign-fragments", 4, "Different fragments of one phrase are set into sentences that read better without them, {0:0.0} in a thousand characters."),
        new("repeated-clauses", 0.1, "{0:0%} of the text are clauses of eight characters or more that stood before."),
        new("bait", 6, "Phrases of gambling, pornography, loans and trickery occur {0:0.0} times in a thousand characters."),
        new("promises", 6, "Promises and pressure to buy occur {0:0.0} times in a thousand characters."),
        new("rewritten-words", 5, "Words that rewriting programs put for common ones occur {0:0.0} times in a thousand characters."),
        new("bait-lines", 5, "Phrases of gambling, pornography, loans and trickery stand in lines that are no sentences, {0:0.0} in a thousand characters."),
        new("doubled-clauses", 3, "Clauses are said again at once, {0:0.0} times in a thousand characters."),
    ];

    private readonly ulong[] _seen = new ulong[TableSize];
    private readonly ushort[] _frequency = new ushort[TableSize];
    private readonly HashSet<int> _pieces = [];
    private readonly HashSet<ulong> _clauses = [];
    private readonly List<TextSpan> _clausesOfLine = [];
    private readonly Dictionary<ulong, int> _timesOfLine = [];
    private char[] _kept = [];
    private readonly ForeignFragments _fragments = new();

    /// <summary>How many signals there are.</summary>
    public static int Count => All.Length;

    /// <summary>The names of the signals, in order.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Select(signal => signal.Name)];

    /// <summary>The signal at a place in the order, with a measured value.</summary>
    public static QualitySignal Describe(int index, double value) =>
        new(All[index].Name, value, value >= All[index].Raised, string.Format(System.Globalization.CultureInfo.InvariantCulture, All[index].Explanation, value));

    /// <summary>How many features of the model a signal gives.</summary>
    public const int FeaturesOfOne = 3;

    /// <summary>How many features of the model all signals give.</summary>
    public static int Features => Count * FeaturesOfOne;

    /// <summary>
    /// The measured values as features of the model, <see cref="FeaturesOfOne"/> a signal: the value itself, and by how much it
    /// passes half of what raises it, and all of it. So the model can give a value that stands out more than its share, and one
    /// that articles reach too less. Counts are damped, so that one extreme text does not drown the rest.
    /// </summary>
    public static void FillFeatures(ReadOnlySpan<float> values, Span<float> features)
    {
        for (int i = 0; i < All.Length; i++)
        {
            float value = Damped(i, values[i]);
            features[i * FeaturesOfOne] = value;
            features[i * FeaturesOfOne + 1] = Math.Max(0, value - Damped(i, (float)All[i].Raised / 2));
            features[i * FeaturesOfOne + 2] = Math.Max(0, value - Damped(i, (float)All[i].Raised));
        }

        static float Damped(int signal, float value) => All[signal].Raised < 1 ? value : MathF.Log(1 + value);
    }

    /// <summary>The features of a text.</summary>
    public static float[] FeaturesOf(string text)
    {
        var read = new TopicText();
        read.Read(text);
        Span<float> values = stackalloc float[Count];
        new QualitySignals().Measure(read, values);
        var features = new float[Features];
        FillFeatures(values, features);
        return features;
    }

    /// <summary>Measures a text; <paramref name="values"/> has <see cref="Count"/> places.</summary>
    public void Measure(TopicText text, Span<float> values)
    {
        values.Clear();
        if (text.Length == 0)
            return;
        var chars = WithoutCopies(text.Chars, text.TitleEnd);
        var title = chars[text.TitleStart..text.TitleEnd];
        var body = chars[text.TitleEnd..];
        float perThousand = 1000f / Math.Max(chars.Length, 300);
        values[0] = TitleFragments(title, body) / Math.Max(1, chars.Length / 1000f);
        values[1] = TitleMismatch(title, body);
        values[2] = TitleParts(title);
        (values[3], values[4]) = Repetition(body);
        values[5] = text.Links * perThousand;
        values[6] = Menu(body);
        var counts = CountCharacters(chars);
        values[7] = counts.Contacts * perThousand;
        values[8] = counts.Marks * perThousand;
        values[9] = (float)counts.Digits / Math.Max(chars.Length, 100);
        values[10] = counts.Broken * perThousand;
        values[11] = _fragments.Measure(chars);
        (values[12], values[17]) = RepeatedClauses(title, body);
        values[13] = counts.Bait * perThousand;
        values[14] = counts.Promises * perThousand;
        values[15] = counts.Rewritten * perThousand;
        values[16] = counts.BaitInLines * perThousand;
    }

    // Crawlers keep a paragraph twice, which says nothing of its writer. A third copy stays, and so do short lines.
    private ReadOnlySpan<char> WithoutCopies(ReadOnlySpan<char> chars, int titleEnd)
    {
        const int Shortest = 30;
        _timesOfLine.Clear();
        int kept = -1;
        foreach (var range in chars[titleEnd..].Split('\n'))
        {
            int start = titleEnd + range.Start.Value, end = titleEnd + range.End.Value;
            bool isCopy = end - start >= Shortest && ++CollectionsMarshal.GetValueRefOrAddDefault(_timesOfLine, Hash(chars[start..end]), out _) == 2;
            if (isCopy && kept < 0)
            {
                if (_kept.Length < chars.Length)
                    _kept = new char[chars.Length];
                chars[..start].CopyTo(_kept);
                kept = start;
            }

            if (isCopy || kept < 0)
                continue;
            end = Math.Min(chars.Length, end + 1);
            chars[start..end].CopyTo(_kept.AsSpan(kept));
            kept += end - start;
        }

        return kept < 0 ? chars : _kept.AsSpan(0, kept).TrimEnd('\n');
    }

    // Different pieces of the title, three characters or more, between Chinese characters that go together better without them.
    // An article repeats the words of its title, few of them and where they belong; a machine puts them anywhere.
    private int TitleFragments(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        if (title.Length < 5)
            return 0;
        // Most characters of the text are not in the title at all: a small set of its pairs says so at once.
        ulong pairs = 0;
        for (int k = 0; k + 1 < title.Length; k++)
            pairs |= PairBit(title[k], title[k + 1]);
        _pieces.Clear();
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
            if (inside && CharacterPairs.Usual.GainWithout(body, i, i + length) > 0)
                _pieces.Add((at << 8) | length);
            i += length;
        }

        return _pieces.Count;

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

    // A heading may stand twice, and the title may come again; sentences that do were put there by a machine.
    private (float Repeated, float Doubled) RepeatedClauses(ReadOnlySpan<char> title, ReadOnlySpan<char> body)
    {
        const int Shortest = 8;
        _clauses.Clear();
        int repeated = 0, doubled = 0, start = 0;
        for (int i = 0; i <= body.Length; i++)
        {
            if (i < body.Length && !CharacterTable.Is(body[i], CharacterKinds.Stop | CharacterKinds.Break))
                continue;
            var clause = body[start..i];
            if (!clause.IsEmpty)
                _clausesOfLine.Add(TextSpan.FromBounds(start, i));
            if (clause.Length >= Shortest && !_clauses.Add(Hash(clause)) && title.IndexOf(clause) < 0)
                repeated += clause.Length;
            start = i + 1;
            if (i == body.Length || body[i] == '\n')
            {
                doubled += Doubled(body, _clausesOfLine);
                _clausesOfLine.Clear();
            }
        }

        return ((float)repeated / Math.Max(body.Length, 100), doubled * 1000f / Math.Max(body.Length, 300));
    }

    // How often a clause, or two or three in their order, are said again at once. Digits are read as 0, so that clauses with numbers
    // look alike that are not.
    private static int Doubled(ReadOnlySpan<char> body, List<TextSpan> clauses)
    {
        const int Shortest = 7, Most = 3;
        int doubled = 0;
        for (int i = 1; i < clauses.Count; i++)
        {
            for (int n = 1; n <= Math.Min(Most, Math.Min(i, clauses.Count - i)); n++)
            {
                var again = body[clauses[i].Start..clauses[i + n - 1].End];
                if (again.Length < Shortest || !again.SequenceEqual(body[clauses[i - n].Start..clauses[i - 1].End]) || again.Contains('0'))
                    continue;
                doubled++;
                i += n - 1;
                break;
            }
        }

        return doubled;
    }

    // Four characters at a time; the last four may be read twice.
    private static ulong Hash(ReadOnlySpan<char> clause)
    {
        const ulong Multiplier = 0x9E3779B97F4A7C15;
        var bytes = MemoryMarshal.AsBytes(clause);
        ulong hash = (ulong)bytes.Length;
        for (int i = 0; i + sizeof(ulong) <= bytes.Length; i += sizeof(ulong))
            hash = BitOperations.RotateLeft((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[i..])) * Multiplier, 29);
        return (hash ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes[^sizeof(ulong)..])) * Multiplier;
    }

    private static CharacterCounts CountCharacters(ReadOnlySpan<char> text)
    {
        var counts = new CharacterCounts();
        char before = '\n';
        int quotedUntil = 0, baitBefore = 0;
        bool isSentence = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            var kinds = CharacterTable.Of(c);
            if (c == '"' && i >= quotedUntil)
                quotedUntil = EndOfQuotation(text, i);
            if (c == '0')
                counts.Digits++;
            if ((kinds & CharacterKinds.Mark) != 0)
                counts.Marks++;
            if ((kinds & CharacterKinds.Lure) != 0 && i >= quotedUntil)
                CountLures(text[i..], ref counts);
            if ((kinds & CharacterKinds.Stop) != 0 && c != before && (before == '\n' || CharacterTable.Is(before, CharacterKinds.Stop)))
                counts.Broken++;
            before = c;
            isSentence |= c == '。';
            if (c == '\n' || i + 1 == text.Length)
            {
                counts.BaitInLines += isSentence ? 0 : counts.Bait - baitBefore;
                baitBefore = counts.Bait;
                isSentence = false;
            }
        }

        return counts;
    }

    // What a report about fraud quotes is no lure.
    private static int EndOfQuotation(ReadOnlySpan<char> text, int start)
    {
        const int Longest = 40;
        int length = text.Slice(start + 1, Math.Min(Longest, text.Length - start - 1)).IndexOf('"');
        return length < 0 ? 0 : start + length + 2;
    }

    private static void CountLures(ReadOnlySpan<char> text, ref CharacterCounts counts)
    {
        var kinds = LurePhrases.At(text);
        counts.Contacts += (kinds & LureKinds.Contact) != 0 ? 1 : 0;
        counts.Bait += (kinds & LureKinds.Bait) != 0 ? 1 : 0;
        counts.Promises += (kinds & LureKinds.Promise) != 0 ? 1 : 0;
        counts.Rewritten += (kinds & LureKinds.Rewritten) != 0 ? 1 : 0;
    }

    private static bool IsHan(char c) => CharacterTable.Is(c, CharacterKinds.Han);

    private struct CharacterCounts
    {
        public int Contacts, Bait, BaitInLines, Promises, Rewritten, Marks, Digits, Broken;
    }

    private readonly record struct Signal(string Name, double Raised, string Explanation);
}
