using System.Text.Json;

namespace MedAiNlp.Tests.Figures;

/// <summary>Scores the scanner on labelled articles, which lie beside the repository and not in it.</summary>
public class FigureAccuracyTests
{
    [SkippableFact]
    public void Labelled_articles_are_read_as_labelled()
    {
        string gold = Path.Combine(Repository.Root, "..", "shared", "gold", "dev.jsonl");
        Skip.IfNot(File.Exists(gold), "The labelled articles (../shared/gold/dev.jsonl) are not here.");
        var figures = new Score();
        var dates = new Score();
        int values = 0, kinds = 0, qualifiers = 0;
        foreach (string line in File.ReadLines(gold))
        {
            JsonElement article = JsonDocument.Parse(line).RootElement;
            FigureScan scan = FigureScanner.Default.Scan(article.GetProperty("text").GetString()!);
            Dictionary<(int, int), JsonElement> expected = article.GetProperty("figures").EnumerateArray().ToDictionary(Span);
            foreach (Figure figure in scan.Figures.Where(f => expected.ContainsKey((f.Start, f.End))))
            {
                JsonElement label = expected[(figure.Start, figure.End)];
                JsonElement value = label.GetProperty("value");
                double[] wanted = value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(v => v.GetDouble())] : [value.GetDouble()];
                values += wanted.Length == figure.Values.Count && wanted.Zip(figure.Values, (a, b) => Math.Abs(a - b) <= 1e-6 * Math.Max(1, Math.Abs(a))).All(same => same) ? 1 : 0;
                kinds += figure.Kind.ToJsonName() == label.GetProperty("kind").GetString() ? 1 : 0;
                qualifiers += figure.Qualifier.ToJsonName() == label.GetProperty("qualifier").GetString() ? 1 : 0;
            }

            figures.Add([.. expected.Keys], [.. scan.Figures.Select(f => (f.Start, f.End))]);
            dates.Add([.. article.GetProperty("entities").EnumerateArray().Where(e => e.GetProperty("type").GetString() == EntityTypes.Date).Select(Span)], [.. scan.Dates.Select(d => (d.Start, d.End))]);
        }

        figures.F1.Should().BeGreaterThanOrEqualTo(0.96);
        dates.F1.Should().BeGreaterThanOrEqualTo(0.95);
        ((double)values / figures.Right).Should().BeGreaterThanOrEqualTo(0.99);
        ((double)kinds / figures.Right).Should().BeGreaterThanOrEqualTo(0.98);
        ((double)qualifiers / figures.Right).Should().BeGreaterThanOrEqualTo(0.95);
    }

    private static (int, int) Span(JsonElement e) => (e.GetProperty("start").GetInt32(), e.GetProperty("end").GetInt32());

    private sealed class Score
    {
        private int _wrong;

        public int Right { get; private set; }

        public double F1 => 2.0 * Right / (2 * Right + _wrong);

        public void Add(HashSet<(int, int)> expected, HashSet<(int, int)> found)
        {
            int right = expected.Intersect(found).Count();
            Right += right;
            _wrong += expected.Count + found.Count - 2 * right;
        }
    }
}
