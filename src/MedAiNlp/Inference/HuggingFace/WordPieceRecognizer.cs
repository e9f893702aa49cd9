namespace MedAiNlp;

/// <summary>
/// Finds named things with a token classifier of BERT's kind. The answers are the model's own: what else <see cref="EntityRecognizer"/>
/// knows of names is added only where <c>model.json</c> asks for it. Thread-safe; owns native memory until disposed.
/// </summary>
internal sealed class WordPieceRecognizer : IEntityRecognizer, IDisposable
{
    /// <summary>The decoder that takes the best legal sequence of labels.</summary>
    private const string Viterbi = "viterbi";

    /// <summary>The chain keeps the way back in a byte for each label.</summary>
    private const int MostLabels = 255;

    private static readonly string[] Strategies = [.. Enum.GetNames<AggregationStrategy>().Select(s => s.ToLowerInvariant())];

    private readonly ModelManifest _manifest;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly PieceNetwork _network;
    private readonly LabelScheme _scheme;
    private readonly LinearChain? _chain;
    private readonly AggregationStrategy _strategy;
    private readonly bool[] _continues;
    private readonly bool _hasHealthRules;

    private WordPieceRecognizer(ModelPackage package, WordPieceTokenizer tokenizer, LabelScheme scheme, string decoder, LinearChain? chain, PieceNetwork network)
    {
        _manifest = package.Manifest;
        _tokenizer = tokenizer;
        _network = network;
        _scheme = scheme;
        _chain = chain;
        Decoder = decoder;
        if (chain is null)
            _strategy = Enum.Parse<AggregationStrategy>(decoder, ignoreCase: true);
        _continues = [.. Enumerable.Range(0, tokenizer.VocabularySize).Select(id => tokenizer.TokenOf(id)?.StartsWith("##", StringComparison.Ordinal) ?? false)];
        _hasHealthRules = _manifest.Decoder?.Rules.Contains(HealthNames.RuleName) ?? false;
    }

    /// <summary>How scores become entities.</summary>
    public string Decoder { get; }

    /// <summary>What is to be known of the loaded model, for people.</summary>
    public IEnumerable<(string Name, string Value)> Describe() =>
    [
        .. _network.Shapes.Select(s => ("network", s)),
        ("length", $"{_network.Describe}, windows of {_network.MaxLength} tokens keep {_network.Stride}"),
        ("tokenizer", $"WordPiece, {_tokenizer.VocabularySize} tokens"),
        ("scheme", $"{_scheme.Name}, decoded by {Decoder}"),
    ];

    /// <exception cref="ModelPackageException">The package is not a usable one for token classification.</exception>
    public static WordPieceRecognizer Load(ModelPackage package, InferenceOptions inference)
    {
        var manifest = package.Manifest;
        if (manifest.Task != ModelTasks.Tokens)
            throw new ModelPackageException("MED112", $"{package.Directory} is a model for {manifest.Task}; finding entities needs one for {ModelTasks.Tokens}.");
        var decoder = inference.Decoder ?? (manifest.Decoder?.Type is { } type and not "crf" ? type : Viterbi);
        if (decoder != Viterbi && !Strategies.Contains(decoder))
            throw Fault($"asks for the decoder '{decoder}', expected {Viterbi}, {string.Join(", ", Strategies)}");
        if (manifest.Decoder?.Rules.FirstOrDefault(r => r != HealthNames.RuleName) is { } rule)
            throw Fault($"asks for the rules '{rule}', which this version does not have; there is {HealthNames.RuleName}");
        if (manifest.Labels.Count > MostLabels)
            throw Fault($"has {manifest.Labels.Count} labels, and a token classifier may have {MostLabels}");
        LabelScheme scheme;
        LinearChain? chain = null;
        try
        {
            scheme = LabelScheme.ParseExport(manifest.Labels);
            if (decoder == Viterbi)
            {
                chain = manifest.Decoder?.Transitions is { } file
                    ? package.Read(file, s => new LinearChain(scheme, System.Text.Json.JsonSerializer.Deserialize(s, ModelJsonContext.Default.TransitionScores)))
                    : new LinearChain(scheme, null);
            }
        }
        catch (FormatException e)
        {
            throw Fault($"{e.Message} among its labels ({string.Join(", ", manifest.Labels.Take(4))}…); set id2label to the names that the model was trained with", e);
        }
        var tokenizer = WordPieceTokenizer.Load(package.Directory);
        return new WordPieceRecognizer(package, tokenizer, scheme, decoder, chain, PieceNetwork.Open(package, tokenizer, inference));

        ModelPackageException Fault(string what, Exception? cause = null) => new("MED103", $"{package.Directory} {what}.", cause);
    }

