namespace MedAiNlp;

/// <summary>Where the code units of a word come from in the given text: one from one in a row, or each as a table says.</summary>
internal readonly ref struct WordOrigin
{
    private readonly int _first;
    private readonly ReadOnlySpan<int> _starts;
    private readonly ReadOnlySpan<int> _ends;

    /// <summary>A word that stands in the text as it is.</summary>
    public WordOrigin(int first) => _first = first;

    /// <summary>A word that clean-up changed.</summary>
    public WordOrigin(ReadOnlySpan<int> starts, ReadOnlySpan<int> ends)
    {
        _starts = starts;
        _ends = ends;
    }

    /// <summary>Where in the text the code point of a unit begins.</summary>
    public int StartOf(int unit) => _starts.IsEmpty ? _first + unit : _starts[unit];

    /// <summary>Where in the text the code point of a unit ends.</summary>
    public int EndOf(int unit) => _ends.IsEmpty ? _first + unit + 1 : _ends[unit];
}
