using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace MedAiNlp;

/// <summary>
/// Reads Chinese health articles: topics, entities and figures in one call.
/// <b>Thread-safe. Disposable. Expensive to create:</b> load once, call from anywhere, dispose once.
/// </summary>
public sealed class MedAiAnalyzer : IMedAiAnalyzer, IDisposable
{
    /// <summary>The folder beside the app where the package MedAiNlp.Models.Zh puts its models.</summary>
    public const string DefaultModelsFolder = "medainlp-models";

    /// <summary>About how many characters, for each thread, are read ahead, worked on and waiting to be taken.</summary>
    private const long CharactersHeld = 1_000_000;

    /// <summary>What an article weighs besides its characters, so that there are not too many empty ones either.</summary>
    private const long LeastWeight = 2_000;

    private readonly MedAiAnalyzerOptions _options;
    private readonly ITopicClassifier _topics;
    private readonly IEntityRecognizer _entities;
    private readonly EntityLinker? _linker;
    private readonly FigureScanner _figures = FigureScanner.Default;
    private readonly ConcurrentBag<FoundLists> _lists = [];
    private readonly SpareThreads _threads;

    private MedAiAnalyzer(MedAiAnalyzerOptions options)
    {
        _options = options;
        _threads = new SpareThreads(Threads);
        // The three have nothing to do with one another, and a program waits for them before its first article.
        var linker = Task.Run(() => options.Linker ?? DefaultLinker());
        var topics = Task.Run(() => options.TopicClassifier ?? TopicModel.Open(options.TopicModel ?? DefaultModel("zh-topics"), options.Inference));
        try
        {
            _entities = options.EntityRecognizer is { } own ? EntityRecognizers.Checked(own) : EntityModel.Open(options.EntityModel ?? DefaultModel("zh-entities"), options.Inference);
            _topics = topics.GetAwaiter().GetResult();
            _linker = linker.GetAwaiter().GetResult();
        }
        catch
        {
            Task.WaitAny(Task.WhenAll(topics, linker));
            _topics ??= topics.IsCompletedSuccessfully ? topics.Result : null!;
            DisposeOwn();
            throw;
        }
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
        if (options.Inference?.Session is not null)
            throw new ArgumentException($"A session is one model's: load the model with {nameof(EntityModel)}.{nameof(EntityModel.Load)} or {nameof(TopicModel)}.{nameof(TopicModel.Load)} and hand that in.", nameof(options));
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
    /// <exception cref="ObjectDisposedException">The analyzer was disposed of.</exception>
    public ArticleAnalysis Analyze(Article article, CancellationToken cancellationToken = default) => Analyze(article, seen: null, cancellationToken);

    /// <summary>
    /// Analyses a stream of articles on several threads. Only some are held at a time, whatever the length of the stream; a bad
    /// article is one result with an error; a text that comes again soon is worked on once, and so is most of what long texts share.
    /// </summary>
    /// <param name="articles">Read only as fast as results are taken.</param>
    /// <param name="cancellationToken">Stops the work, also inside a network.</param>
    /// <returns>In the order of the articles, or as they are done where <see cref="MedAiAnalyzerOptions.AsCompleted"/> says so.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    /// <exception cref="ObjectDisposedException">The analyzer was disposed of.</exception>
    public IAsyncEnumerable<AnalysisResult> AnalyzeAsync(IAsyncEnumerable<Article> articles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        return AnalyzeAsync(articles, static a => a.Id, static a => a, static a => a.Content.Length, cancellationToken);
    }

    /// <summary>Analyses articles at hand on several threads, the longest first so that no thread waits long for the last.</summary>
    /// <param name="articles">The articles.</param>
    /// <param name="cancellationToken">Stops the work, also inside a network.</param>
    /// <returns>A result for each, in their order; a bad article is one with an error.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    /// <exception cref="ObjectDisposedException">The analyzer was disposed of.</exception>
    public IReadOnlyList<AnalysisResult> AnalyzeBatch(IReadOnlyList<Article> articles, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(articles);
        var results = new AnalysisResult[articles.Count];
        using var seen = new SeenTexts();
        var order = Enumerable.Range(0, articles.Count).OrderByDescending(i => articles[i].Content.Length);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Threads, CancellationToken = cancellationToken };
        try
        {
            Parallel.ForEach(Partitioner.Create(order, EnumerablePartitionerOptions.NoBuffering), parallel, i => results[i] = TryAnalyze(articles[i].Id, () => articles[i], seen, cancellationToken));
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        return results;
    }

    /// <summary>Frees the native memory of the models that it loaded itself, once the calls that are running have ended.</summary>
    public void Dispose() => DisposeOwn();

    /// <summary>An analyzer with the same models, which stay this one's to dispose, that uses another number of threads.</summary>
    internal MedAiAnalyzer WithThreads(int threads) =>
        new(_options with { EntityRecognizer = _entities, TopicClassifier = _topics, Linker = _linker, Threads = threads });

    /// <summary>How many threads work at once.</summary>
    internal int Threads => _options.Threads > 0 ? _options.Threads : Environment.ProcessorCount;

    /// <summary>Reads and analyses a stream of what can become articles.</summary>
    /// <param name="items">Read only as fast as results are taken.</param>
    /// <param name="id">The name of an item's article.</param>
    /// <param name="read">Makes the article, on the thread that analyses it; what it throws is the item's result.</param>
    /// <param name="size">About how many characters an item holds.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    internal async IAsyncEnumerable<AnalysisResult> AnalyzeAsync<T>(
        IAsyncEnumerable<T> items, Func<T, string> id, Func<T, Article> read, Func<T, long> size, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var queue = new QueueLength();
        using var seen = new SeenTexts();
        var limits = new ParallelLimits(Threads, CharactersHeld * Threads, _options.AsCompleted);
        var results = OrderedParallel.Map(queue.Entering(items, cancellationToken), (item, stop) => TryAnalyze(id(item), () => read(item), seen, stop), item => LeastWeight + size(item), limits, cancellationToken);
        await foreach (var result in results.ConfigureAwait(false))
        {
            queue.Leave();
            yield return result;
        }
    }

