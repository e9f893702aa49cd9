namespace MedAiNlp;

/// <summary>What cross-validation measured: every text judged by a model that had not seen it, nor any text of its group.</summary>
public sealed record TopicTrainingReport
{
    /// <summary>The measurements of each label, in the order of the package.</summary>
    public required IReadOnlyList<TopicTrainingResult> Labels { get; init; }

    /// <summary>The mean of the labels' F1.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>The share of texts whose topics are all right and none wrong.</summary>
    public required double ExactMatch { get; init; }

    /// <summary>The texts that were judged wrongly, as “id: said …, is …”.</summary>
    public required IReadOnlyList<string> Errors { get; init; }

    internal static TopicTrainingReport Of(string[] labels, List<JudgedText> judged, double[] thresholds)
    {
        var real = judged.Where(text => !text.IsJoined).ToArray();
        var results = new TopicTrainingResult[labels.Length];
        for (int label = 0; label < labels.Length; label++)
            results[label] = Result(labels[label], real, label, thresholds[label]);
        var errors = new List<string>();
        foreach (var text in real)
        {
            string[] said = [.. labels.Where((_, i) => text.Truth[i] is not null && text.Probability[i] >= thresholds[i])];
            string[] right = [.. labels.Where((_, i) => text.Truth[i] == true)];
            if (!said.SequenceEqual(right))
                errors.Add($"{text.Id}: said {Names(said)}, is {Names(right)}");
        }

        return new TopicTrainingReport
        {
            Labels = results,
            MacroF1 = results.Average(result => result.F1),
            ExactMatch = 1 - (double)errors.Count / real.Length,
            Errors = errors,
        };

        static string Names(string[] topics) => topics.Length == 0 ? "none" : string.Join(" + ", topics);
    }

    private static TopicTrainingResult Result(string label, JudgedText[] real, int index, double threshold)
    {
        int right = 0, extra = 0, missed = 0, all = 0;
        var sums = new (double Probability, int Positive, int Count)[10];
        foreach (var text in real)
        {
            if (text.Truth[index] is not { } truth)
                continue;
            double probability = text.Probability[index];
            bool said = probability >= threshold;
            right += said && truth ? 1 : 0;
            extra += said && !truth ? 1 : 0;
            missed += !said && truth ? 1 : 0;
            all++;
            ref var bin = ref sums[Math.Min(9, (int)(probability * 10))];
            bin = (bin.Probability + probability, bin.Positive + (truth ? 1 : 0), bin.Count + 1);
        }

        return new TopicTrainingResult
        {
            Label = label,
            Positives = right + missed,
            Precision = right + extra == 0 ? 0 : (double)right / (right + extra),
            Recall = right + missed == 0 ? 0 : (double)right / (right + missed),
            Threshold = threshold,
            CalibrationError = sums.Sum(bin => Math.Abs(bin.Probability - bin.Positive)) / Math.Max(1, all),
            Reliability = [.. sums.Select(bin => new ReliabilityBin(bin.Count == 0 ? 0 : bin.Probability / bin.Count, bin.Count == 0 ? 0 : (double)bin.Positive / bin.Count, bin.Count))],
        };
    }
}

/// <summary>What cross-validation measured of one label.</summary>
public sealed record TopicTrainingResult
{
    /// <summary>The label.</summary>
    public required string Label { get; init; }

    /// <summary>How many texts have it.</summary>
    public required int Positives { get; init; }

    /// <summary>The share of assignments that were right, 0 to 1.</summary>
    public required double Precision { get; init; }

    /// <summary>The share of texts with the label that were found, 0 to 1.</summary>
    public required double Recall { get; init; }

    /// <summary>The harmonic mean of precision and recall, 0 to 1.</summary>
    public double F1 => Precision + Recall == 0 ? 0 : 2 * Precision * Recall / (Precision + Recall);

    /// <summary>The probability from which the label is assigned.</summary>
    public required double Threshold { get; init; }

    /// <summary>Expected calibration error over ten equal bins, 0 to 1 (Guo et al. 2017).</summary>
    public required double CalibrationError { get; init; }

    /// <summary>What was said against what was so, by tenths of the probability.</summary>
    public required IReadOnlyList<ReliabilityBin> Reliability { get; init; }
}

/// <summary>One tenth of a reliability plot.</summary>
/// <param name="Said">The mean probability that was given.</param>
/// <param name="Was">The share of texts that had the label.</param>
/// <param name="Count">The number of texts.</param>
public readonly record struct ReliabilityBin(double Said, double Was, int Count);
