namespace MedAiNlp;

/// <summary>
/// The way from visible text back to the HTML it was read from, as runs: most run character by character, a character
/// reference (<c>&amp;nbsp;</c>) or collapsed white space maps as a whole, and a line break put in between blocks has an empty source.
/// </summary>
internal sealed class SourceMap
{
    private readonly List<Run> _runs = [];

    /// <summary>Adds the next <paramref name="length"/> visible characters. Runs come in the order of the text, without holes.</summary>
    public void Add(int textStart, int length, int sourceStart, int sourceLength)
    {
        if (_runs.Count > 0 && length == sourceLength)
        {
            Run last = _runs[^1];
            if (last.Length == last.SourceLength && last.SourceEnd == sourceStart && last.TextEnd == textStart)
            {
                _runs[^1] = last with { Length = last.Length + length, SourceLength = last.SourceLength + sourceLength };
                return;
            }
        }

        _runs.Add(new Run(textStart, length, sourceStart, sourceLength));
    }

    public TextSpan ToSource(TextSpan span)
    {
        if (_runs.Count == 0)
            return default;
        if (span.Length == 0)
        {
            int at = SourceStart(Math.Min(span.Start, _runs[^1].TextEnd - 1));
            return new TextSpan(span.Start >= _runs[^1].TextEnd ? _runs[^1].SourceEnd : at, 0);
        }

        int start = SourceStart(span.Start), end = SourceEnd(span.End - 1);
        return TextSpan.FromBounds(start, Math.Max(start, end));
    }

    public IReadOnlyList<TextSpan> ToSourceParts(TextSpan span)
    {
        List<TextSpan> parts = [];
        for (int i = Find(span.Start); span.Length > 0 && i < _runs.Count && _runs[i].TextStart < span.End; i++)
        {
            Run run = _runs[i];
            if (run.SourceLength == 0)
                continue;
            int start = run.SourceStart, end = run.SourceEnd;
            if (run.Length == run.SourceLength)
            {
                start += Math.Max(span.Start - run.TextStart, 0);
                end -= Math.Max(run.TextEnd - span.End, 0);
            }

            if (parts.Count > 0 && parts[^1].End == start)
                parts[^1] = TextSpan.FromBounds(parts[^1].Start, end);
            else
                parts.Add(TextSpan.FromBounds(start, end));
        }

        return parts;
    }

    private int SourceStart(int character)
    {
        Run run = _runs[Find(character)];
        return run.Length == run.SourceLength ? run.SourceStart + (character - run.TextStart) : run.SourceStart;
    }

    private int SourceEnd(int character)
    {
        Run run = _runs[Find(character)];
        return run.Length == run.SourceLength ? run.SourceStart + (character - run.TextStart) + 1 : run.SourceEnd;
    }

    private int Find(int character)
    {
        int low = 0, high = _runs.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_runs[middle].TextStart <= character)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }

    private readonly record struct Run(int TextStart, int Length, int SourceStart, int SourceLength)
    {
        public int TextEnd => TextStart + Length;

        public int SourceEnd => SourceStart + SourceLength;
    }
}
