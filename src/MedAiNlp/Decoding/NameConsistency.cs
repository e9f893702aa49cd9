using System.Buffers;
using System.Runtime.InteropServices;

namespace MedAiNlp;

/// <summary>
/// The second look at an article: a name that was found once is taken at its other mentions, where the model at least
/// considered an entity; and a name that was found with two types gets the one that has more weight.
/// </summary>
internal static class NameConsistency
{
    /// <summary>Below this probability of being part of any name, a place stays as it is: there the context speaks against it.</summary>
    private const double LeastDoubt = 0.03;

    /// <summary>A name has to be this sure, on average, to be looked for elsewhere.</summary>
    private const double LeastTrust = 0.8;

    /// <param name="text">The text of the article.</param>
    /// <param name="spans">Spans found in it; replaced by the consistent ones, in order.</param>
    /// <param name="outside">For each character the probability that it belongs to no name.</param>
    public static void Apply(string text, List<LabelledSpan> spans, ReadOnlySpan<float> outside)
    {
        if (spans.Count == 0)
            return;
        var names = Names(text, spans);
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        var buffer = ArrayPool<bool>.Shared.Rent(text.Length);
        var taken = buffer.AsSpan(0, text.Length);
        taken.Clear();
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i];
            spans[i] = span with { Type = lookup[text.AsSpan(span.Start, span.End - span.Start)].Type };
            taken[span.Start..span.End].Fill(true);
        }
        // Longest first, so that a short form does not take a place inside a full name.
        foreach (var (name, found) in names.OrderByDescending(n => n.Key.Length).ThenBy(n => n.Key, StringComparer.Ordinal))
        {
            if (name.Length < 2 || (name.Length == 2 && found.Count < 2) || found.Trust < LeastTrust)
                continue;
            for (var at = text.IndexOf(name, StringComparison.Ordinal); at >= 0; at = text.IndexOf(name, at + 1, StringComparison.Ordinal))
            {
                var place = taken.Slice(at, name.Length);
                if (place.Contains(true) || !StandsAlone(text, at, at + name.Length))
                    continue;
                var inside = 1 - Average(outside.Slice(at, name.Length));
                if (inside < LeastDoubt)
                    continue;
                spans.Add(new LabelledSpan(at, at + name.Length, found.Type, inside));
                place.Fill(true);
            }
        }
        ArrayPool<bool>.Shared.Return(buffer);
        spans.Sort(static (a, b) => a.Start.CompareTo(b.Start));
    }

    private static Dictionary<string, Found> Names(string text, List<LabelledSpan> spans)
    {
        var names = new Dictionary<string, Found>(spans.Count);
        var lookup = names.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var span in spans)
        {
            ref var found = ref CollectionsMarshal.GetValueRefOrAddDefault(lookup, text.AsSpan(span.Start, span.End - span.Start), out _);
            found ??= new Found();
            found.Add(span);
        }
        return names;
    }

    /// <summary>What was found under one name.</summary>
    private sealed class Found
    {
        private List<(string Type, double Score)>? _others;
        private (string Type, double Score) _first;

        public int Count { get; private set; }

        /// <summary>The type with the most weight, of equals the one that was found first.</summary>
        public string Type => Heaviest.Type;

        /// <summary>The weight of that type, a mention.</summary>
        public double Trust => Heaviest.Score / Count;

        public void Add(LabelledSpan span)
        {
            Count++;
            if (_first.Type is null || _first.Type == span.Type)
            {
                _first = (span.Type, _first.Score + span.Score);
                return;
            }
            _others ??= [];
            var at = _others.FindIndex(o => o.Type == span.Type);
            if (at < 0)
                _others.Add((span.Type, span.Score));
            else
                _others[at] = (span.Type, _others[at].Score + span.Score);
        }

        private (string Type, double Score) Heaviest => _others is null ? _first : _others.Prepend(_first).MaxBy(t => t.Score);
    }

    private static double Average(ReadOnlySpan<float> values)
    {
        var sum = 0.0;
        foreach (var value in values)
            sum += value;
        return sum / values.Length;
    }

    // A Latin name must not be cut out of a longer word.
    private static bool StandsAlone(string text, int start, int end) =>
        !(start > 0 && IsLatin(text[start]) && IsLatin(text[start - 1])) &&
        !(end < text.Length && IsLatin(text[end - 1]) && IsLatin(text[end]));

    private static bool IsLatin(char c) => char.IsAsciiLetterOrDigit(c);
}
