using System.Runtime.InteropServices;

namespace MedAiNlp;

/// <summary>
/// Turns a text into the numbers the topic model weighs: for each window of the text, and for the whole, how often every
/// known n-gram occurs, damped (1 + ln count) and scaled to length one (less for a text of a few words). Windows come in groups,
/// so that one run of the network judges many. A reusable buffer; one thread at a time.
/// </summary>
/// <param name="vocabulary">The n-grams the model knows.</param>
/// <param name="titleWeight">How many times as much an n-gram counts that the title holds.</param>
internal sealed class TopicFeaturizer(NgramVocabulary vocabulary, float titleWeight)
{
    /// <summary>A window is closed at the first sentence end after so many characters.</summary>
    public const int WindowLength = 280;

    /// <summary>No group has more lines: its windows, and the whole text.</summary>
    public const int MostLines = GroupSize + 1;

    // What is left after a window joins that window when it is shorter than this.
    private const int ShortestWindow = 120;
    private const int GroupSize = 16;
    private const double FewestSquares = 60;
    private static readonly float[] DampedCounts = [.. Enumerable.Range(0, 256).Select(n => n == 0 ? 0 : 1 + MathF.Log(n))];

    private readonly NgramCounts _title = new(vocabulary);
    private readonly NgramCounts _group = new(vocabulary);

    // Stays empty where the text is one group.
    private readonly NgramCounts _whole = new(vocabulary);
    private readonly List<(int Slot, float Value)> _entries = [];
    private readonly List<int> _windowEnds = [];
    private readonly List<TextSpan> _windows = [];
    private int[] _windowCounts = new int[256];
    private int[] _windowSlots = new int[256];
    private int[] _hits = [];
    private float[] _values = [];
    private int _height;
    private int _next;
    private bool _first;
    private bool _isGroupKept;

    /// <summary>The text as the model reads it.</summary>
    public TopicText Text { get; } = new();

    /// <summary>The windows of the group, in the text as the model reads it.</summary>
    public IReadOnlyList<TextSpan> Windows => _windows;

    /// <summary>Whether the last line of <see cref="Values"/> is the whole text.</summary>
    public bool HasWhole { get; private set; }

    /// <summary>The rows of the n-grams of the group, each once.</summary>
    public Memory<int> Rows => _group.Rows;

    /// <summary>
    /// One line a window, and one for the whole text where <see cref="HasWhole"/> says so, with a number for each of <see cref="Rows"/>.
    /// The squares of a line add up to one, or less where the text is very short.
    /// </summary>
    public Memory<float> Values => _values.AsMemory(0, _height * _group.Count);

    /// <summary>The lines of <see cref="Values"/>.</summary>
    public int Height => _height;

    /// <summary>Begins a new text.</summary>
    public void Open(ReadOnlySpan<char> text)
    {
        StartGroup();
        _whole.Clear();
        _title.Clear();
        Text.Read(text);
        _next = 0;
        _first = true;
        _isGroupKept = true;
        HasWhole = false;
        ReadTitle();
    }

    /// <summary>Reads the next group of windows; answers no when there is none left. A text without characters has none.</summary>
    public bool NextGroup()
    {
        if (_next >= Text.Length)
            return false;
        KeepGroup();
        StartGroup();
        while (_next < Text.Length && _windows.Count < GroupSize)
        {
            var window = TextSpan.FromBounds(_next, WindowEnd(_next));
            CountWindow(window);
            _windows.Add(window);
            _next = window.End;
        }

        HasWhole = _first && _next >= Text.Length;
        _first = false;
        _isGroupKept = false;
        FillValues();
        return true;
    }

    /// <summary>Makes the whole text the only line of <see cref="Values"/>; every group must have been read.</summary>
    public void ReadWhole()
    {
        // Where there was one group, it is the whole as it stands.
        if (_isGroupKept || _whole.Count > 0)
        {
            KeepGroup();
            StartGroup();
            _group.AddAll(_whole);
        }

        StartWindows();
        HasWhole = true;
        FillValues();
    }

    /// <summary>Opens a text, and makes the whole of it the only line of <see cref="Values"/>.</summary>
    public void ReadWhole(ReadOnlySpan<char> text)
    {
        Open(text);
        while (NextGroup())
        {
            // Only the counts are wanted here.
        }

        ReadWhole();
    }

    /// <summary>Makes one stretch of the open text the only line of <see cref="Values"/>.</summary>
    public void ReadStretch(TextSpan stretch)
    {
        KeepGroup();
        StartGroup();
        CountWindow(stretch);
        _windows.Add(stretch);
        FillValues();
    }

    /// <summary>How often the n-gram at a place of <see cref="Rows"/> occurs in what was read last.</summary>
    public int CountAt(int place) => _group.CountAt(place);

    /// <summary>Calls <paramref name="found"/> with the row, the start and the length of every known n-gram of a stretch, in order.</summary>
    public void ForEachNgram(TextSpan stretch, Action<int, int, int> found)
    {
        var chars = Text.Chars;
        for (int i = stretch.Start; i < stretch.End; i++)
        {
            int longest = LongestAt(chars, i, stretch.End);
            ulong hash = 0;
            for (int n = 0; n < longest; n++)
            {
                hash = NgramVocabulary.Extend(hash, chars[i + n]);
                if (vocabulary.RowOf(hash) is var row and >= 0)
                    found(row, i, n + 1);
            }
        }
    }

