namespace MedAiNlp;

/// <summary>
/// A model that tells the topics of a text, from any kind of folder: a package of ours (which is a <see cref="TopicClassifier"/> then,
/// and can explain itself) or a Hugging Face export of a sequence classifier.
/// <b>Thread-safe. Disposable. Expensive to create:</b> load once, call from anywhere, dispose once.
/// </summary>
public sealed class TopicModel : ITopicClassifier, IDisposable
{
    private readonly ITopicClassifier _classifier;

    private TopicModel(ModelPackage package, ITopicClassifier classifier)
    {
        Package = package;
        _classifier = classifier;
    }

    /// <summary>The package that the model came from.</summary>
    public ModelPackage Package { get; }

    /// <summary>Loads a model from its folder.</summary>
    /// <param name="directory">The folder that holds <c>model.json</c>, or <c>config.json</c>, a tokenizer and a network.</param>
    /// <param name="inference">How it is run; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackageException">The folder is not a usable model for text classification; the message says why and what to do.</exception>
    public static TopicModel Load(string directory, InferenceOptions? inference = null) => Load(ModelPackage.Load(directory), inference);

    /// <summary>Loads the model of a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="inference">How it is run; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackageException">The package is not a usable one for text classification; the message says why and what to do.</exception>
    public static TopicModel Load(ModelPackage package, InferenceOptions? inference = null) => new(package, Open(package, inference));

    /// <inheritdoc/>
    public IReadOnlyList<TopicScore> Classify(string text, bool withEvidence = false, CancellationToken cancellationToken = default) =>
        _classifier.Classify(text, withEvidence, cancellationToken);

    /// <summary>Frees the native memory of the model once the calls that are running have ended.</summary>
    public void Dispose() => ((IDisposable)_classifier).Dispose();

    /// <summary>The classifier of a package, of the class that its features ask for; it is disposable.</summary>
    internal static ITopicClassifier Open(ModelPackage package, InferenceOptions? inference)
    {
        ArgumentNullException.ThrowIfNull(package);
        return package.Manifest.Features.Type == HuggingFaceFolder.FeatureType
            ? WordPieceClassifier.Load(package, inference ?? new InferenceOptions())
            : TopicClassifier.Load(package, inference);
    }

    /// <summary>What is to be known of the loaded model, for people.</summary>
    internal IEnumerable<(string Name, string Value)> Describe() =>
        _classifier is WordPieceClassifier export ? export.Describe() : ((TopicClassifier)_classifier).Describe().Select(d => ("network", d));
}
