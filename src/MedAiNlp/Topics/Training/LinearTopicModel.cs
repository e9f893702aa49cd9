namespace MedAiNlp;

/// <summary>What the words of a text say about its topics: fitted weights of n-grams, still in memory.</summary>
internal sealed class LinearTopicModel
{
    // The best of three pairs tried in cross-validation on the default model's texts, by less than a point of F1; the floor lets
    // n-grams in that only matter together with others.
    private const double Smoothing = 1;
    private const float Slope = 0.3f, Floor = 0.3f;
    private readonly float _titleWeight;

    private LinearTopicModel(NgramVocabulary vocabulary, float[] weights, float[] bias, float titleWeight)
    {
        Vocabulary = vocabulary;
        Weights = weights;
        Bias = bias;
        _titleWeight = titleWeight;
    }

    /// <summary>The n-grams that carry a weight.</summary>
    public NgramVocabulary Vocabulary { get; }

    /// <summary>One row an n-gram, one column a label.</summary>
    public float[] Weights { get; }

    /// <summary>One number a label.</summary>
    public float[] Bias { get; }

    /// <summary>Fits a model: once on every n-gram that more than one text holds, then again on those that carried most.</summary>
    public static LinearTopicModel Fit(IReadOnlyList<LabelledText> texts, IReadOnlyList<string> labels, TopicTrainingOptions options)
    {
        var all = Frequent(texts, options);
        var first = FitOn(texts, labels, options, all);
        return all.Rows <= options.MostNgrams ? first : FitOn(texts, labels, options, first.Strongest(options, labels.Count));
    }

    /// <summary>The logits of a text: for each label that of the whole, and that of its strongest window.</summary>
    public (double[] Whole, double[] Peak) Score(string text)
    {
        var featurizer = new TopicFeaturizer(Vocabulary, _titleWeight);
        featurizer.Open(text);
        int labels = Bias.Length;
        double[] whole = new double[labels], peak = new double[labels];
        bool empty = true;
        while (featurizer.NextGroup())
        {
            for (int window = 0; window < featurizer.Windows.Count; window++)
            {
                var words = Words(featurizer, window);
                peak = empty ? words : [.. peak.Zip(words, Math.Max)];
                empty = false;
            }

            if (featurizer.HasWhole)
                whole = Words(featurizer, featurizer.Height - 1);
        }

        if (!featurizer.HasWhole && !empty)
        {
            featurizer.ReadWhole();
            whole = Words(featurizer, 0);
        }

        return (whole, peak);
    }

    private double[] Words(TopicFeaturizer featurizer, int line)
    {
        int labels = Bias.Length;
        var rows = featurizer.Rows.Span;
        var values = featurizer.Values.Span.Slice(line * rows.Length, rows.Length);
        double[] sums = [.. Bias.Select(bias => (double)bias)];
        for (int i = 0; i < rows.Length; i++)
        {
            for (int label = 0; label < labels; label++)
                sums[label] += values[i] * Weights[rows[i] * labels + label];
        }

        return sums;
    }

    private static NgramVocabulary Frequent(IReadOnlyList<LabelledText> texts, TopicTrainingOptions options)
    {
        var documents = new int[options.Buckets];
        var featurizer = new TopicFeaturizer(NgramVocabulary.All(options.Buckets, options.LongestNgram), 1);
        foreach (var text in texts)
        {
            featurizer.ReadWhole(text.Text);
            foreach (int row in featurizer.Rows.Span)
                documents[row]++;
        }

        return NgramVocabulary.Of(options.Buckets, options.LongestNgram, bucket => documents[bucket] >= options.FewestTexts);
    }

    private static LinearTopicModel FitOn(IReadOnlyList<LabelledText> texts, IReadOnlyList<string> labels, TopicTrainingOptions options, NgramVocabulary vocabulary)
    {
        int rows = vocabulary.Rows;
        var featurizer = new TopicFeaturizer(vocabulary, options.TitleWeight);
        var examples = new SparseRow[texts.Count];
        for (int i = 0; i < texts.Count; i++)
        {
            featurizer.ReadWhole(texts[i].Text);
            examples[i] = new SparseRow(featurizer.Rows.ToArray(), featurizer.Values.ToArray());
        }

        var model = new LinearTopicModel(vocabulary, new float[rows * labels.Count], new float[labels.Count], options.TitleWeight);
        Parallel.For(0, labels.Count, new ParallelOptions { MaxDegreeOfParallelism = options.Threads }, label =>
        {
            bool[] positive = [.. texts.Select(text => text.Topics.Contains(labels[label]))];
            var costs = Costs(texts, labels[label], positive, options);
            var scale = Informativeness(examples, positive, costs, rows);
            var weights = LogisticRegression.Train([.. examples.Select(example => example.Scaled(scale))], positive, costs, rows);
            for (int row = 0; row < rows; row++)
                model.Weights[row * labels.Count + label] = (float)weights[row] * scale[row];
            model.Bias[label] = (float)weights[^1];
        });
        return model;
    }

    // How differently an n-gram is spread over texts with and without the label: the log of the ratio, as Wang and Manning (2012),
    // “Baselines and bigrams”, scale features. N-grams that do not tell the two apart are left small, whatever their number.
    private static float[] Informativeness(SparseRow[] examples, bool[] positive, double[] costs, int rows)
    {
        var with = new double[rows];
        var without = new double[rows];
        double sumWith = 0, sumWithout = 0;
        for (int i = 0; i < examples.Length; i++)
        {
            if (costs[i] <= 0)
                continue;
            var counts = positive[i] ? with : without;
            ref double sum = ref positive[i] ? ref sumWith : ref sumWithout;
            sum += costs[i];
            foreach (int column in examples[i].Columns)
                counts[column] += costs[i];
        }

        double unit = costs.Max();
        var informativeness = new float[rows];
        for (int row = 0; row < rows; row++)
        {
            double p = (with[row] + Smoothing * unit) / (sumWith + 2 * Smoothing * unit);
            double q = (without[row] + Smoothing * unit) / (sumWithout + 2 * Smoothing * unit);
            informativeness[row] = (float)Math.Abs(Math.Log(p / q)) * Slope + Floor;
        }

        return informativeness;
    }

    private static double[] Costs(IReadOnlyList<LabelledText> texts, string label, bool[] positive, TopicTrainingOptions options)
    {
        int positives = positive.Count(p => p);
        double balance = Math.Min(options.MostBalance, Math.Sqrt((double)(texts.Count - positives) / Math.Max(1, positives)));
        return [.. texts.Select((text, i) => text.OptionalTopics.Contains(label) ? 0 : options.Cost * text.WeightFor(label) * (positive[i] ? balance : 1))];
    }

    private NgramVocabulary Strongest(TopicTrainingOptions options, int labels)
    {
        var strength = new float[Vocabulary.Rows];
        for (int row = 0; row < strength.Length; row++)
        {
            for (int label = 0; label < labels; label++)
                strength[row] = Math.Max(strength[row], Math.Abs(Weights[row * labels + label]));
        }

        float[] sorted = [.. strength];
        Array.Sort(sorted);
        float least = sorted[^options.MostNgrams];
        return Vocabulary.Where(row => strength[row] >= least);
    }
}
