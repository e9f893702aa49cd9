namespace MedAiNlp;

/// <summary>Puts recognizers together.</summary>
public static class EntityRecognizers
{
    /// <summary>Finds what either of two recognizers finds; where two entities overlap, the first recognizer's counts.</summary>
    /// <param name="first">Has priority.</param>
    /// <param name="second">Adds what the first leaves free.</param>
    /// <returns>A recognizer as thread-safe as the two are, which stay the caller's to dispose. Unions may be put into unions.</returns>
    public static IEntityRecognizer Union(IEntityRecognizer first, IEntityRecognizer second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return new UnionRecognizer(Checked(first), Checked(second));
    }

    /// <summary>A recognizer whose answers are held to what <see cref="IEntityRecognizer"/> promises; those of our own are known to.</summary>
    internal static IEntityRecognizer Checked(IEntityRecognizer recognizer) =>
        recognizer is EntityRecognizer or EntityModel or UnionRecognizer or CheckedRecognizer ? recognizer : new CheckedRecognizer(recognizer);

    private sealed class UnionRecognizer(IEntityRecognizer first, IEntityRecognizer second) : IEntityRecognizer
    {
        public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default) =>
            EntityMerge.Merge(first.Recognize(text, options, cancellationToken), second.Recognize(text, options, cancellationToken));
    }
}
