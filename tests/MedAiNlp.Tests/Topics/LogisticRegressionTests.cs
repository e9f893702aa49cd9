namespace MedAiNlp.Tests.Topics;

public sealed class LogisticRegressionTests
{
    [Fact]
    public void Finds_the_minimum_of_the_penalised_loss()
    {
        var random = new Random(5);
        var rows = Enumerable.Range(0, 200).Select(_ => new SparseRow([0, 1, 2], [random.NextSingle() - 0.5f, random.NextSingle() - 0.5f, random.NextSingle()])).ToArray();
        bool[] positive = [.. rows.Select(row => row.Values[0] * 3 - row.Values[1] + (random.NextSingle() - 0.5f) > 0)];
        double[] costs = [.. rows.Select((_, i) => i % 2 == 0 ? 2.0 : 1.0)];

        var weights = LogisticRegression.Train(rows, positive, costs, 3);

        // At the minimum of ½‖w‖² + Σ c·log(1 + e^(-y·w·x)) the gradient is nought, for the bias too.
        var gradient = weights.ToArray();
        for (int i = 0; i < rows.Length; i++)
        {
            double y = positive[i] ? 1 : -1;
            double slope = -costs[i] * y / (1 + Math.Exp(y * rows[i].Dot(weights)));
            rows[i].AddTo(gradient, slope);
        }

        gradient.Should().OnlyContain(g => Math.Abs(g) < 0.2, "the sum of two hundred slopes is near nought");
    }

    [Fact]
    public void An_example_without_cost_says_nothing()
    {
        SparseRow[] rows = [new([0], [1]), new([0], [-1]), new([1], [1])];

        var weights = LogisticRegression.Train(rows, [true, false, true], [10, 10, 0], 2);

        weights[0].Should().BePositive();
        weights[1].Should().Be(0);
    }
}
