using System.Buffers;
using System.Collections.Concurrent;

namespace MedAiNlp;

/// <summary>
/// Finds named things in Chinese text with a token-classification model.
/// <b>Thread-safe. Disposable. Expensive to create:</b> load once, call from anywhere, dispose once.
/// </summary>
/// <remarks>
/// Text of any length is read in overlapping windows and every character is decided in a window that shows its surroundings
/// on both sides. The labels of the whole are decoded together by a linear-chain model, so that no span is cut at a window's edge.
/// </remarks>
public sealed partial class EntityRecognizer : IEntityRecognizer, IDisposable
{
    private const string FeatureType = "char-bigram-lexicon";

    private static readonly EntityOptions DefaultOptions = new();

    private readonly OnnxModel _model;
    private readonly CharacterFolding _folding;
    private readonly CharacterVocabulary _vocabulary;
    private readonly Lexicon _lexicon;
    private readonly LinearChain _chain;
    private readonly WindowPlan _plan;
    private readonly bool _hasHealthRules;
    private readonly ConcurrentBag<EntityWindow> _idle = [];
    private readonly ConcurrentBag<DecodingBuffer> _decoding = [];
    private readonly Lifetime _lifetime;

    private EntityRecognizer(ModelPackage package, CharacterVocabulary vocabulary, Lexicon lexicon, LinearChain chain, OnnxModel model)
    {
        Package = package;
        _folding = package.Folding;
        _vocabulary = vocabulary;
        _lexicon = lexicon;
        _chain = chain;
        _model = model;
        _hasHealthRules = package.Manifest.Decoder?.Rules.Contains(HealthNames.RuleName) ?? false;
        _plan = new WindowPlan(package.Manifest.Features.MaxLength, package.Manifest.Features.Stride);
        _lifetime = new Lifetime(nameof(EntityRecognizer), Free);
    }

    /// <summary>The package that the model came from.</summary>
    public ModelPackage Package { get; }

    /// <summary>Loads a model from its folder.</summary>
    /// <exception cref="ModelPackageException">The folder is not a usable package for token classification.</exception>
    public static EntityRecognizer Load(string directory) => Load(ModelPackage.Load(directory));

    /// <summary>Loads the model of a package.</summary>
    /// <param name="package">A package with features of our own; <see cref="EntityModel"/> loads any kind.</param>
    /// <param name="inference">How it is run; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackageException">The package is not a usable one for token classification.</exception>
    public static EntityRecognizer Load(ModelPackage package, InferenceOptions? inference = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        var manifest = package.Manifest;
        var path = package.PathOf(ModelPackage.ManifestFile);
        if (manifest.Task != ModelTasks.Tokens)
            throw new ModelPackageException("MED112", $"{path} is a model for {manifest.Task}; finding entities needs one for {ModelTasks.Tokens}.");
        if (manifest.Features is not { Type: FeatureType, Vocabulary: { } vocabularyFile, Lexicon: { } lexiconFile, BigramBuckets: > 1 })
            throw new ModelPackageException("MED113", $"{path} describes features that this version cannot compute ('{manifest.Features.Type}'); expected {FeatureType} with vocabulary, lexicon and bigramBuckets; {nameof(EntityModel)}.{nameof(EntityModel.Load)} takes Hugging Face exports too.");
        if (!WindowPlan.IsPossible(manifest.Features.MaxLength, manifest.Features.Stride))
            throw new ModelPackageException("MED103", $"{path} has maxLength {manifest.Features.MaxLength} and stride {manifest.Features.Stride}; expected a stride of 1 to maxLength, and maxLength of at most 65536.");

        if (manifest.Decoder?.Rules.FirstOrDefault(r => r != HealthNames.RuleName) is { } rule)
            throw new ModelPackageException("MED103", $"{path} asks for the rules '{rule}', which this version does not have; there is {HealthNames.RuleName}.");

        var vocabulary = package.Read(vocabularyFile, s => CharacterVocabulary.Read(new StreamReader(s)));
        var lexicon = package.Read(lexiconFile, ReadLexicon);
        var chain = Chain(package);
        var model = OnnxModel.Open(package, EntityWindow.Inputs, EntityWindow.Output, inference);
        return new EntityRecognizer(package, vocabulary, lexicon, chain, model);
    }

