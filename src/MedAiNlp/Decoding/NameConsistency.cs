using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace MedAiNlp;

/// <summary>
/// The second look at an article: a name that was found once is taken at its other mentions, where the model at least
/// considered an entity; and a name that was found with two types gets the one that has more weight.
/// Works in buffers that are kept from text to text.
/// </summary>
internal sealed class NameConsistency
{
    /// <summary>Below this probability of being part of any name, a place stays as it is: there the context speaks against it.</summary>
    private const double LeastDoubt = 0.03;

    /// <summary>A name has to be this sure, on average, to be looked for elsewhere.</summary>
    private const double LeastTrust = 0.8;

    /// <summary>The buffers of a text with more names than these go with it: one huge text must not fill memory for ever.</summary>
    private const int MostNamesKept = 4096;

    private const int None = -1;

    private static readonly ConcurrentBag<NameConsistency> Idle = [];

    // From the hash of a name's characters to the first name with that hash; the name of each span; the names, longest first.
    private readonly Dictionary<int, int> _byHash = [];
    private readonly List<Name> _names = [];
    private readonly List<Weight> _weights = [];
    private readonly List<int> _nameOf = [];
    private readonly List<int> _order = [];
    private readonly Comparison<int> _longestFirst;
    private ReadOnlyMemory<char> _text;

    private NameConsistency() =>
        _longestFirst = (a, b) => TextOf(b).Length.CompareTo(TextOf(a).Length) is not 0 and var length ? length : TextOf(a).SequenceCompareTo(TextOf(b));

    /// <param name="text">The text of the article.</param>
    /// <param name="spans">Spans found in it; replaced by the consistent ones, in order.</param>
    /// <param name="outside">For each character the probability that it belongs to no name.</param>
    public static void Apply(ReadOnlyMemory<char> text, List<LabelledSpan> spans, ReadOnlySpan<float> outside)
    {
        if (spans.Count == 0)
            return;
        if (!Idle.TryTake(out var work))
            work = new NameConsistency();
        work._text = text;
        work.Apply(spans, outside);
        if (work._names.Count > MostNamesKept)
            return;
        work.Clear();
        Idle.Add(work);
    }

    private void Apply(List<LabelledSpan> spans, ReadOnlySpan<float> outside)
    {
        foreach (var span in spans)
            Add(span);
        var buffer = ArrayPool<bool>.Shared.Rent(_text.Length);
        var taken = buffer.AsSpan(0, _text.Length);
        taken.Clear();
        for (var i = 0; i < spans.Count; i++)
        {
            spans[i] = spans[i] with { Type = Heaviest(_names[_nameOf[i]]).Type };
            taken[spans[i].Start..spans[i].End].Fill(true);
        }
        // Longest first, so that a short form does not take a place inside a full name.
        _order.Sort(_longestFirst);
        foreach (var name in _order)
            Take(name, spans, outside, taken);
        ArrayPool<bool>.Shared.Return(buffer);
        spans.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    private void Take(int number, List<LabelledSpan> spans, ReadOnlySpan<float> outside, Span<bool> taken)
    {
        var found = _names[number];
        var name = TextOf(number);
        var heaviest = Heaviest(found);
        if (name.Length < 2 || (name.Length == 2 && found.Count < 2) || heaviest.Score / found.Count < LeastTrust)
            return;
        for (var at = _text.Span.IndexOf(name); at >= 0; at = IndexOf(name, at + 1))
        {
            var place = taken.Slice(at, name.Length);
            if (place.Contains(true) || !StandsAlone(_text.Span, at, at + name.Length))
                continue;
            var inside = 1 - Average(outside.Slice(at, name.Length));
            if (inside < LeastDoubt)
                continue;
            spans.Add(new LabelledSpan(at, at + name.Length, heaviest.Type, inside));
            place.Fill(true);
        }
    }

    private void Add(LabelledSpan span)
    {
        var text = _text.Span[span.Start..span.End];
        var hash = string.GetHashCode(text);
        var last = None;
        for (var i = _byHash.GetValueOrDefault(hash, None); i != None; i = _names[i].NextAlike)
        {
            last = i;
            if (!TextOf(i).SequenceEqual(text))
                continue;
            AddWeight(i, span);
            return;
        }
        if (last == None)
            _byHash.Add(hash, _names.Count);
        else
            CollectionsMarshal.AsSpan(_names)[last].NextAlike = _names.Count;
        _nameOf.Add(_names.Count);
        _order.Add(_names.Count);
        _names.Add(new Name { Start = span.Start, End = span.End, Count = 1, FirstWeight = _weights.Count, NextAlike = None });
        _weights.Add(new Weight(span.Type, span.Score, None));
    }

    private void AddWeight(int number, LabelledSpan span)
    {
        _nameOf.Add(number);
        CollectionsMarshal.AsSpan(_names)[number].Count++;
        var weights = CollectionsMarshal.AsSpan(_weights);
        for (var i = _names[number].FirstWeight; ; i = weights[i].Next)
        {
            if (weights[i].Type == span.Type)
            {
                weights[i] = weights[i] with { Score = weights[i].Score + span.Score };
                return;
            }
            if (weights[i].Next != None)
                continue;
            weights[i] = weights[i] with { Next = _weights.Count };
            _weights.Add(new Weight(span.Type, span.Score, None));
            return;
        }
    }

    // The type with the most weight, of equals the one that was found first.
    private Weight Heaviest(in Name name)
    {
        var heaviest = _weights[name.FirstWeight];
        for (var i = heaviest.Next; i != None; i = _weights[i].Next)
        {
            if (_weights[i].Score > heaviest.Score)
                heaviest = _weights[i];
        }
        return heaviest;
    }

    private void Clear()
    {
        _byHash.Clear();
        _names.Clear();
        _weights.Clear();
        _nameOf.Clear();
        _order.Clear();
        _text = default;
    }

    private ReadOnlySpan<char> TextOf(int name) => _text.Span[_names[name].Start.._names[name].End];

    private int IndexOf(ReadOnlySpan<char> name, int from) => _text.Span[from..].IndexOf(name) is >= 0 and var at ? from + at : None;

    private static double Average(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    // A Latin name must not be cut out of a longer word.
    private static bool StandsAlone(ReadOnlySpan<char> text, int start, int end) =>
        !(start > 0 && IsLatin(text[start]) && IsLatin(text[start - 1])) &&
        !(end < text.Length && IsLatin(text[end - 1]) && IsLatin(text[end]));

    private static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c);

    /// <summary>What was found under one name: where it stands first, how often, and the weights of its types in the order they were found.</summary>
    private struct Name
    {
        public int Start;
        public int End;
        public int Count;
        public int FirstWeight;
        public int NextAlike;
    }

    /// <summary>The scores of a name's mentions of one type, added up, and the next type.</summary>
    private readonly record struct Weight(string Type, double Score, int Next);
}