    // An n-gram that begins at a break is that character alone; the others end before the next break.
    private int LongestAt(ReadOnlySpan<char> chars, int i, int end)
    {
        int longest = 1;
        if (!CharacterTable.Is(chars[i], CharacterKinds.Break))
        {
            int last = Math.Min(vocabulary.LongestNgram, end - i);
            while (longest < last && !CharacterTable.Is(chars[i + longest], CharacterKinds.Break))
                longest++;
        }

        return longest;
    }

    private static float Damped(int count) => count < DampedCounts.Length ? DampedCounts[count] : 1 + MathF.Log(count);

    // A line of text holds few n-grams; scaled to length one, each would weigh as much as a dozen in an article.
    private static float Scale(double squares) => (float)(1 / Math.Sqrt(Math.Max(squares, FewestSquares)));

    private void StartGroup()
    {
        _group.Clear();
        StartWindows();
    }

    private void StartWindows()
    {
        _entries.Clear();
        _windows.Clear();
        _windowEnds.Clear();
    }

    // Most texts are one group, whose counts are those of the whole: they are added up only where another follows.
    private void KeepGroup()
    {
        if (_isGroupKept)
            return;
        _whole.AddAll(_group);
        _isGroupKept = true;
    }

    private void ReadTitle()
    {
        int hits = FindKnown(TextSpan.FromBounds(Text.TitleStart, Text.TitleEnd));
        foreach (int bucket in _hits.AsSpan(0, hits))
            _title.SlotOf(bucket);
    }

    // This is where the time goes: every n-gram of the text is hashed and looked up here, once.
    private void CountWindow(TextSpan window)
    {
        int used = 0, hits = FindKnown(window);
        foreach (int bucket in _hits.AsSpan(0, hits))
        {
            int slot = _group.SlotOf(bucket);
            if (slot >= _windowCounts.Length)
            {
                Array.Resize(ref _windowCounts, slot * 2);
                Array.Resize(ref _windowSlots, slot * 2);
            }

            if (_windowCounts[slot]++ == 0)
                _windowSlots[used++] = slot;
        }

        AddEntries(_windowSlots.AsSpan(0, used));
    }

    // Puts the buckets of the known n-grams into _hits, in order, and answers how many there are.
    private int FindKnown(TextSpan window)
    {
        var chars = Text.Chars[..window.End];
        int hits = 0, longest = vocabulary.LongestNgram;
        if (_hits.Length <= window.Length * longest)
            _hits = new int[window.Length * longest + 1];
        int runEnd = window.Start;
        for (int i = window.Start; i < chars.Length; i++)
        {
            if (i >= runEnd)
            {
                runEnd = i;
                while (runEnd < chars.Length && !CharacterTable.Is(chars[runEnd], CharacterKinds.Break))
                    runEnd++;
            }

            // Whether an n-gram is known is a coin toss, and a mispredicted branch costs more than the look-up: so every bucket
            // is written, and the place moves on only behind a known one.
            int last = i == runEnd ? i + 1 : Math.Min(runEnd, i + longest);
            ulong hash = 0;
            for (int k = i; k < last; k++)
            {
                hash = NgramVocabulary.Extend(hash, chars[k]);
                int bucket = _hits[hits] = vocabulary.BucketOf(hash);
                hits += vocabulary.Knows(bucket);
            }
        }

        return hits;
    }

    private void AddEntries(ReadOnlySpan<int> slots)
    {
        double squares = 0;
        int first = _entries.Count;
        foreach (int slot in slots)
        {
            int count = _windowCounts[slot];
            _windowCounts[slot] = 0;
            _group.AddAt(slot, count);
            float value = Damped(count);
            if (IsInTitle(slot))
                value *= titleWeight;
            squares += value * value;
            _entries.Add((slot, value));
        }

        float scale = Scale(squares);
        var added = CollectionsMarshal.AsSpan(_entries)[first..];
        foreach (ref var entry in added)
            entry.Value *= scale;
        _windowEnds.Add(_entries.Count);
    }

    private void FillValues()
    {
        int width = _group.Count;
        _height = _windows.Count + (HasWhole ? 1 : 0);
        if (_values.Length < _height * width)
            _values = new float[Math.Max(_height * width, 2 * _values.Length)];
        Array.Clear(_values, 0, _windows.Count * width);
        int entry = 0;
        for (int window = 0; window < _windows.Count; window++)
        {
            for (; entry < _windowEnds[window]; entry++)
                _values[window * width + _entries[entry].Slot] = _entries[entry].Value;
        }

        if (HasWhole)
            FillWhole(_values.AsSpan(_windows.Count * width, width));
    }

    private void FillWhole(Span<float> line)
    {
        double squares = 0;
        for (int slot = 0; slot < line.Length; slot++)
        {
            float value = Damped(_group.CountAt(slot));
            if (IsInTitle(slot))
                value *= titleWeight;
            line[slot] = value;
            squares += value * value;
        }

        float scale = Scale(squares);
        foreach (ref float value in line)
            value *= scale;
    }

    private bool IsInTitle(int slot) => _title.Holds(_group.BucketAt(slot));

    private int WindowEnd(int start)
    {
        if (Text.Length - start <= WindowLength + ShortestWindow)
            return Text.Length;
        var chars = Text.Chars;
        int end = start + WindowLength;
        int latest = start + 2 * WindowLength;
        while (end < chars.Length && end < latest && !CharacterTable.Is(chars[end - 1], CharacterKinds.Break))
            end++;
        return Text.Length - end < ShortestWindow ? Text.Length : end;
    }
}
