using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace MedAiNlp.Hosting;

/// <summary>
/// An analyzer with the models it was loaded with, shared by those who use it: it is disposed when the last of them, the holder among
/// them, has let it go. Thread-safe.
/// </summary>
internal sealed class LoadedModels
{
    /// <summary>Read once after loading: what fails at the first inference then fails here, before anybody depends on it.</summary>
    private const string Trial = "2月18日，云岭市第一人民医院用人工智能辅助阅读肺部CT影像，准确率高达96%。";

    private int _users = 1; // whoever loaded it

    private LoadedModels(MedAiAnalyzer analyzer, MedAiNlpOptions settings, string mark, string entityModel, string topicModel, TimeSpan elapsed)
    {
        Analyzer = analyzer;
        Settings = settings;
        Mark = mark;
        EntityModel = entityModel;
        TopicModel = topicModel;
        Elapsed = elapsed;
    }

    public MedAiAnalyzer Analyzer { get; }

    public MedAiNlpOptions Settings { get; }

    /// <summary>What the model folders held: <see cref="MarkOf"/>.</summary>
    public string Mark { get; }

    /// <summary>Name and version, or the class that takes the place of a model.</summary>
    public string EntityModel { get; }

    /// <inheritdoc cref="EntityModel"/>
    public string TopicModel { get; }

    /// <summary>How long loading took.</summary>
    public TimeSpan Elapsed { get; }

    public DateTimeOffset LoadedAt { get; } = DateTimeOffset.UtcNow;

    /// <summary>Runs once, when the last user has let go and the models are disposed.</summary>
    public Action? Released { get; set; }

    /// <exception cref="MedAiException">A model cannot be used.</exception>
    /// <exception cref="OptionsValidationException">The settings are wrong.</exception>
    public static LoadedModels Load(string name, IServiceProvider services)
    {
        var clock = Stopwatch.StartNew();
        var settings = services.GetRequiredService<IOptionsFactory<MedAiNlpOptions>>().Create(name);
        var mark = MarkOf(settings, services) ?? ""; // before loading, so that a change in between is seen later
        var options = Build(settings, services);
        var analyzer = MedAiAnalyzer.Create(options);
        try
        {
            analyzer.Analyze(Trial);
        }
        catch
        {
            analyzer.Dispose();
            throw;
        }
        return new LoadedModels(
            analyzer, settings, mark, Describe(options.EntityRecognizer, options.EntityModel), Describe(options.TopicClassifier, options.TopicModel), clock.Elapsed);
    }

    /// <summary>A mark of what the model folders hold now; <see langword="null"/> while a model is being replaced.</summary>
    public static string? MarkOf(MedAiNlpOptions settings, IServiceProvider services)
    {
        var (entities, topics) = (ModelFolder.Entities(settings, services), ModelFolder.Topics(settings, services));
        return (MarkOf(entities), MarkOf(topics)) is ({ } e, { } t) ? $"{e} {t}" : null;

        // Where a default model is not there at all, something else took its place and there is nothing to watch.
        static string? MarkOf(ModelFolder folder) => folder.IsDefault && !Directory.Exists(folder.Path) ? "" : folder.Mark();
    }

    /// <summary>One user more; false where the models are disposed already.</summary>
    public bool TryTake()
    {
        for (var users = Volatile.Read(ref _users); users > 0;)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
                return true;
            users = seen;
        }
        return false;
    }

    /// <summary>One user less; the last one disposes of the models.</summary>
    public void Release()
    {
        if (Interlocked.Decrement(ref _users) > 0)
            return;
        Analyzer.Dispose();
        Released?.Invoke();
    }

    private static MedAiAnalyzerOptions Build(MedAiNlpOptions settings, IServiceProvider services)
    {
        var (entities, topics) = (ModelFolder.Entities(settings, services), ModelFolder.Topics(settings, services));
        var options = new MedAiAnalyzerOptions
        {
            EntityModel = Load(entities),
            TopicModel = Load(topics),
            Entities = new EntityOptions { MinScore = settings.MinScore, ExcludedTypes = settings.ExcludedTypes ?? new EntityOptions().ExcludedTypes },
            TopicThresholds = settings.TopicThresholds.AsReadOnly(),
            Split = settings.Split,
            MaxCharacters = settings.MaxCharacters,
            Threads = settings.Threads,
        };
        return settings.Customize is { } customize ? customize(services, options) : options;

        // Customize may put something in its place; where it does not, the analyzer says what is missing.
        ModelPackage? Load(ModelFolder folder) => folder.IsDefault && settings.Customize is not null && !Directory.Exists(folder.Path) ? null : folder.Load();
    }

    private static string Describe(object? own, ModelPackage? package) =>
        own?.GetType().Name ?? (package is null ? "default" : $"{package.Manifest.Name} {package.Manifest.Version}");
}
