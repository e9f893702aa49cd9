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
            judged.Add(new JudgedText($"{i}", [truth], [whole], [peak], [1], false));
        }

        var combination = TopicCalibration.Fit(judged, 0).Combination;

        combination.Whole.Should().BeApproximately(0.8, 0.3);
        combination.Peak.Should().BeApproximately(1.4, 0.3);
        combination.Bias.Should().BeApproximately(-1, 0.3);
    }

    [Fact]
    public void No_window_may_speak_against_what_it_says()
    {
        List<JudgedText> judged = [.. Enumerable.Range(0, 400).Select(i => new JudgedText($"{i}", [i % 2 == 0], [i % 2 == 0 ? 1 : -1], [i % 2 == 0 ? -1 : 1], [1], false))];

        var combination = TopicCalibration.Fit(judged, 0).Combination;

        combination.Peak.Should().Be(0);
        combination.Whole.Should().BePositive();
    }

    [Fact]
    public void The_threshold_is_the_middle_of_those_that_part_what_can_be_parted()
    {
        List<JudgedText> judged = [.. Enumerable.Range(0, 100).Select(i => Calibrated($"{i}", i >= 60, i >= 60 ? 0.5 : -3.0, isJoined: false))];

        double threshold = TopicCalibration.Threshold(judged, 0);

        threshold.Should().BeApproximately((0.25 + 0.62) / 2, 0.01);
    }

    [Theory]
    [InlineData(false, 0.49)]
    [InlineData(true, 0.63)]
    public void Texts_drawn_at_random_say_how_many_false_alarms_a_threshold_lets_through(bool isDrawn, double expected)
    {
        // Ten hard texts of a thousand reach 0.5, which is one in a hundred: too many where the texts were drawn.
        List<JudgedText> judged = [.. Enumerable.Range(0, 1000).Select(i => Calibrated($"{i}", false, i < 10 ? 0.0 : -3.0, isJoined: false) with { IsDrawn = isDrawn })];
        judged.AddRange(Enumerable.Range(0, 2000).Select(i => Calibrated($"p{i}", true, 1.1, isJoined: false)));

        TopicCalibration.Threshold(judged, 0).Should().BeApproximately(expected, 0.011);
    }

    [Fact]
    public void Joined_texts_calibrate_but_do_not_choose_the_threshold()
    {
        List<JudgedText> judged = [.. Enumerable.Range(0, 50).Select(i => Calibrated($"{i}", i % 2 == 0, i % 2 == 0 ? 2.0 : -2.0, isJoined: false))];
        double alone = TopicCalibration.Threshold(judged, 0);

        judged.AddRange(Enumerable.Range(0, 500).Select(i => Calibrated($"j{i}", true, 0.1, isJoined: true)));

        TopicCalibration.Threshold(judged, 0).Should().Be(alone);
    }

    [Fact]
    public void The_build_speaks_where_the_words_are_silent()
    {
        var random = new Random(5);
        List<JudgedText> judged = [];
        for (int i = 0; i < 2000; i++)
        {
            float signal = random.Next(3) == 0 ? 1 : 0;
            double words = random.NextDouble() * 2 - 1;
            bool truth = random.NextDouble() < LogitCombination.Probability(words + 3 * signal - 1);
            judged.Add(new JudgedText($"{i}", [truth], [words], [words], [1], false) { Build = [signal, 0], Fold = i % 5 });
        }

        var weighing = TopicCalibration.Fit(judged, 0, readsBuild: true);

        weighing.Build[0].Should().BeApproximately(3, 0.5);
        weighing.Build[1].Should().BeApproximately(0, 1e-3, "what never varies can say nothing");
        ((weighing.Combination.Whole + weighing.Combination.Peak) * weighing.InNetwork(0)).Should().BeApproximately(weighing.Build[0], 1e-4, "the network adds the build before the logits are joined");
    }

    [Fact]
    public void A_text_is_calibrated_by_the_other_folds()
    {
        List<JudgedText> judged = [.. Enumerable.Range(0, 200).Select(i => new JudgedText($"{i}", [i % 2 == 0], [i % 2 == 0 ? 1.0 : -1.0], [0], [1], false) { Fold = i % 5 })];
        var turned = judged.Select(text => text.Fold == 0 ? text with { Truth = [!text.Truth[0]!.Value] } : text).ToList();

        double before = TopicCalibration.CrossFit(judged, [false])[0].Probability[0], after = TopicCalibration.CrossFit(turned, [false])[0].Probability[0];

        after.Should().Be(before, "the truth of a fold does not reach its own probabilities");
    }

    [Fact]
    public void Joined_texts_say_nothing_about_the_build()
    {
        List<JudgedText> judged = [.. Enumerable.Range(0, 200).Select(i => new JudgedText($"{i}", [i % 2 == 0], [0.1], [0.1], [1], false) { Build = [i % 2] })];
        var alone = TopicCalibration.Fit(judged, 0, readsBuild: true);

        judged.AddRange(Enumerable.Range(0, 200).Select(i => new JudgedText($"j{i}", [i % 2 != 0], [0.1], [0.1], [1], true) { Build = [i % 2] }));

        var joined = TopicCalibration.Fit(judged, 0, readsBuild: true);
        joined.Build[0].Should().BeNegative().And.BeApproximately(alone.Build[0], 1e-6);
    }

    private static JudgedText Calibrated(string id, bool truth, double logit, bool isJoined) =>
        new(id, [truth], [logit], [0], [1], isJoined) { Probability = [LogitCombination.Probability(logit)] };
}
