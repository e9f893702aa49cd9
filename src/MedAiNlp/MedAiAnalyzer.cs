using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace MedAiNlp;

/// <summary>
/// Reads Chinese health articles: topics, entities and figures in one call.
/// <b>Thread-safe. Disposable. Expensive to create:</b> load once, call from anywhere, dispose once.
/// </summary>
public sealed class MedAiAnalyzer : IMedAiAnalyzer, IDisposable
{
    /// <summary>The folder beside the app where the package MedAiNlp.Models.Zh puts its models.</summary>
    public const string DefaultModelsFolder = "medainlp-models";

    private readonly MedAiAnalyzerOptions _options;
    private readonly ITopicClassifier _topics;
    private readonly IEntityRecognizer _entities;
    private readonly EntityLinker? _linker;
    private readonly FigureScanner _figures = FigureScanner.Default;

    private MedAiAnalyzer(MedAiAnalyzerOptions options)
    {
        _options = options;
        _topics = options.TopicClassifier ?? TopicClassifier.Load(options.TopicModel ?? DefaultModel("zh-topics"));
        try
        {
            _entities = options.EntityRecognizer ?? EntityRecognizer.Load(options.EntityModel ?? DefaultModel("zh-entities"));
        }
        catch
        {
            DisposeOwn();
            throw;
        }
        _linker = options.Linker ?? DefaultLinker();
    }

    /// <summary>An analyzer with the models of the package MedAiNlp.Models.Zh.</summary>
    /// <exception cref="ModelPackageException">The models are not beside the app, or are damaged.</exception>
    public static MedAiAnalyzer CreateDefault() => Create(new MedAiAnalyzerOptions());

