namespace MedAiNlp.Hosting;

/// <summary>
/// The settings of an analyzer in an app with a host, from configuration (section <c>MedAiNlp</c>, the names of these properties) or from
/// code. They are checked when the host starts.
/// </summary>
public sealed class MedAiNlpOptions
{
    /// <summary>The folder of the model for entities; relative paths begin at the content root. <see langword="null"/> for the default one beside the app.</summary>
    public string? EntityModel { get; set; }

    /// <summary>The folder of the model for topics; relative paths begin at the content root. <see langword="null"/> for the default one beside the app.</summary>
    public string? TopicModel { get; set; }

    /// <summary>Entities with a smaller score are left out; 0 to 1, default 0.</summary>
    public double MinScore { get; set; }

    /// <summary>Types of entities that are left out; <see langword="null"/> for those of <see cref="EntityOptions.ExcludedTypes"/>.</summary>
    public IReadOnlyCollection<string>? ExcludedTypes { get; set; }

    /// <summary>From which score on a topic is assigned, 0 to 1, in place of the threshold of the model; by label.</summary>
    public IDictionary<string, double> TopicThresholds { get; } = new Dictionary<string, double>(StringComparer.Ordinal);

    /// <summary>Whether a casebook or digest is cut into its articles. Default false.</summary>
    public bool Split { get; set; }

    /// <summary>The longest article that is analysed, in UTF-16 code units.</summary>
    public int MaxCharacters { get; set; } = new MedAiAnalyzerOptions().MaxCharacters;

    /// <summary>How many articles of a stream are worked on at once, and windows of a long one; 0 for one each processor.</summary>
    public int Threads { get; set; }

    /// <summary>Whether models and settings are loaded anew when a <c>model.json</c> or the configuration changes. Default false.</summary>
    public bool ReloadOnChange { get; set; }

    /// <summary>How often it is looked for changes; at least 0.1 seconds, default 5 seconds.</summary>
    public TimeSpan ReloadInterval { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether the beginning of each article goes into the log, at the level Debug. Default false: nothing of a text is ever logged.</summary>
    public bool LogText { get; set; }

    /// <summary>
    /// The last word on how the analyzer is built, each time models are loaded, for what configuration cannot say, such as a recognizer from
    /// the container: <c>(services, options) => options with { EntityRecognizer = services.GetRequiredService&lt;WordList&gt;() }</c>.
    /// </summary>
    public Func<IServiceProvider, MedAiAnalyzerOptions, MedAiAnalyzerOptions>? Customize { get; set; }

    /// <summary>What in the configuration could not be understood, for the check of the settings to say all at once.</summary>
    internal List<string> Faults { get; } = [];

    internal void Fault(string code, string what) => Faults.Add($"{code}: {what}.");
}
