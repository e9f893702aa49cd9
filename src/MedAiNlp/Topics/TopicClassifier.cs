using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp;

/// <summary>
/// Says what a text is about. Several topics may hold, or none. The model weighs character n-grams and the build of the text
/// (<see cref="TextQuality"/>), and is linear, so that <see cref="Explain(string, string)"/> can say exactly what spoke for a topic and against it.
/// Thread-safe. Disposable. Expensive to create.
/// </summary>
public sealed class TopicClassifier : ITopicClassifier, IDisposable
{
    /// <summary>The task of a topic package, as its <c>model.json</c> names it.</summary>
    public const string Task = ModelTasks.Texts;

    internal const string FeatureType = "char-ngram-hash";
    private const string Logits = "logits", RowWeights = "row_weights";
    private static readonly string[] Inputs = ["rows", "values", "signals"];
    private readonly OnnxModel _network;
    private readonly NgramVocabulary _vocabulary;
    private readonly TopicScoring _scoring;
    private readonly LogitCombination[] _combination;
    private readonly double[] _thresholds;
    private readonly ConcurrentBag<Reading> _readings = [];
    private readonly Lifetime _lifetime;

    private TopicClassifier(ModelPackage package, OnnxModel network, NgramVocabulary vocabulary, TopicScoring scoring)
    {
        _network = network;
        _vocabulary = vocabulary;
        _scoring = scoring;
        _lifetime = new Lifetime(nameof(TopicClassifier), Free);
        Labels = package.Manifest.Labels;
        _combination = [.. Labels.Select(label => scoring.Combination[label])];
        _thresholds = [.. Labels.Select(label => package.Manifest.Thresholds.TryGetValue(label, out double threshold) ? threshold : 0.5)];
    }

    /// <summary>The topics that the model knows, in the order of the network’s outputs.</summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>Loads a topic model from a folder.</summary>
    /// <param name="directory">The folder that holds <c>model.json</c>.</param>
    /// <exception cref="ModelPackageException">The folder is no topic package, or something in it does not fit.</exception>
    public static TopicClassifier Load(string directory) => Load(ModelPackage.Load(directory));

    /// <summary>Loads a topic model from a package.</summary>
    /// <param name="package">A package with features of our own; <see cref="TopicModel"/> loads any kind.</param>
    /// <param name="inference">How it is run; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackageException">The package is of another kind, or something in it does not fit.</exception>
    public static TopicClassifier Load(ModelPackage package, InferenceOptions? inference = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        var manifest = package.Manifest;
        if (manifest.Task != Task || manifest.Features.Type != FeatureType)
            throw Misfit(package, $"is for {manifest.Task} on {manifest.Features.Type}, and a {nameof(TopicClassifier)} needs {Task} on {FeatureType} ({nameof(TopicModel)}.{nameof(TopicModel.Load)} takes Hugging Face exports too)");
        if (manifest.Features.Vocabulary is not { } vocabularyFile)
            throw Misfit(package, "names no vocabulary of n-grams");
        if (manifest.Features is not { MinNgram: 1, MaxNgram: >= 1 and <= TopicTrainingOptions.MostLongestNgram })
            throw Misfit(package, $"has n-grams of {manifest.Features.MinNgram} to {manifest.Features.MaxNgram} characters, and this version of MedAiNlp reads those of 1 to at most {TopicTrainingOptions.MostLongestNgram}");
        var vocabulary = package.Read(vocabularyFile, stream => ReadVocabulary(stream, manifest.Features.MaxNgram));
        var scoring = package.Read(TopicScoring.File, ReadScoring);
        if (vocabulary.Buckets != manifest.Features.Buckets)
            throw Misfit(package, $"promises {manifest.Features.Buckets} buckets, and {vocabularyFile} has {vocabulary.Buckets}");
        if (!scoring.Signals.SequenceEqual(QualitySignals.Names))
            throw Misfit(package, $"reads the signals {string.Join(", ", scoring.Signals)}, and this version of MedAiNlp measures {string.Join(", ", QualitySignals.Names)}");
        if (manifest.Labels.FirstOrDefault(label => !scoring.Combination.ContainsKey(label)) is { } label)
            throw Misfit(package, $"has the label {label}, for which {TopicScoring.File} says nothing");

        var network = OnnxModel.Open(package, [("rows", typeof(int), 1), ("values", typeof(float), 2), ("signals", typeof(float), 2)], Logits, inference);
        return new TopicClassifier(package, network, vocabulary, scoring);
    }

