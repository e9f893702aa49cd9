namespace MedAiNlp;

/// <summary>Folded texts around a name.</summary>
/// <param name="NearToFar">The sentence, the paragraph, the whole; made one by one as they are asked for.</param>
/// <param name="Whole">The last of them; empty where nothing is known.</param>
internal readonly record struct Scopes(IEnumerable<string> NearToFar, string Whole)
{
    public static Scopes Of(string? context) =>
        CharacterFolding.Default.Fold(context ?? "") is var folded && folded.Length > 0 ? new Scopes([folded], folded) : new Scopes([], "");
}
