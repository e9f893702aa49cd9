namespace MedAiNlp;

/// <summary>Finds the words that say what a figure measures or counts. Prefers saying nothing to guessing.</summary>
internal static class Subjects
{
    public static TextSpan Find(ref FoldedText text, int start, int end, FigureKind kind) => default;
}
