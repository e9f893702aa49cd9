namespace MedAiNlp.Tests.Topics;

public sealed class TopicCalibrationTests
{
    [Fact]
    public void Recovers_how_logits_and_probabilities_belong_together()
    {
        var random = new Random(3);
        List<JudgedText> judged = [];
        for (int i = 0; i < 4000; i++)
        {
            double whole = random.NextDouble() * 6 - 3, peak = whole + random.NextDouble() * 2;
            bool truth = random.NextDouble() < LogitCombination.Probability(0.8 * whole + 1.4 * peak - 1);
            judged.Add(new JudgedText($"{i}", [truth], [whole], [peak], 1, false));
        }

        var combination = TopicCalibration.Fit(judged, 0);

        combination.Whole.Should().BeApproximately(0.8, 0.3);
        combination.Peak.Should().BeApproximately(1.4, 0.3);
        combination.Bias.Should().BeApproximately(-1, 0.3);
    }

    [Fact]
    public void No_window_may_speak_against_what_it_says()
    {
        List<JudgedText> judged = [.. Enumerable.Range(0, 400).Select(i => new JudgedText($"{i}", [i % 2 == 0], [i % 2 == 0 ? 1 : -1], [i % 2 == 0 ? -1 : 1], 1, false))];

        var combination = TopicCalibration.Fit(judged, 0);

        combination.Peak.Should().Be(0);
        combination.Whole.Should().BePositive();
    }

    [Fact]
    public void The_threshold_parts_what_can_be_parted()
    {
        List<JudgedText> judged = [.. Enumerable.Range(0, 100).Select(i => new JudgedText($"{i}", [i >= 60], [i >= 60 ? 0.5 : -3.0], [0], 1, false))];

        double threshold = TopicCalibration.Threshold(judged, 0, new LogitCombination(1, 0, 0));

        threshold.Should().Be(0.62, "it is the highest one that parts them");
    }

    [Fact]
    public void Joined_texts_calibrate_but_do_not_choose_the_threshold()
    {
        List<JudgedText> judged = [.. Enumerable.Range(0, 50).Select(i => new JudgedText($"{i}", [i % 2 == 0], [i % 2 == 0 ? 2.0 : -2.0], [0], 1, false))];
        double alone = TopicCalibration.Threshold(judged, 0, new LogitCombination(1, 0, 0));

        judged.AddRange(Enumerable.Range(0, 500).Select(i => new JudgedText($"j{i}", [true], [0.1], [0], 1, true)));

        TopicCalibration.Threshold(judged, 0, new LogitCombination(1, 0, 0)).Should().Be(alone);
    }
}
