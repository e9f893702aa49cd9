namespace MedAiNlp.Tests.Decoding;

/// <summary>Checked against the definition: every sequence of labels, enumerated.</summary>
public class LinearChainTests
{
    private static readonly string[] Bioes = ["O", "B-X", "I-X", "E-X", "S-X"];
    private static readonly string[] Bio = ["O", "B-X", "I-X", "B-Y", "I-Y"];

    [Theory]
    [InlineData(true, 1)]
    [InlineData(true, 2)]
    [InlineData(true, 5)]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(false, 5)]
    public void Spans_and_their_probabilities_equal_those_by_enumeration(bool bioes, int length)
    {
        var random = new Random(length);
        for (var trial = 0; trial < 40; trial++)
        {
            var labels = bioes ? Bioes : Bio;
            var scheme = LabelScheme.Parse(labels);
            var scores = RandomScores(random, labels.Length);
            var logits = Enumerable.Range(0, length * labels.Length).Select(_ => (float)((random.NextDouble() * 6) - 3)).ToArray();

            var spans = new List<LabelledSpan>();
            var outside = new float[length];
            new LinearChain(scheme, scores).Decode(logits, spans, outside);

            var all = Sequences(scheme, length).Select(s => (Labels: s, Weight: Math.Exp(Score(s, logits, scores)))).ToList();
            var total = all.Sum(s => s.Weight);
            var best = all.MaxBy(s => s.Weight).Labels;
            spans.Select(s => (s.Start, s.End, s.Type)).Should().Equal(SpansOf(scheme, best));
            foreach (var span in spans)
            {
                var expected = all.Where(s => SpansOf(scheme, s.Labels).Contains((span.Start, span.End, span.Type))).Sum(s => s.Weight) / total;
                span.Score.Should().BeApproximately(expected, 1e-4);
            }
            for (var at = 0; at < length; at++)
                ((double)outside[at]).Should().BeApproximately(all.Where(s => s.Labels[at] == scheme.Outside).Sum(s => s.Weight) / total, 1e-4);
        }
    }

    [Theory]
    [InlineData("BIES", 5)]
    [InlineData("BI", 7)]
    public void A_long_text_is_decoded_as_double_arithmetic_does_it(string parts, int types)
    {
        var random = new Random(types);
        string[] labels = ["O", .. Enumerable.Range(0, types).SelectMany(type => parts.Select(part => $"{part}-T{type}"))];
        var (n, length) = (labels.Length, 3000);
        var scheme = LabelScheme.Parse(labels);
        var scores = RandomScores(random, n);
        // A sure O, now and then a doubtful stretch, as networks give them: what is nearly certain must not drown in rounding.
        var logits = new float[length * n];
        for (var i = 0; i < logits.Length; i++)
            logits[i] = (float)(random.NextDouble() * (i / n % 40 < 8 ? 12 : 4)) + (i % n == 0 ? 8 : 0);

        var spans = new List<LabelledSpan>();
        var outside = new float[length];
        new LinearChain(scheme, scores).Decode(logits, spans, outside);

        var reference = new DoubleChain(scheme, scores, logits, length);
        spans.Count.Should().BeGreaterThan(30);
        spans.Select(s => (s.Start, s.End, s.Type)).Should().Equal(SpansOf(scheme, reference.BestPath()));
        foreach (var span in spans)
            span.Score.Should().BeApproximately(reference.ProbabilityOf(span), 2e-6);
        for (var at = 0; at < length; at++)
            ((double)outside[at]).Should().BeApproximately(reference.Marginal(at, scheme.Outside), 2e-6);
    }

    [Fact]
    public void An_inside_label_never_follows_O_even_where_its_logit_is_highest()
    {
        float[] logits = [9, 0, 0, 0, 0, /**/ 0, 0, 50, 0, 0, /**/ 9, 0, 0, 0, 0];
        var spans = new List<LabelledSpan>();
        new LinearChain(LabelScheme.Parse(Bioes), null).Decode(logits, spans, []);
        spans.Should().OnlyContain(s => s.End - s.Start >= 2, "an inside label can only stand in a whole span");
    }

    [Fact]
    public void Nothing_decodes_to_nothing()
    {
        var spans = new List<LabelledSpan>();
        new LinearChain(LabelScheme.Parse(Bioes), null).Decode([], spans, []);
        spans.Should().BeEmpty();
    }

    [Fact]
    public void Extreme_logits_give_probabilities_and_not_infinities()
    {
        var logits = Enumerable.Range(0, 300 * 5).Select(i => i % 5 == 4 ? 1e4f : -1e4f).ToArray();
        var spans = new List<LabelledSpan>();
        new LinearChain(LabelScheme.Parse(Bioes), null).Decode(logits, spans, []);
        spans.Should().HaveCount(300).And.OnlyContain(s => s.Score > 0.99 && s.Score <= 1);
    }

    [Fact]
    public void Scores_of_another_size_are_refused()
    {
        var build = () => new LinearChain(LabelScheme.Parse(Bioes), RandomScores(new Random(1), 4));
        build.Should().Throw<FormatException>().WithMessage("*expected 5*");
    }

    private static TransitionScores RandomScores(Random random, int n) => new()
    {
        Start = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)],
        End = [.. Enumerable.Range(0, n).Select(_ => random.NextDouble() - 0.5)],
        Transitions = [.. Enumerable.Range(0, n).Select(_ => Enumerable.Range(0, n).Select(_ => (random.NextDouble() * 2) - 1).ToArray())],
    };

    private static IEnumerable<int[]> Sequences(LabelScheme scheme, int length)
    {
        var sequences = Enumerable.Range(0, scheme.Count).Where(scheme.MayBegin).Select(l => new[] { l });
        for (var t = 1; t < length; t++)
            sequences = sequences.SelectMany(s => Enumerable.Range(0, scheme.Count).Where(l => scheme.MayFollow(s[^1], l)).Select(l => s.Append(l).ToArray())).ToList();
        return sequences.Where(s => scheme.MayEnd(s[^1]));
    }

    private static double Score(int[] labels, float[] logits, TransitionScores scores)
    {
        var n = scores.Start.Length;
        var score = scores.Start[labels[0]] + scores.End[labels[^1]] + logits[labels[0]];
        for (var t = 1; t < labels.Length; t++)
            score += scores.Transitions[labels[t - 1]][labels[t]] + logits[(t * n) + labels[t]];
        return score;
    }

    private static List<(int, int, string)> SpansOf(LabelScheme scheme, int[] labels)
    {
        var spans = new List<(int, int, string)>();
        for (var at = 0; at < labels.Length; at++)
        {
            if (!scheme.Opens(labels[at]))
                continue;
            var end = at + 1;
            while (end < labels.Length && !scheme.MayBegin(labels[end]))
                end++;
            spans.Add((at, end, scheme.TypeOf(labels[at])));
        }
        return spans;
    }
}