    /// <summary>An analyzer with models and settings of one's own.</summary>
    /// <exception cref="ModelPackageException">A model cannot be used.</exception>
    public static MedAiAnalyzer Create(MedAiAnalyzerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfNegative(options.Threads);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.MaxCharacters);
        using var activity = MedAiTelemetry.Source.StartActivity(MedAiTelemetry.LoadActivity);
        try
        {
            return new MedAiAnalyzer(options);
        }
        catch (MedAiException e)
        {
            activity?.SetStatus(ActivityStatusCode.Error, e.Code);
            MedAiTelemetry.Fail(e.Code);
            throw;
        }
    }

    /// <summary>Analyses plain text.</summary>
    /// <param name="text">Any text; offsets in the result count in exactly this string.</param>
    /// <param name="cancellationToken">Stops the work soon.</param>
    /// <exception cref="DocumentException">The text is longer than <see cref="MedAiAnalyzerOptions.MaxCharacters"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public ArticleAnalysis Analyze(string text, CancellationToken cancellationToken = default) => Analyze(Article.FromText(text), cancellationToken);

    /// <summary>Analyses an article.</summary>
    /// <param name="article">The article.</param>
    /// <param name="cancellationToken">Stops the work soon.</param>
    /// <exception cref="DocumentException">The article is longer than <see cref="MedAiAnalyzerOptions.MaxCharacters"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public ArticleAnalysis Analyze(Article article, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        using var watch = MedAiTelemetry.Begin(article);
        try
        {
            var analysis = AnalyzeUnwatched(article, cancellationToken);
            watch.Done(analysis);
            return analysis;
        }
        catch (Exception e)
        {
            watch.Failed(e);
            throw;
        }
    }

    private ArticleAnalysis AnalyzeUnwatched(Article article, CancellationToken cancellationToken)
    {
        if (article.Content.Length > _options.MaxCharacters)
            throw new DocumentException("MED204", $"{(article.Id.Length == 0 ? "the article" : article.Id)} has {article.Content.Length} characters, more than the {_options.MaxCharacters} one article may have; split it, or raise {nameof(MedAiAnalyzerOptions.MaxCharacters)} (--max-chars).");
        var document = Read(article);
        var view = document.ModelText;
        var scan = Scan(view.Text);
        var names = BrokenNames.Join(view.Text, _entities.Recognize(view.Text, _options.Entities, cancellationToken), line => _entities.Recognize(line, _options.Entities, cancellationToken));
        var entities = Link(view.Text, EntityMerge.Merge(names, scan.Dates));
        var whole = new ArticleAnalysis
        {
            Id = article.Id,
            Document = document,
            Span = new TextSpan(0, document.Text.Length),
            Metadata = document.Metadata,
            Topics = Topics(document, span: null, cancellationToken),
            Entities = view.IsWhole ? entities : [.. entities.Select(e => ToDocument(e, document))],
            Figures = view.IsWhole ? scan.Figures : [.. scan.Figures.Select(f => ToDocument(f, document))],
        };
        return _options.Split ? whole with { Articles = Parts(whole, cancellationToken) } : whole;
    }

    /// <summary>
    /// Analyses a stream of articles on several threads. Results come in the order of the articles, only a few are held at a
    /// time, and a bad article is one result with an error.
    /// </summary>
    /// <param name="articles">Read only as fast as results are taken.</param>
    /// <param name="cancellationToken">Stops the work; articles already begun are finished first.</param>
    public async IAsyncEnumerable<AnalysisResult> AnalyzeAsync(IAsyncEnumerable<Article> articles, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        using var queue = new QueueLength();
        var results = OrderedParallel.Map(queue.Entering(articles), a => TryAnalyze(a.Id, () => a), Threads, cancellationToken);
        await foreach (var result in results.ConfigureAwait(false))
        {
            queue.Leave();
            yield return result;
        }
    }

    /// <summary>Frees the native memory of the models that it loaded itself. No call may be running.</summary>
    public void Dispose() => DisposeOwn();

    /// <summary>How many articles are worked on at once.</summary>
    internal int Threads => _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount;

    /// <summary>Reads and analyses one article of many; what is wrong with it becomes its result.</summary>
    internal AnalysisResult TryAnalyze(string id, Func<Article> read)
    {
        try
        {
            return new AnalysisResult { Id = id, Analysis = Analyze(Fetch(read)) with { Id = id } };
        }
        catch (MedAiException e)
        {
            return new AnalysisResult { Id = id, Error = e };
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A fault of ours in one article must not cost the others theirs.
            return new AnalysisResult { Id = id, Error = new MedAiException("MED900", $"{id} could not be analysed because of a fault in MedAiNlp ({e.GetType().Name}: {e.Message.Split('\n')[0].TrimEnd('.')}); please report it with the article.", e) };
        }
    }

    // Analyze tells of its own errors; those of reading come before it.
    private static Article Fetch(Func<Article> read)
    {
        try
        {
            return read();
        }
        catch (Exception e)
        {
            MedAiTelemetry.Fail(MedAiTelemetry.CodeOf(e));
            throw;
        }
    }

    private static Document Read(Article article)
    {
        using var timer = StepTimer.Start(Steps.Read);
        return Document.Read(article);
    }

    private FigureScan Scan(string text)
    {
        using var timer = StepTimer.Start(Steps.Figures);
        return _figures.Scan(text);
    }

    private IReadOnlyList<Entity> Link(string text, IReadOnlyList<Entity> entities)
    {
        using var timer = StepTimer.Start(Steps.Link);
        return _linker?.Link(text, entities) ?? entities;
    }

    // Names and figures are found once, in the whole document, where each mention helps the others; topics belong to an article.
    private ArticleAnalysis[] Parts(ArticleAnalysis whole, CancellationToken cancellationToken)
    {
        var parts = ArticleSplitter.Split(whole.Document);
        return parts.Count < 2 ? [] : [.. parts.Select((part, index) => whole with
        {
            Id = $"{whole.Id}#{index + 1}",
            Span = part.Span,
            Path = part.Path,
            Metadata = part.Metadata,
            Topics = Topics(whole.Document, part.Span, cancellationToken),
            Entities = [.. whole.Entities.Where(e => part.Span.Contains(e.Span))],
            Figures = [.. whole.Figures.Where(f => part.Span.Contains(f.Span))],
        })];
    }

    // What an article is about stands in its body; spam gives itself away by all the rest of the page.
    private IReadOnlyList<TopicScore> Topics(Document document, TextSpan? span, CancellationToken cancellationToken)
    {
        using var timer = StepTimer.Start(Steps.Topics);
        var body = document.BodyText(span);
        var topics = Classify(body.Text, cancellationToken);
        if (span is not null || body.Text.Length == document.ModelText.Text.Length)
            return topics;
        var page = Classify(document.ModelText.Text, cancellationToken).FirstOrDefault(t => t.Label == MedAiNlp.Topics.Spam);
        return page is null ? topics : [.. topics.Select(t => t.Label == page.Label && page.Score > t.Score ? page : t).OrderByDescending(t => t.Score)];
    }

    private IReadOnlyList<TopicScore> Classify(string text, CancellationToken cancellationToken)
    {
        var topics = _topics.Classify(text, cancellationToken: cancellationToken);
        if (_options.TopicThresholds.Count == 0 || string.IsNullOrWhiteSpace(text))
            return topics;
        return [.. topics.Select(t => _options.TopicThresholds.TryGetValue(t.Label, out var threshold) ? t with { IsAssigned = t.Score >= threshold } : t)];
    }

    // What the caller made stays the caller's.
    private void DisposeOwn()
    {
        if (_options.TopicClassifier is null)
            (_topics as IDisposable)?.Dispose();
        if (_options.EntityRecognizer is null)
            (_entities as IDisposable)?.Dispose();
    }

    private static Entity ToDocument(Entity entity, Document document)
    {
        var span = document.ModelText.ToDocument(entity.Span);
        return entity with { Text = span.Of(document.Text), Start = span.Start, Name = entity.Name };
    }

    private static Figure ToDocument(Figure figure, Document document)
    {
        var span = document.ModelText.ToDocument(figure.Span);
        return figure with
        {
            Text = span.Of(document.Text),
            Start = span.Start,
            Subject = figure.Subject is { } subject ? document.ModelText.ToDocument(subject) : null,
        };
    }

    private static EntityLinker? DefaultLinker() =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, DefaultModelsFolder, "register")) ? EntityLinker.CreateDefault() : null;

    private static ModelPackage DefaultModel(string name)
    {
        var directory = Path.Combine(AppContext.BaseDirectory, DefaultModelsFolder, name);
        return Directory.Exists(directory)
            ? ModelPackage.Load(directory)
            : throw new ModelPackageException("MED101", $"the default model is not beside the app ({directory}); reference the package MedAiNlp.Models.Zh, or give a model of your own.");
    }
}
