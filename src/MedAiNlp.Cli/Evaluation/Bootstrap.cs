namespace MedAiNlp.Cli.Evaluation;

/// <summary>
/// How far a metric may be off by the choice of articles: the middle 95 % of its values over sets of articles drawn with
/// replacement (percentile bootstrap; Efron and Tibshirani 1993, chapter 13). The seed is fixed, so that runs agree.
/// </summary>
internal static class Bootstrap
{
    private const int Draws = 1000;

    public static Dictionary<string, (double Low, double High)> Intervals(IReadOnlyList<ArticleScore> articles)
    {
        var random = new Random(20240229);
        var values = new Dictionary<string, List<double>>();
        for (var draw = 0; draw < Draws; draw++)
        {
            var drawn = Enumerable.Range(0, articles.Count).Select(_ => articles[random.Next(articles.Count)]).ToList();
            var metrics = Metrics.Over(drawn);
            foreach (var (name, value) in metrics.Spans.Select(s => (s.Key, s.Value.F1)).Concat(metrics.Topics.Select(t => (t.Key, t.Value.F1))).Concat(metrics.Rates.Select(r => (r.Key, r.Value))))
            {
                if (!values.TryGetValue(name, out var list))
                    values[name] = list = [];
                list.Add(value);
            }
        }
        return values.ToDictionary(v => v.Key, v => Middle(v.Value));
    }

    private static (double, double) Middle(List<double> values)
    {
        values.Sort();
        return (values[(int)(0.025 * values.Count)], values[Math.Min(values.Count - 1, (int)(0.975 * values.Count))]);
    }
}
