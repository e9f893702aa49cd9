namespace MedAiNlp;

/// <summary>
/// Tells the topics of a text with a sequence classifier of BERT's kind. A text that the model can read at once gets the answer
/// that Python gives; a longer one is read in windows that follow one another, and its probabilities are their mean, each window
/// weighing as much as it is long. Thread-safe; owns native memory until disposed.
/// </summary>
internal sealed class WordPieceClassifier : ITopicClassifier, IDisposable
{
    private const string Softmax = "softmax", Sigmoid = "sigmoid";

    private readonly ModelManifest _manifest;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly PieceNetwork _network;
    private readonly bool _isExclusive;
    private readonly string[] _names;
    private readonly double[] _thresholds;

    private WordPieceClassifier(ModelPackage package, WordPieceTokenizer tokenizer, PieceNetwork network, bool isExclusive)
    {
        _manifest = package.Manifest;
        _tokenizer = tokenizer;
        _network = network;
        _isExclusive = isExclusive;
        _names = [.. _manifest.Labels.Select(l => _manifest.LabelMap.TryGetValue(l, out var mapped) ? mapped : l)];
        // Of labels that exclude one another the likeliest is the answer, unless a threshold says that it has to be surer.
        _thresholds = [.. _manifest.Labels.Select(l => _manifest.Thresholds.TryGetValue(l, out var threshold) ? threshold : isExclusive ? 0 : 0.5)];
    }

    /// <summary>What is to be known of the loaded model, for people.</summary>
    public IEnumerable<(string Name, string Value)> Describe() =>
    [
        .. _network.Shapes.Select(s => ("network", s)),
        ("length", $"{_network.Describe}, windows of {_network.MaxLength} tokens keep {_network.Stride}"),
        ("tokenizer", $"WordPiece, {_tokenizer.VocabularySize} tokens"),
        ("scores", _isExclusive ? $"{Softmax}: the likeliest label is assigned" : $"{Sigmoid}: each label by itself"),
    ];

    /// <exception cref="ModelPackageException">The package is not a usable one for text classification.</exception>
    public static WordPieceClassifier Load(ModelPackage package, InferenceOptions inference)
    {
        var manifest = package.Manifest;
        if (manifest.Task != ModelTasks.Texts)
            throw new ModelPackageException("MED112", $"{package.Directory} is a model for {manifest.Task}; telling topics needs one for {ModelTasks.Texts}.");
        if (manifest.Decoder?.Type is not (Softmax or Sigmoid))
            throw Fault($"asks for the decoder '{manifest.Decoder?.Type}', expected {Softmax} or {Sigmoid}");
        if (manifest.LabelMap.Count > 0 && manifest.Labels.Select(l => manifest.LabelMap.TryGetValue(l, out var mapped) ? mapped : l).GroupBy(l => l).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Fault($"maps two labels to {twice.Key}, and a topic has one score");
        var tokenizer = WordPieceTokenizer.Load(package.Directory);
        return new WordPieceClassifier(package, tokenizer, PieceNetwork.Open(package, tokenizer, inference), manifest.Decoder.Type == Softmax);

        ModelPackageException Fault(string what) => new("MED103", $"{package.Directory} {what}.");
    }

    public IReadOnlyList<TopicScore> Classify(string text, bool withEvidence = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        var tokens = new WordPieceBuffer(text.Length + 1);
        _tokenizer.Encode(text, tokens);
        var ids = tokens.Ids.ToArray();
        var reading = new Reading(this, ids);
        _network.Run(ids, static (logits, r) => r.Add(logits), reading, cancellationToken);

        var probabilities = reading.Probabilities;
        var best = probabilities.IndexOf(probabilities.Max());
        var scores = new TopicScore[probabilities.Length];
        for (var label = 0; label < scores.Length; label++)
        {
            var isAssigned = tokens.Count > 0 && (!_isExclusive || label == best) && probabilities[label] >= _thresholds[label];
            scores[label] = new TopicScore { Label = _names[label], Score = probabilities[label], IsAssigned = isAssigned };
        }
        Array.Sort(scores, static (a, b) => b.Score.CompareTo(a.Score));
        return scores;
    }

    public void Dispose() => _network.Dispose();

    /// <summary>The logits of a text that fits into one window.</summary>
    internal float[] Logits(string text)
    {
        var logits = new List<float>();
        _network.Run(_tokenizer.Encode(text).Ids.ToArray(), static (row, into) => into.AddRange(row), logits, CancellationToken.None);
        return [.. logits];
    }

    /// <summary>The probabilities of a text, window after window.</summary>
    private sealed class Reading(WordPieceClassifier owner, int[] tokens)
    {
        private readonly IEnumerator<Window> _windows = owner._network.Windows(tokens).GetEnumerator();
        private readonly double[] _sums = new double[owner._names.Length];

        public double[] Probabilities => Array.ConvertAll(_sums, s => Math.Min(1, s / Math.Max(1, tokens.Length)));

        public void Add(ReadOnlySpan<float> logits)
        {
            _windows.MoveNext();
            double weight = Math.Max(1, _windows.Current.KeepEnd - _windows.Current.KeepStart);
            var temperature = owner._manifest.Calibration.Temperature;
            var (most, sum) = (double.NegativeInfinity, 0.0);
            foreach (var logit in logits)
                most = Math.Max(most, logit / temperature);
            foreach (var logit in logits)
                sum += Math.Exp((logit / temperature) - most);
            for (var label = 0; label < logits.Length; label++)
            {
                var logit = logits[label] / temperature;
                _sums[label] += weight * (owner._isExclusive ? Math.Exp(logit - most) / sum : 1 / (1 + Math.Exp(-logit)));
            }
        }
    }
}
