namespace MedAiNlp;

/// <summary>
/// Turns logits into probabilities (Platt 1999, with the logit of the strongest window and the build of the text as further inputs)
/// and chooses thresholds. What the build of a text weighs is learnt here and not with the words: thousands of n-grams fit the texts
/// they were trained on so closely that nothing is left for a dozen signals to explain there.
/// </summary>
internal static class TopicCalibration
{
    private const double Ridge = 1e-2;
    private const double BuildRidge = 10;
    private const double ByChance = 0.005;

    // The share of texts without a label that may get it: of all, among which many were chosen to be hard, and of those drawn at random.
    private const double MostFalseAlarms = 0.01, MostFalseAlarmsOfDrawn = 0.005;

    /// <summary>
    /// Fits one label on texts that their models had not seen. A label that reads the build judges the page as a whole: of the ten
    /// windows of a long article one nearly always reads a little like an advertisement.
    /// </summary>
    public static TopicWeighing Fit(IReadOnlyList<JudgedText> judged, int label, bool readsBuild = false)
    {
        if (readsBuild)
            return Newton(judged, label, usePeak: false, useWhole: true, readsBuild);
        var both = Newton(judged, label, usePeak: true, useWhole: true, readsBuild: false);
        if (both.Combination.Whole < 0)
            return Newton(judged, label, usePeak: true, useWhole: false, readsBuild: false);
        return both.Combination.Peak < 0 ? Newton(judged, label, usePeak: false, useWhole: true, readsBuild: false) : both;
    }

    /// <summary>
    /// The judged texts with their probabilities, each from a fit on the texts of the other folds, so that neither the words nor the
    /// calibration had seen the text.
    /// </summary>
    public static List<JudgedText> CrossFit(IReadOnlyList<JudgedText> judged, IReadOnlyList<bool> readsBuild)
    {
        var weighings = judged.Select(text => text.Fold).Distinct().ToDictionary(fold => fold, fold =>
        {
            JudgedText[] others = [.. judged.Where(text => text.Fold != fold)];
            return readsBuild.Select((reads, label) => Fit(others, label, reads)).ToArray();
        });
        return [.. judged.Select(text => text with { Probability = [.. weighings[text.Fold].Select((weighing, label) => weighing.Probability(text, label))] })];
    }

    /// <summary>
    /// The probability from which the label is assigned: the middle of those whose F1, on texts that their models had not seen, is
    /// as good as the best but for chance. Training sets hold more of each topic than the texts of a working day do, so one that lets
    /// more than a few false alarms through is not considered; texts drawn at random say best how many a working day brings. Never an
    /// extreme one.
    /// </summary>
    public static double Threshold(IReadOnlyList<JudgedText> judged, int label)
    {
        var scored = judged.Where(text => !text.IsJoined && text.Truth[label] is not null)
            .Select(text => (Probability: text.Probability[label], IsPositive: text.Truth[label]!.Value, Weight: text.Weight[label], text.IsDrawn))
            .ToArray();
        bool areDrawn = scored.Any(s => s.IsDrawn && !s.IsPositive);
        double[] alarms = [.. scored.Where(s => !s.IsPositive && s.IsDrawn == areDrawn).Select(s => s.Probability)];
        double mostAlarms = 1 + (areDrawn ? MostFalseAlarmsOfDrawn : MostFalseAlarms) * alarms.Length;
        var candidates = Enumerable.Range(25, 51).Select(percent => percent / 100.0).Select(threshold => (Threshold: threshold, F1: F1(threshold)))
            .Where((candidate, i) => i == 50 || alarms.Count(probability => probability >= candidate.Threshold) <= mostAlarms).ToArray();
        double best = candidates.Max(candidate => candidate.F1);
        var asGood = candidates.Where(candidate => candidate.F1 >= best - ByChance).ToArray();
        return Math.Round((asGood[0].Threshold + asGood[^1].Threshold) / 2, 2);

        double F1(double threshold)
        {
            double right = scored.Where(s => s.IsPositive && s.Probability >= threshold).Sum(s => s.Weight);
            double wrong = scored.Where(s => s.IsPositive != s.Probability >= threshold).Sum(s => s.Weight);
            return right == 0 ? 0 : 2 * right / (2 * right + wrong);
        }
    }

