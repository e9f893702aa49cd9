namespace MedAiNlp;

/// <summary>A token that is found in the text as a whole, before words are cut, as Hugging Face's <c>AddedToken</c>.</summary>
/// <param name="Content">The token as it is written.</param>
public sealed record WordPieceAddedToken(string Content)
{
    /// <summary>Whether it is found only where no letter, digit or underscore touches it.</summary>
    public bool SingleWord { get; init; }

    /// <summary>Whether it takes the white space before it.</summary>
    public bool StripsLeft { get; init; }

    /// <summary>Whether it takes the white space after it.</summary>
    public bool StripsRight { get; init; }

    /// <summary>Whether it is looked for in the text as it is after clean-up, lower-casing and so on, itself so treated, and not in the text as given.</summary>
    public bool Normalized { get; init; }

    /// <summary>Whether it stands for something other than text, such as <c>[MASK]</c>.</summary>
    public bool Special { get; init; }
}
