namespace MedAiNlp;

/// <summary>Folded texts around a name, near to far: the sentence, the paragraph, the whole. Slices of one buffer; none where nothing is known.</summary>
internal readonly struct Scopes(ReadOnlyMemory<char>[] nearToFar)
{
    public ReadOnlySpan<ReadOnlyMemory<char>> NearToFar => nearToFar;

    /// <summary>The last of them; empty where nothing is known.</summary>
    public ReadOnlySpan<char> Whole => nearToFar.Length == 0 ? [] : nearToFar[^1].Span;

    public static Scopes Of(string? context) => string.IsNullOrEmpty(context) ? new Scopes([]) : new Scopes([CharacterFolding.Default.Fold(context).AsMemory()]);
}