    private ArticleAnalysis Analyze(Article article, SeenTexts? seen, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(article);
        using var watch = MedAiTelemetry.Begin(article);
        using var busy = _threads.Enter();
        try
        {
            var analysis = AnalyzeUnwatched(article, seen, cancellationToken);
            watch.Done(analysis);
            return analysis;
        }
        catch (Exception e)
        {
            watch.Failed(e);
            throw;
        }
    }

    private ArticleAnalysis AnalyzeUnwatched(Article article, SeenTexts? seen, CancellationToken cancellationToken)
    {
        if (article.Content.Length > _options.MaxCharacters)
            throw new DocumentException("MED204", $"{(article.Id.Length == 0 ? "the article" : article.Id)} has {article.Content.Length} characters, more than the {_options.MaxCharacters} one article may have; split it, or raise {nameof(MedAiAnalyzerOptions.MaxCharacters)} (--max-chars).");
        var document = Read(article);
        var view = document.ModelText;
        var found = seen is null ? Find(view.Text, windows: null, cancellationToken) : FindOnce(view.Text, seen, cancellationToken);
        var whole = new ArticleAnalysis
        {
            Id = article.Id,
            Document = document,
            Span = new TextSpan(0, document.Text.Length),
            Metadata = document.Metadata,
            Topics = Topics(document, span: null, seen, cancellationToken),
            TopicSegments = TopicSegments(document, span: null),
            Entities = view.IsWhole ? found.Entities : ToDocument(found.Entities, document),
            Figures = view.IsWhole ? found.Figures : ToDocument(found.Figures, document),
        };
        return _options.Split ? whole with { Articles = Parts(whole, seen, cancellationToken) } : whole;
    }