    public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= new EntityOptions();
        var spans = new List<LabelledSpan>();
        var outside = new float[text.Length];
        Array.Fill(outside, 1);
        var tokens = new WordPieceBuffer(text.Length + 1);
        using (StepTimer.Start(Steps.Features))
            _tokenizer.Encode(text, tokens);
        if (tokens.Count == 0)
            return [];
        if (_chain is null)
            Aggregate(tokens, spans, outside, cancellationToken);
        else
            DecodeWords(tokens, spans, outside, cancellationToken);
        if (_hasHealthRules)
            ApplyRules(text, spans, outside, options);
        return Entities(text, spans, options);
    }

    public void Dispose() => _network.Dispose();

    /// <summary>The logits of every token, in order.</summary>
    internal float[] Logits(string text)
    {
        var tokens = _tokenizer.Encode(text);
        var logits = new List<float>();
        if (tokens.Count > 0)
            _network.Run(tokens.Ids.ToArray(), static (row, into) => into.AddRange(row), logits, CancellationToken.None);
        return [.. logits];
    }

    private void Aggregate(WordPieceBuffer tokens, List<LabelledSpan> spans, float[] outside, CancellationToken cancellationToken)
    {
        var reading = new Reading(this, tokens) { Aggregation = new TokenAggregation(_strategy, _scheme, _manifest.Labels, spans, outside) };
        _network.Run(tokens.Ids.ToArray(), static (logits, r) => r.Aggregate(logits), reading, cancellationToken);
        reading.Aggregation.Finish();
    }

    // A sequence of whole words, each with the scores of its first piece: that is the piece which training gives a label.
    private void DecodeWords(WordPieceBuffer tokens, List<LabelledSpan> spans, float[] outside, CancellationToken cancellationToken)
    {
        var words = FirstPieces(tokens);
        var wordOutside = new float[words.Length - 1];
        var reading = new Reading(this, tokens) { Decoding = new DecodingBuffer(_chain!, _manifest.Labels.Count) };
        reading.Decoding.Begin(wordOutside);
        _network.Run(tokens.Ids.ToArray(), static (logits, r) => r.Decode(logits), reading, cancellationToken);
        reading.Decoding.Finish();

        var starts = tokens.Starts;
        var ends = tokens.Ends;
        for (var word = 0; word < wordOutside.Length; word++)
        {
            var (start, end) = (starts[words[word]], ends[words[word + 1] - 1]);
            outside.AsSpan(start, end - start).Fill(wordOutside[word]);
        }
        foreach (var span in reading.Decoding.Spans)
        {
            var start = Math.Max(starts[words[span.Start]], spans.Count > 0 ? spans[^1].End : 0);
            var end = ends[words[span.End] - 1];
            if (start < end)
                spans.Add(span with { Start = start, End = end });
        }
    }

    /// <summary>The number of each word's first token, and behind them the number of tokens.</summary>
    private int[] FirstPieces(WordPieceBuffer tokens)
    {
        var first = new List<int>(tokens.Count + 1);
        for (var i = 0; i < tokens.Count; i++)
        {
            if (i == 0 || !_continues[tokens.Ids[i]])
                first.Add(i);
        }
        first.Add(tokens.Count);
        return [.. first];
    }

    private static void ApplyRules(string text, List<LabelledSpan> spans, float[] outside, EntityOptions options)
    {
        SpanEdges.Trim(text, spans);
        HealthNames.Apply(text, spans);
        if (options.Consistent)
            NameConsistency.Apply(text.AsMemory(), spans, outside);
    }

    private List<Entity> Entities(string text, List<LabelledSpan> spans, EntityOptions options)
    {
        var entities = new List<Entity>(spans.Count);
        foreach (var span in spans)
        {
            var type = _manifest.LabelMap.TryGetValue(span.Type, out var mapped) ? mapped : span.Type;
            var score = _manifest.Calibration.Apply(span.Score);
            if (score >= options.MinScore && !options.ExcludedTypes.Contains(type))
                entities.Add(new Entity { Type = type, Text = text[span.Start..span.End], Start = span.Start, Score = score });
        }
        return entities;
    }

    /// <summary>How far the logits of a text have been read.</summary>
    private sealed class Reading(WordPieceRecognizer owner, WordPieceBuffer tokens)
    {
        private int _next;

        public TokenAggregation Aggregation { get; init; } = null!;

        public DecodingBuffer Decoding { get; init; } = null!;

        public void Aggregate(ReadOnlySpan<float> logits)
        {
            var labels = owner._manifest.Labels.Count;
            for (; !logits.IsEmpty; logits = logits[labels..], _next++)
                Aggregation.Add(logits[..labels], tokens.Starts[_next], tokens.Ends[_next], _next > 0 && owner._continues[tokens.Ids[_next]]);
        }

        public void Decode(ReadOnlySpan<float> logits)
        {
            var labels = owner._manifest.Labels.Count;
            for (; !logits.IsEmpty; logits = logits[labels..], _next++)
            {
                if (_next == 0 || !owner._continues[tokens.Ids[_next]])
                    Decoding.Add(logits[..labels]);
            }
        }
    }
}