    /// <summary>Says what a text is about.</summary>
    /// <param name="text">The text, its title in the first line where it has one. Any length; may be empty.</param>
    /// <param name="withEvidence">Whether each score is to carry the sentences that spoke for it and against it; this takes several times as long.</param>
    /// <param name="cancellationToken">Looked at before each run of the network, which is a few thousand characters.</param>
    /// <returns>One score for each of <see cref="Labels"/>, likeliest first.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IReadOnlyList<TopicScore> Classify(string text, bool withEvidence = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Classify(text.AsSpan(), withEvidence, cancellationToken);
    }

    /// <inheritdoc cref="Classify(string, bool, CancellationToken)"/>
    internal IReadOnlyList<TopicScore> Classify(ReadOnlySpan<char> text, bool withEvidence, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var use = _lifetime.Enter();
        var reading = Rent();
        try
        {
            Read(reading, text, cancellationToken);
            var scores = new TopicScore[Labels.Count];
            for (int label = 0; label < scores.Length; label++)
                scores[label] = Score(reading, label, withEvidence);

            Array.Sort(scores, static (a, b) => b.Score.CompareTo(a.Score));
            return scores;
        }
        finally
        {
            _readings.Add(reading);
        }
    }

    /// <summary>What the classifier says of one topic; <see langword="null"/> where it does not know it.</summary>
    internal TopicScore? ScoreOf(string topic, string text, CancellationToken cancellationToken)
    {
        int label = 0;
        while (label < Labels.Count && Labels[label] != topic)
            label++;
        if (label == Labels.Count)
            return null;
        using var use = _lifetime.Enter();
        var reading = Rent();
        try
        {
            Read(reading, text, cancellationToken);
            return Score(reading, label, withEvidence: false);
        }
        finally
        {
            _readings.Add(reading);
        }
    }

    /// <summary>Says which topic holds where: the text cut into windows of some three hundred characters, at the ends of sentences.</summary>
    /// <param name="text">The text. Any length; may be empty.</param>
    /// <returns>The windows in order, without gap or overlap, each with a score for every label; empty for a text without characters.</returns>
    public IReadOnlyList<TopicSegment> Segments(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        using var use = _lifetime.Enter();
        var reading = Rent();
        try
        {
            var segments = new List<TopicSegment>();
            reading.Featurizer.Open(text);
            MeasureBuild(reading);
            while (reading.Featurizer.NextGroup())
            {
                reading.Run(CancellationToken.None);
                for (int window = 0; window < reading.Featurizer.Windows.Count; window++)
                {
                    var scores = new TopicScore[Labels.Count];
                    for (int label = 0; label < scores.Length; label++)
                    {
                        double logit = reading.Logits[window * scores.Length + label];
                        double probability = LogitCombination.Probability(_combination[label].Logit(logit, logit));
                        scores[label] = new TopicScore { Label = Labels[label], Score = probability, IsAssigned = probability >= _thresholds[label] };
                    }

                    int start = segments.Count == 0 ? 0 : segments[^1].Span.End;
                    int end = reading.Featurizer.Text.Sources[reading.Featurizer.Windows[window].End];
                    segments.Add(new TopicSegment(TextSpan.FromBounds(start, end), scores));
                }
            }

            return segments;
        }
        finally
        {
            _readings.Add(reading);
        }
    }

    /// <summary>Says why a topic was assigned or not: every part of the log-odds, which add up to them.</summary>
    /// <param name="text">The text. Any length; may be empty.</param>
    /// <param name="label">One of <see cref="Labels"/>.</param>
    /// <exception cref="ArgumentException">The model does not know the label.</exception>
    public TopicExplanation Explain(string text, string label)
    {
        ArgumentNullException.ThrowIfNull(text);
        int index = Labels.ToList().IndexOf(label);
        if (index < 0)
            throw new ArgumentException($"The model has no topic {label}; it has {string.Join(", ", Labels)}.", nameof(label));
        using var use = _lifetime.Enter();
        var reading = Rent();
        try
        {
            Read(reading, text, CancellationToken.None);
            return Explain(reading, index);
        }
        finally
        {
            _readings.Add(reading);
        }
    }

    /// <summary>Frees the native memory of the model, once the calls that are running have ended; later calls throw <see cref="ObjectDisposedException"/>.</summary>
    public void Dispose() => _lifetime.Dispose();

    internal IEnumerable<string> Describe() => _network.Describe();

    private static NgramVocabulary ReadVocabulary(Stream stream, int longestNgram)
    {
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        return NgramVocabulary.FromBytes(memory.GetBuffer().AsSpan(0, (int)memory.Length), longestNgram);
    }

    private static TopicScoring ReadScoring(Stream stream) =>
        JsonSerializer.Deserialize(stream, TopicScoringContext.Default.TopicScoring) ?? throw new JsonException("holds null");

    private static ModelPackageException Misfit(ModelPackage package, string what) =>
        new("MED108", $"{Path.Combine(package.Directory, ModelPackage.ManifestFile)} {what}; give the folder of a topic package, or train one anew.");

    private Reading Rent() => _readings.TryTake(out var reading) ? reading : new Reading(new TopicFeaturizer(_vocabulary, _scoring.TitleWeight), Labels.Count, _network);

    private void Free()
    {
        while (_readings.TryTake(out var reading))
            reading.Dispose();
        _network.Dispose();
    }

    private void Read(Reading reading, ReadOnlySpan<char> text, CancellationToken cancellationToken)
    {
        var featurizer = reading.Featurizer;
        featurizer.Open(text);
        MeasureBuild(reading);
        Array.Fill(reading.Peak, float.NegativeInfinity);
        int labels = Labels.Count;
        while (featurizer.NextGroup())
        {
            reading.Run(cancellationToken);
            for (int window = 0; window < featurizer.Windows.Count; window++)
            {
                for (int label = 0; label < labels; label++)
                {
                    float logit = reading.Logits[window * labels + label];
                    if (logit <= reading.Peak[label])
                        continue;
                    reading.Peak[label] = logit;
                    reading.PeakSpan[label] = featurizer.Windows[window];
                }
            }

            if (featurizer.HasWhole)
                reading.Logits.AsSpan((featurizer.Height - 1) * labels, labels).CopyTo(reading.Whole);
        }

        if (featurizer.HasWhole)
            return;
        featurizer.ReadWhole();
        reading.Run(cancellationToken);
        reading.Logits.AsSpan(0, labels).CopyTo(reading.Whole);
        if (featurizer.Text.Length == 0)
            reading.Whole.CopyTo(reading.Peak, 0);
    }

    private TopicScore Score(Reading reading, int label, bool withEvidence)
    {
        double probability = LogitCombination.Probability(_combination[label].Logit(reading.Whole[label], reading.Peak[label]));
        return new TopicScore
        {
            Label = Labels[label],
            Score = probability,
            IsAssigned = reading.Featurizer.Text.Length > 0 && probability >= _thresholds[label],
            Evidence = withEvidence ? Explain(reading, label).Sentences : [],
        };
    }

    private static void MeasureBuild(Reading reading)
    {
        Span<float> values = stackalloc float[QualitySignals.Count];
        reading.Quality.Measure(reading.Featurizer.Text, values);
        QualitySignals.FillFeatures(values, reading.Signals);
    }

    private void Run(Memory<int> rows, Memory<float> values, int height, float[] signals, string output, float[] target)
    {
        using var rowValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, rows, [rows.Length]);
        using var valueValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, values, [height, rows.Length]);
        using var signalValue = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, signals.AsMemory(), [1, signals.Length]);
        _network.Run(Inputs, [rowValue, valueValue, signalValue], output, target, static (read, into) => read.CopyTo(into));
    }

    private TopicExplanation Explain(Reading reading, int label)
    {
        var featurizer = reading.Featurizer;
        var text = featurizer.Text;
        var combination = _combination[label];
        var span = reading.PeakSpan[label];
        var perCharacter = new double[text.Length];
        var ngrams = new Dictionary<(int Start, int Length), double>();
        if (text.Length > 0)
        {
            Spread(new TextSpan(0, text.Length), combination.Whole);
            Spread(span, combination.Peak);
        }

        // The signals and the bias are in both logits, so they count as often as the two together.
        double both = combination.Whole + combination.Peak;
        var none = new float[Labels.Count];
        Run(Memory<int>.Empty, Memory<float>.Empty, 1, new float[QualitySignals.Features], Logits, none);
        double bias = none[label];
        var signals = new List<SignalEvidence>();
        for (int i = 0; i < QualitySignals.Count; i++)
        {
            var one = new float[QualitySignals.Features];
            reading.Signals.AsSpan(i * QualitySignals.FeaturesOfOne, QualitySignals.FeaturesOfOne).CopyTo(one.AsSpan(i * QualitySignals.FeaturesOfOne));
            var logits = new float[Labels.Count];
            Run(Memory<int>.Empty, Memory<float>.Empty, 1, one, Logits, logits);
            signals.Add(new SignalEvidence(QualitySignals.Names[i], both * (logits[label] - bias)));
        }

        var sentences = Sentences(text, perCharacter);
        double biasContribution = combination.Bias + both * bias;
        return new TopicExplanation
        {
            Label = Labels[label],
            Bias = biasContribution,
            Sentences = [.. sentences.OrderByDescending(sentence => Math.Abs(sentence.Contribution))],
            Signals = [.. signals.OrderByDescending(signal => Math.Abs(signal.Contribution))],
            Ngrams = [.. ngrams.GroupBy(pair => pair.Key, pair => pair.Value)
                .Select(group => new TopicEvidence(Source(text, group.Key.Start, group.Key.Start + group.Key.Length), group.Sum()))
                .OrderByDescending(ngram => Math.Abs(ngram.Contribution)).Take(TopicExplanation.MostNgrams)],
            Logit = biasContribution + sentences.Sum(sentence => sentence.Contribution) + signals.Sum(signal => signal.Contribution),
        };

        // Counts a stretch again and gives every occurrence of an n-gram its even share of what the n-gram added.
        void Spread(TextSpan stretch, double factor)
        {
            if (factor == 0)
                return;
            featurizer.ReadStretch(stretch);
            var rows = featurizer.Rows.Span;
            var values = featurizer.Values.Span;
            var weights = new float[rows.Length * Labels.Count];
            Run(featurizer.Rows, featurizer.Values, 1, reading.Signals, RowWeights, weights);
            var share = new Dictionary<int, double>();
            for (int i = 0; i < rows.Length; i++)
                share[rows[i]] = factor * values[i] * weights[i * Labels.Count + label] / featurizer.CountAt(i);

            featurizer.ForEachNgram(stretch, (row, start, length) =>
            {
                double contribution = share[row];
                perCharacter[start] += contribution;
                ngrams[(start, length)] = ngrams.GetValueOrDefault((start, length)) + contribution;
            });
        }
    }

    private static List<TopicEvidence> Sentences(TopicText text, double[] perCharacter)
    {
        var sentences = new List<TopicEvidence>();
        int start = 0;
        double sum = 0;
        for (int i = 0; i < text.Length; i++)
        {
            sum += perCharacter[i];
            if (i + 1 < text.Length && !CharacterTable.Is(text.Chars[i], CharacterKinds.Break))
                continue;
            sentences.Add(new TopicEvidence(Source(text, start, i + 1), sum));
            (start, sum) = (i + 1, 0);
        }

        return sentences;
    }

    private static TextSpan Source(TopicText text, int start, int end) =>
        TextSpan.FromBounds(text.Sources[start], end == text.Length || text.Chars[end - 1] == TopicText.Link ? text.Sources[end] : text.Sources[end - 1] + 1);

    /// <summary>
    /// The buffers of one thread, and what was read of the current text. The network reads and writes them in place; what has the same
    /// shape for every text is bound once.
    /// </summary>
    private sealed class Reading : IDisposable
    {
        private readonly OnnxModel _network;
        private readonly RunOptions _options = new();
        private readonly OrtIoBinding _binding;
        private readonly OrtValue _signals;
        private readonly OrtValue?[] _logits = new OrtValue?[TopicFeaturizer.MostLines + 1];

        public Reading(TopicFeaturizer featurizer, int labels, OnnxModel network)
        {
            Featurizer = featurizer;
            (Whole, Peak, PeakSpan) = (new float[labels], new float[labels], new TextSpan[labels]);
            Logits = GC.AllocateArray<float>(TopicFeaturizer.MostLines * labels, pinned: true);
            _network = network;
            _binding = network.NewBinding();
            _signals = Pinned(Signals, [1, Signals.Length]);
            _binding.BindInput(Inputs[2], _signals);
        }

        public TopicFeaturizer Featurizer { get; }

        public QualitySignals Quality { get; } = new();

        public float[] Signals { get; } = GC.AllocateArray<float>(QualitySignals.Features, pinned: true);

        public float[] Whole { get; }

        public float[] Peak { get; }

        public float[] Logits { get; }

        public TextSpan[] PeakSpan { get; }

        /// <summary>Runs the network over what the featurizer has read.</summary>
        public void Run(CancellationToken cancellationToken)
        {
            int height = Featurizer.Height;
            using var rows = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, Featurizer.Rows, [Featurizer.Rows.Length]);
            using var values = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, Featurizer.Values, [height, Featurizer.Rows.Length]);
            _binding.BindInput(Inputs[0], rows);
            _binding.BindInput(Inputs[1], values);
            _binding.BindOutput(TopicClassifier.Logits, _logits[height] ??= Pinned(Logits, [height, Whole.Length]));
            _network.Run(_binding, _options, cancellationToken);
        }

        public void Dispose()
        {
            _binding.Dispose();
            _signals.Dispose();
            foreach (var logits in _logits)
                logits?.Dispose();
            _options.Dispose();
        }

        private static OrtValue Pinned(float[] memory, long[] shape) =>
            OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, MemoryMarshal.CreateFromPinnedArray(memory, 0, (int)(shape[0] * shape[1])), shape);
    }
}