    private AnalysisResult TryAnalyze(string id, Func<Article> read, SeenTexts seen, CancellationToken cancellationToken)
    {
        try
        {
            var analysis = Analyze(Fetch(read), seen, cancellationToken);
            return new AnalysisResult { Id = id, Analysis = analysis with { Id = id, Articles = [.. analysis.Articles.Select((part, index) => part with { Id = PartId(id, index) })] } };
        }
        catch (MedAiException e)
        {
            return new AnalysisResult { Id = id, Error = e };
        }
        catch (Exception e) when (e is not (OutOfMemoryException or ObjectDisposedException) && !cancellationToken.IsCancellationRequested)
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
        catch (Exception e) when (e is not OperationCanceledException)
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

    // Apart, so that only a stream makes the delegate.
    private FoundInText FindOnce(string text, SeenTexts seen, CancellationToken cancellationToken) =>
        seen.Found.Get(text, t => Find(t, seen.Windows, cancellationToken));

    private FoundInText Find(string text, SeenWindows? windows, CancellationToken cancellationToken)
    {
        if (!_lists.TryTake(out var lists))
            lists = new FoundLists();
        try
        {
            using (StepTimer.Start(Steps.Figures))
                _figures.Scan(text, lists.Figures, lists.Dates);
            var names = Names(text, lists, windows, cancellationToken);
            if (lists.Breaks.Count > 0)
                names = JoinBroken(text, names, lists.Breaks, windows, cancellationToken);
            var entities = EntityMerge.Merge(names, lists.Dates);
            using (StepTimer.Start(Steps.Link))
                _linker?.LinkInPlace(text, entities);
            return new FoundInText(entities, lists.Figures.ToArray());
        }
        finally
        {
            lists.Clear();
            _lists.Add(lists);
        }
    }

    private IReadOnlyList<Entity> Names(string text, FoundLists lists, SeenWindows? windows, CancellationToken cancellationToken)
    {
        if (_entities is EntityRecognizer own)
        {
            own.Recognize(text, lists.Names, lists.Breaks, _options.Entities, new SharedWork(windows, _threads), cancellationToken);
            return lists.Names;
        }
        BrokenNames.Breaks(text, lists.Breaks);
        return _entities.Recognize(text, _options.Entities, cancellationToken);
    }

    private IReadOnlyList<Entity> JoinBroken(string text, IReadOnlyList<Entity> names, List<TextSpan> breaks, SeenWindows? windows, CancellationToken cancellationToken) => _entities is EntityRecognizer own
        ? BrokenNames.Join(text, names, breaks, (line, at) => own.NameOver(line, at, _options.Entities, windows, cancellationToken))
        : BrokenNames.Join(text, names, breaks, (line, at) => BrokenNames.FirstOver(_entities.Recognize(line.ToString(), _options.Entities, cancellationToken), at));

    // Names and figures are found once, in the whole document, where each mention helps the others; topics belong to an article.
    private ArticleAnalysis[] Parts(ArticleAnalysis whole, SeenTexts? seen, CancellationToken cancellationToken)
    {
        var parts = ArticleSplitter.Split(whole.Document);
        return parts.Count < 2 ? [] : [.. parts.Select((part, index) => whole with
        {
            Id = PartId(whole.Id, index),
            Span = part.Span,
            Path = part.Path,
            Metadata = part.Metadata,
            Topics = Topics(whole.Document, part.Span, seen, cancellationToken),
            TopicSegments = TopicSegments(whole.Document, part.Span),
            Entities = [.. whole.Entities.Where(e => part.Span.Contains(e.Span))],
            Figures = [.. whole.Figures.Where(f => part.Span.Contains(f.Span))],
        })];
    }

    private static string PartId(string id, int index) => $"{id}#{index + 1}";

    // What an article is about stands in its body; spam gives itself away by all the rest of the page.
    private IReadOnlyList<TopicScore> Topics(Document document, TextSpan? span, SeenTexts? seen, CancellationToken cancellationToken)
    {
        using var timer = StepTimer.Start(Steps.Topics);
        var topics = _topics is TopicClassifier model && span is null && seen is null && !_options.Explain
            ? ClassifyBody(model, document, cancellationToken, out var isAll)
            : Classify(document.BodyText(span), document, seen, cancellationToken, out isAll);
        if (span is not null || isAll)
            return topics;
        var page = SpamOfPage(document, seen, cancellationToken);
        return page is null || topics.FirstOrDefault(static t => t.Label == MedAiNlp.Topics.Spam) is not { } body || page.Score <= body.Score ? topics : WithSpamOf(page, topics);
    }

    private TopicScore? SpamOfPage(Document document, SeenTexts? seen, CancellationToken cancellationToken) =>
        _topics is TopicClassifier model && seen is null && !_options.Explain && _options.TopicThresholds.Count == 0
            ? model.ScoreOf(MedAiNlp.Topics.Spam, document.ModelText.Text, cancellationToken)
            : Classify(document.ModelText, seen, cancellationToken).FirstOrDefault(static t => t.Label == MedAiNlp.Topics.Spam);

    // The scores stay in order, the highest first.
    private static TopicScore[] WithSpamOf(TopicScore page, IReadOnlyList<TopicScore> topics)
    {
        var merged = new TopicScore[topics.Count];
        var (at, isIn) = (0, false);
        for (var i = 0; i < topics.Count; i++)
        {
            if (topics[i].Label == page.Label)
                continue;
            if (!isIn && page.Score > topics[i].Score)
                (merged[at++], isIn) = (page, true);
            merged[at++] = topics[i];
        }
        if (!isIn)
            merged[at] = page;
        return merged;
    }

    // Without a string of it, where nobody needs one.
    private IReadOnlyList<TopicScore> ClassifyBody(TopicClassifier model, Document document, CancellationToken cancellationToken, out bool isAll)
    {
        var length = document.ModelText.Text.Length;
        var buffer = ArrayPool<char>.Shared.Rent(length);
        try
        {
            var body = buffer.AsSpan(0, document.CopyBody(buffer));
            isAll = body.Length == length;
            return WithThresholds(body, model.Classify(body, withEvidence: false, cancellationToken));
        }
        finally
        {
            ArrayPool<char>.Shared.Return(buffer);
        }
    }

    private IReadOnlyList<TopicScore> Classify(TextView body, Document document, SeenTexts? seen, CancellationToken cancellationToken, out bool isAll)
    {
        isAll = body.Text.Length == document.ModelText.Text.Length;
        return Classify(body, seen, cancellationToken);
    }

    private IReadOnlyList<TopicScore> Classify(TextView view, SeenTexts? seen, CancellationToken cancellationToken)
    {
        var topics = WithThresholds(view.Text, seen is null ? _topics.Classify(view.Text, _options.Explain, cancellationToken) : ClassifyOnce(view.Text, seen, cancellationToken));
        return view.IsWhole || !_options.Explain ? topics : ToDocument(topics, view);
    }

    private IReadOnlyList<TopicScore> ClassifyOnce(string text, SeenTexts seen, CancellationToken cancellationToken) =>
        seen.Topics.Get(text, t => _topics.Classify(t, _options.Explain, cancellationToken));

    private static TopicScore[] ToDocument(IReadOnlyList<TopicScore> topics, TextView view) =>
        [.. topics.Select(t => t with { Evidence = [.. t.Evidence.Select(e => e with { Span = view.ToDocument(e.Span) })] })];

    private IReadOnlyList<TopicSegment> TopicSegments(Document document, TextSpan? span)
    {
        if (!_options.Explain || _topics is not TopicClassifier model)
            return [];
        var body = document.BodyText(span);
        return [.. model.Segments(body.Text).Select(s => s with { Span = body.ToDocument(s.Span) })];
    }

    private IReadOnlyList<TopicScore> WithThresholds(ReadOnlySpan<char> text, IReadOnlyList<TopicScore> topics)
    {
        if (_options.TopicThresholds.Count == 0 || text.IsWhiteSpace())
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

    // What stands in the document just as in the view stays the same object.
    private static Entity[] ToDocument(IReadOnlyList<Entity> entities, Document document)
    {
        var moved = new Entity[entities.Count];
        for (var i = 0; i < moved.Length; i++)
        {
            var (entity, span) = (entities[i], document.ModelText.ToDocument(entities[i].Span));
            var text = TextOf(span, document.Text, entity.Text);
            moved[i] = span == entity.Span && text == entity.Text ? entity : entity with { Text = text, Start = span.Start, Name = entity.Name };
        }
        return moved;
    }

    private static Figure[] ToDocument(IReadOnlyList<Figure> figures, Document document)
    {
        var moved = new Figure[figures.Count];
        for (var i = 0; i < moved.Length; i++)
        {
            var (figure, span) = (figures[i], document.ModelText.ToDocument(figures[i].Span));
            TextSpan? subject = figure.Subject is { } s ? document.ModelText.ToDocument(s) : null;
            var text = TextOf(span, document.Text, figure.Text);
            moved[i] = span == figure.Span && subject == figure.Subject && text == figure.Text ? figure : figure with { Text = text, Start = span.Start, Subject = subject };
        }
        return moved;
    }

    // The same string where the words are the same.
    private static string TextOf(TextSpan span, string text, string known) =>
        text.AsSpan(span.Start, span.Length).SequenceEqual(known) ? known : span.Of(text);

    private static EntityLinker? DefaultLinker() =>
        Directory.Exists(Path.Combine(AppContext.BaseDirectory, DefaultModelsFolder, "register")) ? EntityLinker.CreateDefault() : null;

    private static ModelPackage DefaultModel(string name)
    {
        var directory = Path.Combine(AppContext.BaseDirectory, DefaultModelsFolder, name);
        return Directory.Exists(directory)
            ? ModelPackage.Load(directory)
            : throw new ModelPackageException("MED101", $"the default model is not beside the app ({directory}); reference the package MedAiNlp.Models.Zh, or give a model of your own.");
    }

    /// <summary>What the models and rules find in a text, whatever article it belongs to.</summary>
    private sealed record FoundInText(IReadOnlyList<Entity> Entities, IReadOnlyList<Figure> Figures);

    /// <summary>Where one call collects what it finds, kept for the next.</summary>
    private sealed class FoundLists
    {
        public List<Entity> Names { get; } = [];

        public List<Entity> Dates { get; } = [];

        public List<Figure> Figures { get; } = [];

        /// <summary>The line breaks that a name may run over.</summary>
        public List<TextSpan> Breaks { get; } = [];

        public void Clear()
        {
            Names.Clear();
            Breaks.Clear();
            Dates.Clear();
            Figures.Clear();
        }
    }

    /// <summary>The texts of one run, and their windows.</summary>
    private sealed class SeenTexts : IDisposable
    {
        private const long CharactersKept = 1_000_000;

        public Repeats<FoundInText> Found { get; } = new(CharactersKept);

        public Repeats<IReadOnlyList<TopicScore>> Topics { get; } = new(CharactersKept);

        public SeenWindows Windows { get; } = new();

        public void Dispose() => Windows.Dispose();
    }
}