    /// <summary>Finds the named things of a text, in order of their offsets. Spans never overlap.</summary>
    /// <param name="text">Any text, of any length.</param>
    /// <param name="options">What to give back; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Stops the work, also inside the network.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    /// <exception cref="ObjectDisposedException">The recognizer was disposed of before the call.</exception>
    public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Find(text.AsMemory(), options ?? DefaultOptions, default, text, static (spans, _, whole) => Entities(whole, spans), cancellationToken);
    }

    /// <summary>The same into a list of the caller's, with the line breaks that may cut a name.</summary>
    internal void Recognize(string text, List<Entity> entities, List<TextSpan> breaks, EntityOptions? options, SharedWork shared, CancellationToken cancellationToken) =>
        // The window of a short text is all of it, and who asks for that once more has its answer from before.
        Find(text.AsMemory(), options ?? DefaultOptions, text.Length > _plan.MaxLength ? shared : default, (Text: text, Into: entities, Breaks: breaks), static (spans, outside, with) =>
        {
            BrokenNames.DoubtfulBreaks(with.Text, outside, with.Breaks);
            return Add(with.Text, spans, with.Into);
        }, cancellationToken);

    /// <summary>The first name of a line, persons left aside, that runs over a place in it; <see langword="null"/> where none does.</summary>
    /// <param name="line">The line; the offsets of the name count in it.</param>
    /// <param name="at">The place: a name over it begins before and ends behind.</param>
    /// <param name="options">What counts as found; <see langword="null"/> for the defaults.</param>
    /// <param name="seen">The windows of the run; <see langword="null"/> for none.</param>
    /// <param name="cancellationToken">Stops the work, also inside the network.</param>
    internal Entity? NameOver(ReadOnlyMemory<char> line, int at, EntityOptions? options, SeenWindows? seen, CancellationToken cancellationToken) =>
        Find(line, options ?? DefaultOptions, new SharedWork(seen, null), (Line: line, At: at), static (spans, _, with) => NameOver(with.Line.Span, with.At, spans), cancellationToken);

    /// <summary>Frees the native memory of the model, once the calls that are running have ended; later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _lifetime.Dispose();

    internal IEnumerable<string> Describe() => _model.Describe();

    /// <summary>The numbers that the model reads, for one caller to fill.</summary>
    internal CharacterFeatures NewFeatures() => new(_vocabulary, _lexicon, Package.Manifest.Features.BigramBuckets, _folding);

    /// <summary>Memory for one caller to run windows through.</summary>
    internal EntityWindow NewWindow() => new(_model, NewFeatures(), _lexicon.FeatureCount, Package.Manifest.Labels.Count);

    /// <summary>How many characters the network is given for a text, those it reads twice and padding included.</summary>
    internal long Positions(string text)
    {
        using var memory = NewWindow();
        var positions = 0L;
        foreach (var window in _plan.Windows(text))
            positions += memory.Run(text, window, CancellationToken.None).Length / Package.Manifest.Labels.Count;
        return positions;
    }

    /// <summary>Runs the network over a text and hands on the logits of every character once, in order, a window at a time.</summary>
    internal void Logits<TState>(ReadOnlySpan<char> text, OnnxModel.ReadLogits<TState> read, TState state, SeenWindows? seen = null, CancellationToken cancellationToken = default)
    {
        if (!_idle.TryTake(out var memory))
            memory = NewWindow();
        try
        {
            for (var keep = 0; keep < text.Length;)
            {
                var window = _plan.At(text, keep);
                keep = window.KeepEnd;
                read(memory.Kept(text, window, seen, cancellationToken), state);
            }
        }
        finally
        {
            _idle.Add(memory);
        }
    }

    /// <summary>Makes of spans, and of each character's probability to be in none, what is wanted.</summary>
    private delegate TResult MakeOf<TState, TResult>(List<LabelledSpan> spans, ReadOnlySpan<float> outside, TState state);

    /// <summary>Finds the spans of a text, and makes of them what is wanted.</summary>
    private TResult Find<TState, TResult>(ReadOnlyMemory<char> text, EntityOptions options, SharedWork shared, TState state, MakeOf<TState, TResult> make, CancellationToken cancellationToken)
    {
        using var use = _lifetime.Enter();
        if (!_decoding.TryTake(out var decoding))
            decoding = new DecodingBuffer(_chain, Package.Manifest.Labels.Count);
        var outside = ArrayPool<float>.Shared.Rent(text.Length);
        try
        {
            decoding.Begin(outside);
            if (shared.Threads is { Limit: > 1 } && IsLong(text))
                LogitsOfLong(text, decoding, shared.Threads, shared.Windows, cancellationToken);
            else
                Logits(text.Span, static (logits, d) => d.Add(logits), decoding, shared.Windows, cancellationToken);
            decoding.Finish();
            using var timer = StepTimer.Start(Steps.Decode);
            SpanEdges.Trim(text.Span, decoding.Spans);
            if (_hasHealthRules)
                HealthNames.Apply(text.Span, decoding.Spans);
            if (options.Consistent)
                NameConsistency.Apply(text, decoding.Spans, outside.AsSpan(0, text.Length));
            Keep(decoding.Spans, options);
            return make(decoding.Spans, outside.AsSpan(0, text.Length), state);
        }
        finally
        {
            ArrayPool<float>.Shared.Return(outside);
            _decoding.Add(decoding);
        }
    }

    // Calibrates the scores, and keeps what is asked for.
    private void Keep(List<LabelledSpan> spans, EntityOptions options)
    {
        var calibration = Package.Manifest.Calibration;
        var kept = 0;
        for (var i = 0; i < spans.Count; i++)
        {
            var span = spans[i] with { Score = calibration.Apply(spans[i].Score) };
            if (span.Score >= options.MinScore && !options.ExcludedTypes.Contains(span.Type))
                spans[kept++] = span;
        }
        spans.RemoveRange(kept, spans.Count - kept);
    }

    private static Entity[] Entities(string text, List<LabelledSpan> spans)
    {
        var entities = new Entity[spans.Count];
        for (var i = 0; i < entities.Length; i++)
            entities[i] = EntityAt(text, spans[i]);
        return entities;
    }

    private static int Add(string text, List<LabelledSpan> spans, List<Entity> entities)
    {
        foreach (var span in spans)
            entities.Add(EntityAt(text, span));
        return spans.Count;
    }

    private static Entity? NameOver(ReadOnlySpan<char> line, int at, List<LabelledSpan> spans)
    {
        foreach (var span in spans)
        {
            if (BrokenNames.RunsOver(span.Type, TextSpan.FromBounds(span.Start, span.End), at))
                return EntityAt(line, span);
        }
        return null;
    }

    private static Entity EntityAt(ReadOnlySpan<char> text, LabelledSpan span) =>
        new() { Type = span.Type, Text = text[span.Start..span.End].ToString(), Start = span.Start, Score = span.Score };

    private void Free()
    {
        while (_idle.TryTake(out var memory))
            memory.Dispose();
        _model.Dispose();
    }

    private static Lexicon ReadLexicon(Stream stream)
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Lexicon.Read(bytes);
    }

    private static LinearChain Chain(ModelPackage package)
    {
        try
        {
            var scheme = LabelScheme.Parse(package.Manifest.Labels);
            return package.Manifest.Decoder?.Transitions is { } file
                ? package.Read(file, s => new LinearChain(scheme, System.Text.Json.JsonSerializer.Deserialize(s, ModelJsonContext.Default.TransitionScores)))
                : new LinearChain(scheme, null);
        }
        catch (FormatException e)
        {
            throw new ModelPackageException("MED103", $"{package.PathOf(ModelPackage.ManifestFile)} {e.Message}; correct it or fetch the package again.", e);
        }
    }
}
