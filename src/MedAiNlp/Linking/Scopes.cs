namespace MedAiNlp;

/// <summary>Folded texts around a name: what is not known is empty, and says nothing.</summary>
internal readonly ref struct Scopes(ReadOnlySpan<char> sentence, ReadOnlySpan<char> paragraph, ReadOnlySpan<char> whole)
{
    /// <summary>How many there are.</summary>
    public const int Count = 3;

    private readonly ReadOnlySpan<char> _sentence = sentence;
    private readonly ReadOnlySpan<char> _paragraph = paragraph;

    /// <summary>The farthest: the article, as far as it is near.</summary>
    public ReadOnlySpan<char> Whole { get; } = whole;

    /// <summary>Near to far: the sentence, the paragraph, the whole.</summary>
    public ReadOnlySpan<char> this[int distance] => distance switch
    {
        0 => _sentence,
        1 => _paragraph,
        _ => Whole,
    };
}
