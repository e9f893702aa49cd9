namespace MedAiNlp;

/// <summary>
/// The tokens of a text: a number and a place for each, in the order of the text. The places are UTF-16 code units of the text
/// as it was given. Immutable and thread-safe.
/// </summary>
public sealed class WordPieceEncoding
{
    private readonly int[] _ids;
    private readonly int[] _starts;
    private readonly int[] _ends;

    internal WordPieceEncoding(ReadOnlySpan<int> ids, ReadOnlySpan<int> starts, ReadOnlySpan<int> ends)
    {
        _ids = ids.ToArray();
        _starts = starts.ToArray();
        _ends = ends.ToArray();
    }

    /// <summary>How many tokens there are.</summary>
    public int Count => _ids.Length;

    /// <summary>The number of each token in the vocabulary.</summary>
    public ReadOnlySpan<int> Ids => _ids;

    /// <summary>The offset of the first code unit of each token.</summary>
    public ReadOnlySpan<int> Starts => _starts;

    /// <summary>The offset after the last code unit of each token. Special tokens that no text stands for are empty.</summary>
    public ReadOnlySpan<int> Ends => _ends;

    /// <summary>The place of one token in the text.</summary>
    /// <param name="index">0 to <see cref="Count"/> − 1.</param>
    public TextSpan SpanOf(int index) => TextSpan.FromBounds(_starts[index], _ends[index]);
}
