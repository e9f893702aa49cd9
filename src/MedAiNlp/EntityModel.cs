namespace MedAiNlp;

/// <summary>
/// A model that finds named things, from any kind of folder: a package of ours (which is an <see cref="EntityRecognizer"/> then) or a
/// Hugging Face export of a token classifier.
/// <b>Thread-safe. Disposable. Expensive to create:</b> load once, call from anywhere, dispose once.
/// </summary>
public sealed class EntityModel : IEntityRecognizer, IDisposable
{
    private readonly IEntityRecognizer _recognizer;

    private EntityModel(ModelPackage package, IEntityRecognizer recognizer)
    {
        Package = package;
        _recognizer = recognizer;
    }

    /// <summary>The package that the model came from.</summary>
    public ModelPackage Package { get; }

    /// <summary>Loads a model from its folder.</summary>
    /// <param name="directory">The folder that holds <c>model.json</c>, or <c>config.json</c>, a tokenizer and a network.</param>
    /// <param name="inference">How it is run; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackageException">The folder is not a usable model for token classification; the message says why and what to do.</exception>
    public static EntityModel Load(string directory, InferenceOptions? inference = null) => Load(ModelPackage.Load(directory), inference);

    /// <summary>Loads the model of a package.</summary>
    /// <param name="package">The package.</param>
    /// <param name="inference">How it is run; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackageException">The package is not a usable one for token classification; the message says why and what to do.</exception>
    public static EntityModel Load(ModelPackage package, InferenceOptions? inference = null) => new(package, Open(package, inference));

    /// <inheritdoc/>
    public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default) =>
        _recognizer.Recognize(text, options, cancellationToken);

    /// <summary>Frees the native memory of the model once the calls that are running have ended.</summary>
    public void Dispose() => ((IDisposable)_recognizer).Dispose();

    /// <summary>The recognizer of a package, of the class that its features ask for; it is disposable.</summary>
    internal static IEntityRecognizer Open(ModelPackage package, InferenceOptions? inference)
    {
        ArgumentNullException.ThrowIfNull(package);
        return package.Manifest.Features.Type == HuggingFaceFolder.FeatureType
            ? WordPieceRecognizer.Load(package, inference ?? new InferenceOptions())
            : EntityRecognizer.Load(package, inference);
    }

    /// <summary>What is to be known of the loaded model, for people.</summary>
    internal IEnumerable<(string Name, string Value)> Describe() =>
        _recognizer is WordPieceRecognizer export ? export.Describe() : ((EntityRecognizer)_recognizer).Describe().Select(d => ("network", d));
}