    // Newton's method; the ridge pulls the words towards “the logit is right as it is” and the build towards nothing.
    private static TopicWeighing Newton(IReadOnlyList<JudgedText> judged, int label, bool usePeak, bool useWhole, bool readsBuild)
    {
        const int Words = 3;
        int build = readsBuild ? judged[0].Build.Length : 0, size = Words + build;
        var prior = new double[size];
        (prior[0], prior[1]) = (useWhole && usePeak ? 0.5 : useWhole ? 1 : 0, useWhole && usePeak ? 0.5 : usePeak ? 1 : 0);
        double[] ridge = [Ridge, Ridge, Ridge, .. Enumerable.Range(0, build).Select(i => BuildRidge * Math.Max(1e-3, Variance(judged, i)))];
        double[] theta = [.. prior];
        var x = new double[size];
        for (int step = 0; step < 50; step++)
        {
            var gradient = new double[size];
            var hessian = new double[size, size];
            foreach (var text in judged)
            {
                if (text.Truth[label] is not { } positive || (readsBuild && text.IsJoined))
                    continue;
                (x[0], x[1], x[2]) = (useWhole ? text.Whole[label] : 0, usePeak ? text.Peak[label] : 0, 1);
                double logit = theta[0] * x[0] + theta[1] * x[1] + theta[2];
                for (int i = 0; i < build; i++)
                {
                    x[Words + i] = text.Build[i];
                    logit += theta[Words + i] * text.Build[i];
                }

                double p = LogitCombination.Probability(logit);
                double slope = text.Weight[label] * (p - (positive ? 1 : 0)), curve = text.Weight[label] * p * (1 - p);
                for (int i = 0; i < size; i++)
                {
                    if (x[i] == 0)
                        continue;
                    gradient[i] += slope * x[i];
                    for (int j = 0; j <= i; j++)
                        hessian[i, j] += curve * x[i] * x[j];
                }
            }

            for (int i = 0; i < size; i++)
            {
                gradient[i] += ridge[i] * (theta[i] - prior[i]);
                hessian[i, i] += ridge[i];
                for (int j = 0; j < i; j++)
                    hessian[j, i] = hessian[i, j];
            }

            var change = Solve(hessian, gradient);
            double longest = change.Max(Math.Abs);
            double damp = longest > 2 ? 2 / longest : 1;
            for (int i = 0; i < size; i++)
                theta[i] -= damp * change[i];
            if (longest < 1e-8)
                break;
        }

        double[] rounded = [.. theta.Select(value => Math.Round(value, 6))];
        return new TopicWeighing(new LogitCombination(rounded[0], rounded[1], rounded[2]), rounded[Words..]);
    }

    private static double Variance(IReadOnlyList<JudgedText> judged, int feature)
    {
        double mean = judged.Average(text => text.Build[feature]);
        return judged.Average(text => (text.Build[feature] - mean) * (text.Build[feature] - mean));
    }

    // Gaussian elimination; the ridge keeps the matrix positive definite, so no pivoting is needed.
    private static double[] Solve(double[,] a, double[] b)
    {
        int size = b.Length;
        double[] x = [.. b];
        for (int k = 0; k < size; k++)
        {
            for (int i = k + 1; i < size; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < size; j++)
                    a[i, j] -= factor * a[k, j];
                x[i] -= factor * x[k];
            }
        }

        for (int i = size - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < size; j++)
                x[i] -= a[i, j] * x[j];
            x[i] /= a[i, i];
        }

        return x;
    }
}
