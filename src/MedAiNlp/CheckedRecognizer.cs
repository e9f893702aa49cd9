namespace MedAiNlp;

/// <summary>Holds a recognizer of somebody else's to the contract, so that a slip there is an error that names it and no nonsense here.</summary>
internal sealed class CheckedRecognizer(IEntityRecognizer recognizer) : IEntityRecognizer
{
    /// <exception cref="ModelPackageException">An entity is out of range, not the text at its span, out of order, or overlaps the one before.</exception>
    public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default)
    {
        var entities = recognizer.Recognize(text, options, cancellationToken) ?? throw Fault("gave null");
        var end = 0;
        foreach (var entity in entities)
        {
            if (entity is null)
                throw Fault("gave an entity that is null");
            if (string.IsNullOrEmpty(entity.Type))
                throw Fault($"gave an entity without a type at {entity.Start}");
            if (string.IsNullOrEmpty(entity.Text))
                throw Fault($"gave a {entity.Type} without text at {entity.Start}");
            if (entity.Start < 0 || entity.End > text.Length)
                throw Fault($"gave a {entity.Type} at {entity.Start} to {entity.End}, outside the text of {text.Length} UTF-16 code units");
            if (!text.AsSpan(entity.Start, entity.Length).SequenceEqual(entity.Text))
                throw Fault($"gave the {entity.Type} '{entity.Text}' at {entity.Start}, where the text has '{text.AsSpan(entity.Start, entity.Length)}'");
            if (entity.Start < end)
                throw Fault($"gave the {entity.Type} '{entity.Text}' at {entity.Start}, which lies before the end of the one before, {end}");
            if (entity.Score is not (>= 0 and <= 1))
                throw Fault($"gave the {entity.Type} '{entity.Text}' the score {entity.Score}, expected 0 to 1");
            end = entity.End;
        }
        return entities;
    }

    private ModelPackageException Fault(string what) =>
        new("MED119", $"the recognizer {recognizer.GetType().Name} {what}; entities have to come in order, without overlap, with offsets in UTF-16 code units of the text given.");
}
