namespace MedAiNlp;

/// <summary>What <see cref="CharacterFolding"/> evens out. Every kind maps one UTF-16 code unit to one, so no offset moves.</summary>
[Flags]
public enum FoldKinds
{
    /// <summary>Nothing is changed.</summary>
    None = 0,

    /// <summary>Full-width forms and odd spaces become their ordinary half-width ones (Ａ → A, U+3000 → space).</summary>
    Width = 1,

    /// <summary>Traditional characters become Simplified ones (醫 → 医), where that is one character to one.</summary>
    Traditional = 2,

    /// <summary>Upper-case letters become lower-case.</summary>
    Case = 4,

    /// <summary>Variants of quotation marks, dashes, dots and brackets become one form each.</summary>
    Punctuation = 8,

    /// <summary>Every digit becomes 0: for features of models, never for text that people read.</summary>
    Digits = 16,
}
