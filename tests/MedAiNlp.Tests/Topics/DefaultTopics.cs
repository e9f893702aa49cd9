namespace MedAiNlp.Tests.Topics;

/// <summary>The default topic model, loaded once for a class of tests.</summary>
public sealed class DefaultTopics : IDisposable
{
    public TopicClassifier Classifier { get; } = TopicClassifier.Load(Path.Combine(Repository.Root, "models", "zh-topics"));

    public void Dispose() => Classifier.Dispose();
}
