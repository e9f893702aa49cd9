namespace MedAiNlp;

/// <summary>Goes through the figures and dates of a text in text order, for <c>foreach</c>, without allocating.</summary>
public ref struct FigureEnumerator
{
    private FigureReader _reader;
    private FigureToken _current;

    internal FigureEnumerator(ReadOnlySpan<char> text) => _reader = new FigureReader(text);

    /// <summary>The figure or date found last.</summary>
    public readonly FigureToken Current => _current;

    /// <summary>Characters looked at so far, by which tests bound the time.</summary>
    internal readonly long Steps => _reader.Steps;

    /// <summary>Reads the next one; <see langword="false"/> at the end of the text.</summary>
    public bool MoveNext() => _reader.TryRead(out _current);

    /// <summary>The enumerator itself, so that <c>foreach</c> takes it.</summary>
    public readonly FigureEnumerator GetEnumerator() => this;
}
