namespace MedAiNlp;

/// <summary>
/// Tells the topics of a text: <see cref="TopicClassifier"/> with a model, or a class of one's own that is given to
/// <c>MedAiAnalyzerOptions.TopicClassifier</c>. Calls come from several threads at once.
/// </summary>
public interface ITopicClassifier
{
    /// <summary>Tells the topics of a text.</summary>
    /// <param name="text">Any text, of any length.</param>
    /// <param name="withEvidence">Whether to say which words carried each decision, where the classifier can.</param>
    /// <param name="cancellationToken">Stops the work soon.</param>
    /// <returns>One score a label, the highest first.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    IReadOnlyList<TopicScore> Classify(string text, bool withEvidence = false, CancellationToken cancellationToken = default);
}
