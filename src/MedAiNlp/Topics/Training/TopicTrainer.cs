namespace MedAiNlp;

/// <summary>
/// Trains a topic package from labelled texts: n-gram weights by logistic regression, one label at a time; calibration and
/// thresholds from cross-validation, so that every text is judged by a model that has not seen it. Needs no network and no
/// other program. The same texts and options give the same package.
/// </summary>
public static class TopicTrainer
{
    /// <summary>A label needs at least so many texts that have it, and as many that have it not.</summary>
    public const int FewestTextsOfLabel = 5;

    // Joined texts say how a part weighs in a whole; how sure a model may be, real texts say.
    private const double JoinedWeight = 0.1;

    /// <summary>Trains and writes a package.</summary>
    /// <param name="texts">The labelled texts.</param>
    /// <param name="directory">The folder of the package; made where it is missing, and files of an earlier package in it are replaced.</param>
    /// <param name="options">How to train; <see langword="null"/> for the defaults.</param>
    /// <param name="progress">Told in a sentence what is being done; may be <see langword="null"/>.</param>
    /// <returns>What cross-validation measured.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="TopicTrainingOptions.LongestNgram"/> or <see cref="TopicTrainingOptions.Folds"/> is out of its range.</exception>
    /// <exception cref="MedAiException">The texts cannot train a model; the message says why.</exception>
    public static TopicTrainingReport Train(IReadOnlyList<LabelledText> texts, string directory, TopicTrainingOptions? options = null, IProgress<string>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new TopicTrainingOptions();
        if (options.LongestNgram is < 1 or > TopicTrainingOptions.MostLongestNgram)
            throw new ArgumentOutOfRangeException(nameof(options), options.LongestNgram, $"{nameof(options.LongestNgram)} is from 1 to {TopicTrainingOptions.MostLongestNgram}.");
        if (options.Folds < 2)
            throw new ArgumentOutOfRangeException(nameof(options), options.Folds, $"{nameof(options.Folds)} is at least 2.");
        var labels = Labels(texts, options);

        var judged = CrossValidate(texts, labels, options, progress);
        bool[] readsBuild = [.. labels.Select(options.LabelsOfBuild.Contains)];
        var weighings = labels.Select((_, label) => TopicCalibration.Fit(judged, label, readsBuild[label])).ToArray();
        judged = TopicCalibration.CrossFit(judged, readsBuild);
        var thresholds = labels.Select((_, label) => TopicCalibration.Threshold(judged, label)).ToArray();
        var report = TopicTrainingReport.Of(labels, judged, thresholds);

        progress?.Report($"training on all {texts.Count} texts");
        var model = LinearTopicModel.Fit(texts, labels, options);
        TopicPackageWriter.Write(directory, model, labels, weighings, thresholds, report, options);
        return report;
    }

    private static string[] Labels(IReadOnlyList<LabelledText> texts, TopicTrainingOptions options)
    {
        string[] found = [.. texts.SelectMany(text => text.Topics).Distinct().Order(StringComparer.Ordinal)];
        string[] labels = options.Labels is null ? found : [.. options.Labels];
        if (labels.Length == 0)
            throw new MedAiException("MED303", "no text has a topic: a model needs at least one label to learn");
        if (found.Except(labels).FirstOrDefault() is { } unknown)
            throw new MedAiException("MED303", $"the text {texts.First(text => text.Topics.Contains(unknown)).Id} has the label {unknown}, which is none of {string.Join(", ", labels)}: correct it, or name the label");
        foreach (string label in labels)
        {
            int with = texts.Count(text => text.Topics.Contains(label));
            int without = texts.Count(text => !text.Topics.Contains(label) && !text.OptionalTopics.Contains(label));
            if (with < FewestTextsOfLabel)
                throw new MedAiException("MED303", $"the label {label} stands on {with} texts, and at least {FewestTextsOfLabel} are needed (50 are a sensible start): add some, or leave the label out");
            if (without < FewestTextsOfLabel)
                throw new MedAiException("MED303", $"only {without} texts are without the label {label}, and at least {FewestTextsOfLabel} are needed: add texts about other things, with an empty \"topics\"");
        }

        return labels;
    }

    private static List<JudgedText> CrossValidate(IReadOnlyList<LabelledText> texts, string[] labels, TopicTrainingOptions options, IProgress<string>? progress)
    {
        var folds = Folds(texts, labels, options.Folds);
        var judged = new List<JudgedText>();
        for (int fold = 0; fold < options.Folds; fold++)
        {
            progress?.Report($"cross-validation {fold + 1} of {options.Folds}");
            var model = LinearTopicModel.Fit([.. texts.Where((_, i) => folds[i] != fold)], labels, options);
            LabelledText[] heldOut = [.. texts.Where((_, i) => folds[i] == fold)];
            foreach (var text in heldOut)
                judged.Add(Judge(model, text, labels, isJoined: false, fold));
            foreach (var text in Joined(heldOut, seed: fold))
                judged.Add(Judge(model, text, labels, isJoined: true, fold));
        }

        return judged;
    }

    // Texts of one group stay together; groups are dealt out label by label, so that rare labels are in every fold.
    private static int[] Folds(IReadOnlyList<LabelledText> texts, string[] labels, int folds)
    {
        var foldOfGroup = new Dictionary<string, int>();
        var random = new Random(1);
        var groups = texts.GroupBy(text => text.Group ?? text.Id).ToArray();
        random.Shuffle(groups);
        int next = 0;
        foreach (var group in groups.OrderBy(group => string.Join('+', labels.Where(label => group.First().Topics.Contains(label))), StringComparer.Ordinal))
            foldOfGroup[group.Key] = next++ % folds;
        return [.. texts.Select(text => foldOfGroup[text.Group ?? text.Id])];
    }

    // Long texts are rare in most collections, so that calibration would not learn how a topic looks that fills one part:
    // held-out texts are joined, three to six of them, and every topic of a part is a topic of the whole.
    private static IEnumerable<LabelledText> Joined(LabelledText[] texts, int seed)
    {
        var random = new Random(seed);
        for (int i = 0; i < texts.Length / 3; i++)
        {
            var parts = random.GetItems(texts, random.Next(3, 7));
            string[] topics = [.. parts.SelectMany(part => part.Topics).Distinct()];
            yield return new LabelledText
            {
                Id = $"joined-{seed}-{i}",
                Text = string.Join("\n\n", parts.Select(part => part.Text)),
                Topics = topics,
                OptionalTopics = [.. parts.SelectMany(part => part.OptionalTopics).Distinct().Except(topics)],
                Weight = JoinedWeight,
            };
        }
    }

    private static JudgedText Judge(LinearTopicModel model, LabelledText text, string[] labels, bool isJoined, int fold)
    {
        var (whole, peak) = model.Score(text.Text);
        bool?[] truth = [.. labels.Select(label => text.OptionalTopics.Contains(label) ? (bool?)null : text.Topics.Contains(label))];
        return new JudgedText(text.Id, truth, whole, peak, [.. labels.Select(text.WeightFor)], isJoined) { Build = QualitySignals.FeaturesOf(text.Text), IsDrawn = text.IsDrawn, Fold = fold };
    }
}
