namespace MedAiNlp;

/// <summary>How <see cref="Document.Read(Article, DocumentOptions?)"/> reads. Immutable; safe to share between threads.</summary>
public sealed record DocumentOptions
{
    /// <summary>The defaults.</summary>
    public static DocumentOptions Default { get; } = new();

    /// <summary>Whether a sentence broken over lines or by a page break is one sentence in <see cref="Document.ModelText"/>. Default: yes.</summary>
    public bool JoinBrokenLines { get; init; } = true;

    /// <summary>Whether addresses of links (URLs), code and Markdown markup are left out of <see cref="Document.ModelText"/>. Default: yes.</summary>
    public bool HideMarkup { get; init; } = true;
}
