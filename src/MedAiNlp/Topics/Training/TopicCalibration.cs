namespace MedAiNlp;

/// <summary>Turns logits into probabilities (Platt 1999, with the logit of the strongest window as a second input) and chooses thresholds.</summary>
internal static class TopicCalibration
{
    private const double Ridge = 1e-2;
    private const double ByChance = 0.005;

    /// <summary>Fits the combination of one label on texts that their models had not seen.</summary>
    public static LogitCombination Fit(IReadOnlyList<JudgedText> judged, int label)
    {
        var both = Newton(judged, label, usePeak: true, useWhole: true);
        if (both.Whole < 0)
            return Newton(judged, label, usePeak: true, useWhole: false);
        return both.Peak < 0 ? Newton(judged, label, usePeak: false, useWhole: true) : both;
    }

    /// <summary>
    /// The probability from which the label is assigned: of those whose F1, on texts that their models had not seen, is as good
    /// as the best but for chance, the highest. Training sets hold more of each topic than the texts of a working day do, and a
    /// higher threshold spares false alarms there. Never an extreme one.
    /// </summary>
    public static double Threshold(IReadOnlyList<JudgedText> judged, int label, LogitCombination combination)
    {
        var scored = judged.Where(text => !text.IsJoined && text.Truth[label] is not null)
            .Select(text => (Probability: Probability(text, label, combination), IsPositive: text.Truth[label]!.Value, text.Weight))
            .ToArray();
        var candidates = Enumerable.Range(25, 51).Select(percent => percent / 100.0).Select(threshold => (Threshold: threshold, F1: F1(threshold))).ToArray();
        double best = candidates.Max(candidate => candidate.F1);
        return candidates.Last(candidate => candidate.F1 >= best - ByChance).Threshold;

        double F1(double threshold)
        {
            double right = scored.Where(s => s.IsPositive && s.Probability >= threshold).Sum(s => s.Weight);
            double wrong = scored.Where(s => s.IsPositive != s.Probability >= threshold).Sum(s => s.Weight);
            return right == 0 ? 0 : 2 * right / (2 * right + wrong);
        }
    }

    /// <summary>The calibrated probability of a judged text.</summary>
    public static double Probability(JudgedText text, int label, LogitCombination combination) =>
        LogitCombination.Probability(combination.Logit(text.Whole[label], text.Peak[label]));

    // Newton's method on three parameters; the ridge pulls them towards “the logit is right as it is”.
    private static LogitCombination Newton(IReadOnlyList<JudgedText> judged, int label, bool usePeak, bool useWhole)
    {
        double[] prior = [useWhole && usePeak ? 0.5 : useWhole ? 1 : 0, useWhole && usePeak ? 0.5 : usePeak ? 1 : 0, 0];
        double[] theta = [.. prior];
        bool[] free = [useWhole, usePeak, true];
        for (int step = 0; step < 50; step++)
        {
            var gradient = new double[3];
            var hessian = new double[3, 3];
            foreach (var text in judged)
            {
                if (text.Truth[label] is not { } positive)
                    continue;
                double[] x = [text.Whole[label], text.Peak[label], 1];
                double p = LogitCombination.Probability(theta[0] * x[0] + theta[1] * x[1] + theta[2]);
                for (int i = 0; i < 3; i++)
                {
                    gradient[i] += text.Weight * (p - (positive ? 1 : 0)) * x[i];
                    for (int j = 0; j < 3; j++)
                        hessian[i, j] += text.Weight * p * (1 - p) * x[i] * x[j];
                }
            }

            for (int i = 0; i < 3; i++)
            {
                gradient[i] += Ridge * (theta[i] - prior[i]);
                hessian[i, i] += Ridge;
                if (free[i])
                    continue;
                gradient[i] = 0;
                for (int j = 0; j < 3; j++)
                    hessian[i, j] = hessian[j, i] = i == j ? 1 : 0;
            }

            var change = Solve(hessian, gradient);
            double longest = change.Max(Math.Abs);
            double damp = longest > 2 ? 2 / longest : 1;
            for (int i = 0; i < 3; i++)
                theta[i] -= damp * change[i];
            if (longest < 1e-8)
                break;
        }

        return new LogitCombination(Math.Round(theta[0], 6), Math.Round(theta[1], 6), Math.Round(theta[2], 6));
    }

    // Gaussian elimination; the ridge keeps the matrix positive definite, so no pivoting is needed.
    private static double[] Solve(double[,] a, double[] b)
    {
        double[] x = [.. b];
        for (int k = 0; k < 3; k++)
        {
            for (int i = k + 1; i < 3; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < 3; j++)
                    a[i, j] -= factor * a[k, j];
                x[i] -= factor * x[k];
            }
        }

        for (int i = 2; i >= 0; i--)
        {
            for (int j = i + 1; j < 3; j++)
                x[i] -= a[i, j] * x[j];
            x[i] /= a[i, i];
        }

        return x;
    }
}
