namespace MedAiNlp;

/// <summary>How a <c>MedAiAnalyzer</c> is built. Immutable.</summary>
public sealed record MedAiAnalyzerOptions
{
    /// <summary>The model for entities, a package or a Hugging Face export; <see langword="null"/> for the default one beside the app.</summary>
    public ModelPackage? EntityModel { get; init; }

    /// <summary>The model for topics, a package or a Hugging Face export; <see langword="null"/> for the default one beside the app.</summary>
    public ModelPackage? TopicModel { get; init; }

    /// <summary>
    /// Finds the entities in place of <see cref="EntityModel"/>: a class of one's own, a loaded model, or a union of several
    /// (<see cref="EntityRecognizers.Union"/>). It stays the caller's to dispose. What it finds is checked: an entity whose text is not
    /// the text at its span, or that overlaps another, is error MED119 of the article.
    /// </summary>
    public IEntityRecognizer? EntityRecognizer { get; init; }

    /// <summary>Tells the topics in place of <see cref="TopicModel"/>: a class of one's own, or a loaded classifier. It stays the caller's to dispose.</summary>
    public ITopicClassifier? TopicClassifier { get; init; }

    /// <summary>How the models that the analyzer loads itself are run; <see langword="null"/> for one thread on the CPU.</summary>
    public InferenceOptions? Inference { get; init; }

    /// <summary>What entities are given back.</summary>
    public EntityOptions Entities { get; init; } = new();

    /// <summary>From which score on a topic is assigned, 0 to 1, in place of the threshold of the model; by label.</summary>
    public IReadOnlyDictionary<string, double> TopicThresholds { get; init; } = new Dictionary<string, double>();

    /// <summary>Says which hospital, company or university a name means; <see langword="null"/> for the register beside the app, where there is one.</summary>
    public EntityLinker? Linker { get; init; }

    /// <summary>Whether a casebook or digest is cut into its articles, each with its own analysis. Default false.</summary>
    public bool Split { get; init; }

    /// <summary>
    /// Whether the analysis says why: sentences that spoke for and against each topic (<see cref="TopicScore.Evidence"/>) and where in
    /// the text which topic holds (<see cref="ArticleAnalysis.TopicSegments"/>). Default false; topics take several times as long with it,
    /// the whole analysis about a quarter longer.
    /// </summary>
    public bool Explain { get; init; }

    /// <summary>
    /// The longest article that is analysed, in UTF-16 code units; a longer one is an error that says so, never a silent cut.
    /// Default 4,000,000, about a minute of one processor.
    /// </summary>
    public int MaxCharacters { get; init; } = 4_000_000;

    /// <summary>
    /// How many threads an analyzer uses; 0 for one each processor. <c>MedAiAnalyzer.AnalyzeAsync</c> and <c>AnalyzeBatch</c> work on that many
    /// articles at once; the windows of a long article (from about 8,000 characters on) go to threads that no article needs, also in
    /// <c>Analyze</c>. Callers of <c>Analyze</c> come on top and never wait. What is found does not depend on it.
    /// </summary>
    public int Threads { get; init; }

    /// <summary>Whether <c>MedAiAnalyzer.AnalyzeAsync</c> gives each result when it is done, in place of the order of the articles. Default false.</summary>
    public bool AsCompleted { get; init; }
}
