namespace MedAiNlp;

/// <summary>
/// Logistic regression with an L2 penalty on sparse data, by coordinate descent on the dual: Yu, Huang and Lin (2011),
/// “Dual coordinate descent methods for logistic regression and maximum entropy models”, algorithm 5. Each example has a
/// cost of its own, so classes and sources can be weighed. The same input gives the same result.
/// </summary>
internal static class LogisticRegression
{
    private const int MostPasses = 15;
    private const double Tolerance = 0.1;

    /// <summary>Fits the weights.</summary>
    /// <param name="examples">The examples, one row each.</param>
    /// <param name="isPositive">Whether the label holds, for each example.</param>
    /// <param name="costs">What an error on each example costs; an example of cost 0 is left out.</param>
    /// <param name="columns">The number of columns.</param>
    /// <returns>The weight of each column, and last the bias.</returns>
    public static double[] Train(IReadOnlyList<SparseRow> examples, IReadOnlyList<bool> isPositive, IReadOnlyList<double> costs, int columns)
    {
        var weights = new double[columns + 1];
        int[] order = [.. Enumerable.Range(0, examples.Count).Where(i => costs[i] > 0)];
        var alpha = new double[examples.Count];
        var rest = new double[examples.Count];
        var squares = new double[examples.Count];
        foreach (int i in order)
        {
            alpha[i] = Math.Min(0.001 * costs[i], 1e-8);
            rest[i] = costs[i] - alpha[i];
            squares[i] = examples[i].SquaredLength + 1;
            examples[i].AddTo(weights, isPositive[i] ? alpha[i] : -alpha[i]);
        }

        var random = new Random(1);
        double innerTolerance = 0.01;
        for (int pass = 0; pass < MostPasses; pass++)
        {
            random.Shuffle(order);
            double steepest = 0;
            int newtonSteps = 0;
            foreach (int i in order)
            {
                double cost = costs[i], sign = isPositive[i] ? 1 : -1;
                double a = squares[i], b = sign * examples[i].Dot(weights);
                bool first = 0.5 * a * (rest[i] - alpha[i]) + b >= 0;
                double direction = first ? 1 : -1;
                double old = first ? alpha[i] : rest[i];
                double z = cost - old < 0.5 * cost ? 0.1 * old : old;
                double slope = a * (z - old) + direction * b + Math.Log(z / (cost - z));
                steepest = Math.Max(steepest, Math.Abs(slope));
                int step = 0;
                for (; step < 100 && Math.Abs(slope) >= innerTolerance; step++)
                {
                    double next = z - slope / (a + cost / (cost - z) / z);
                    z = next <= 0 ? z * 0.1 : next;
                    slope = a * (z - old) + direction * b + Math.Log(z / (cost - z));
                }

                if (step == 0)
                    continue;
                newtonSteps += step;
                (alpha[i], rest[i]) = first ? (z, cost - z) : (cost - z, z);
                examples[i].AddTo(weights, direction * (z - old) * sign);
            }

            if (steepest < Tolerance)
                break;
            if (newtonSteps <= order.Length / 10)
                innerTolerance = Math.Max(1e-8, 0.1 * innerTolerance);
        }

        return weights;
    }
}

/// <summary>One example: the columns that are not zero, and their values. The bias column, after the last, is one in every row.</summary>
internal sealed class SparseRow(int[] columns, float[] values)
{
    /// <summary>The columns that are not zero.</summary>
    public int[] Columns => columns;

    /// <summary>The value in each of <see cref="Columns"/>.</summary>
    public float[] Values => values;

    /// <summary>The sum of the squared values, without the bias.</summary>
    public double SquaredLength { get; } = values.Sum(value => (double)value * value);

    /// <summary>The row with each value times the factor of its column; columns with factor 0 are left out.</summary>
    public SparseRow Scaled(float[] factors)
    {
        var kept = new List<int>(columns.Length);
        var scaled = new List<float>(columns.Length);
        for (int i = 0; i < columns.Length; i++)
        {
            if (factors[columns[i]] == 0)
                continue;
            kept.Add(columns[i]);
            scaled.Add(values[i] * factors[columns[i]]);
        }

        return new SparseRow([.. kept], [.. scaled]);
    }

    /// <summary>The row times the weights, the last of which is the bias.</summary>
    public double Dot(double[] weights)
    {
        double sum = weights[^1];
        for (int i = 0; i < columns.Length; i++)
            sum += weights[columns[i]] * values[i];
        return sum;
    }

    /// <summary>Adds the row, times a factor, to the weights.</summary>
    public void AddTo(double[] weights, double factor)
    {
        for (int i = 0; i < columns.Length; i++)
            weights[columns[i]] += factor * values[i];
        weights[^1] += factor;
    }
}
