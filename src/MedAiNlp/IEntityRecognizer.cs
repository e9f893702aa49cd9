namespace MedAiNlp;

/// <summary>
/// Finds named things in text: <see cref="EntityRecognizer"/> with a model, or a class of one's own (another library, a word list, a
/// service) that is given to <c>MedAiAnalyzerOptions.EntityRecognizer</c>. Calls come from several threads at once.
/// </summary>
public interface IEntityRecognizer
{
    /// <summary>Finds the named things of a text.</summary>
    /// <param name="text">Any text, of any length; offsets count in exactly this string, in UTF-16 code units.</param>
    /// <param name="options">What to give back; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Stops the work soon.</param>
    /// <returns>In order of their offsets; spans do not overlap, and each entity's <c>Text</c> is the text at its span.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default);
}
