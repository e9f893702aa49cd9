using System.Text.Json;
using MedAiNlp.Tests.Inference.HuggingFace;

namespace MedAiNlp.Tests.Decoding;

public class TokenAggregationTests
{
    private static readonly string[] Labels = ["O", "B-HOSPITAL", "I-HOSPITAL", "B-COMPANY", "I-COMPANY", "B-ORG", "I-ORG", "B-PERSON", "I-PERSON"];

    [Theory]
    [InlineData("none")]
    [InlineData("simple")]
    [InlineData("first")]
    [InlineData("average")]
    [InlineData("max")]
    public void Words_of_several_pieces_become_what_the_pipeline_makes_of_them(string strategy)
    {
        foreach (var golden in TinyBert.Goldens.GetProperty("aggregation").EnumerateArray())
        {
            var logits = golden.GetProperty("logits").Deserialize<float[][]>()!;
            var offsets = golden.GetProperty("offsets").Deserialize<int[][]>()!;
            var continues = golden.GetProperty("continues").Deserialize<bool[]>()!;
            var spans = new List<LabelledSpan>();
            var aggregation = new TokenAggregation(Enum.Parse<AggregationStrategy>(strategy, true), LabelScheme.ParseExport(Labels), Labels, spans, new float[offsets[^1][1]]);
            for (var i = 0; i < logits.Length; i++)
                aggregation.Add(logits[i], offsets[i][0], offsets[i][1], continues[i]);
            aggregation.Finish();

            var expected = golden.GetProperty("entities").GetProperty(strategy).EnumerateArray().ToList();
            spans.Select(s => (s.Type, s.Start, s.End)).Should().Equal(expected.Select(e => (e[0].GetString()!, e[1].GetInt32(), e[2].GetInt32())));
            spans.Zip(expected).Should().OnlyContain(p => Math.Abs(p.First.Score - p.Second[3].GetDouble()) < 1e-5);
        }
    }

    [Theory]
    [InlineData("O B-X I-X E-X S-X", "B-X I-X E-X", "0-3")]
    [InlineData("O B-X I-X E-X S-X", "S-X S-X B-X E-X", "0-1 1-2 2-4")]
    [InlineData("O B-X I-X L-X U-X", "U-X B-X I-X L-X O", "0-1 1-4")]
    [InlineData("O B_X M_X E_X S_X", "O B_X M_X E_X S_X", "1-4 4-5")]
    [InlineData("O I-X I-Y", "I-X I-X I-Y O I-Y", "0-2 2-3 4-5")]
    [InlineData("O PER ORG", "PER PER ORG O", "0-2 2-3")]
    [InlineData("[PAD] O B-X I-X S-X [CLS]", "B-X I-X O S-X [CLS]", "0-2 3-4")]
    public void All_schemes_of_labels_are_joined(string labels, string sequence, string expected) =>
        Joined(labels, sequence, out _).Should().Be(expected);

    [Theory]
    [InlineData("O B-X I-X E-X S-X", "B-X I-X E-X", "0-3")]
    [InlineData("O B-X I-X L-X U-X", "U-X B-X I-X L-X O", "0-1 1-4")]
    [InlineData("O B_X M_X E_X S_X", "O B_X M_X E_X S_X", "1-4 4-5")]
    [InlineData("O B-X I-X S-X", "B-X I-X O S-X B-X", "0-2 3-4 4-5")]
    [InlineData("O I-X I-Y", "I-X I-X I-Y O I-Y", "0-2 2-3 4-5")]
    [InlineData("O PER ORG", "PER PER ORG O", "0-2 2-3")]
    public void The_best_legal_sequence_knows_all_schemes(string labels, string sequence, string expected)
    {
        var names = labels.Split(' ');
        var spans = new List<LabelledSpan>();
        new LinearChain(LabelScheme.ParseExport(names), null).Decode([.. Logits(names, sequence, 6).SelectMany(r => r)], spans, []);
        string.Join(' ', spans.Select(s => $"{s.Start}-{s.End}")).Should().Be(expected);
        spans.Should().OnlyContain(s => s.Score > 0.9 && s.Score <= 1);
    }

    [Fact]
    public void The_score_of_an_IO_span_is_the_probability_of_exactly_it()
    {
        string[] names = ["O", "I-X"];
        float[] logits = [0.3f, 0.9f, 0.1f, 1.2f, 0.5f, 0.2f];
        var spans = new List<LabelledSpan>();
        new LinearChain(LabelScheme.ParseExport(names), null).Decode(logits, spans, []);
        // Without transitions the labels are independent: X X O.
        double P(int at, int label) => Math.Exp(logits[(at * 2) + label]) / (Math.Exp(logits[at * 2]) + Math.Exp(logits[(at * 2) + 1]));
        spans.Should().ContainSingle().Which.Score.Should().BeApproximately(P(0, 1) * P(1, 1) * P(2, 0), 1e-6);
        spans.Clear();
        logits = [0.9f, 0.3f, 0.1f, 1.2f, 0.5f, 0.2f];
        new LinearChain(LabelScheme.ParseExport(names), null).Decode(logits, spans, []);
        spans.Should().ContainSingle().Which.Score.Should().BeApproximately(P(0, 0) * P(1, 1) * P(2, 0), 1e-6);
    }

    private static string Joined(string labels, string sequence, out List<LabelledSpan> spans)
    {
        var names = labels.Split(' ');
        spans = [];
        var logits = Logits(names, sequence, 4).ToList();
        var aggregation = new TokenAggregation(AggregationStrategy.Simple, LabelScheme.ParseExport(names), names, spans, new float[logits.Count]);
        for (var i = 0; i < logits.Count; i++)
            aggregation.Add(logits[i], i, i + 1, continues: false);
        aggregation.Finish();
        return string.Join(' ', spans.Select(s => $"{s.Start}-{s.End}"));
    }

    private static IEnumerable<float[]> Logits(string[] names, string sequence, float certainty) =>
        sequence.Split(' ').Select(l => names.Select(n => n == l ? certainty : 0).ToArray());
}
