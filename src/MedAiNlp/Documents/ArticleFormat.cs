namespace MedAiNlp;

/// <summary>How the content of an <see cref="Article"/> is written.</summary>
public enum ArticleFormat
{
    /// <summary>Plain text; its visible text is the content, unchanged.</summary>
    Text,

    /// <summary>HTML; its visible text is what a reader of the page sees, and spans map back to the HTML.</summary>
    Html,

    /// <summary>Markdown; its visible text is the content, unchanged, and its markup is known to be markup.</summary>
    Markdown,
}
