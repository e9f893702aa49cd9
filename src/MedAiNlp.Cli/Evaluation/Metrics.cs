namespace MedAiNlp.Cli.Evaluation;

/// <summary>The metrics of the annotation guide over some articles.</summary>
internal sealed class Metrics
{
    private static readonly string[] Order = [EntityTypes.Hospital, EntityTypes.Company, EntityTypes.Organization, EntityTypes.Person, EntityTypes.Date, "FIGURE"];

    private Metrics(IReadOnlyList<KeyValuePair<string, Tally>> spans, IReadOnlyList<KeyValuePair<string, Tally>> topics, IReadOnlyList<KeyValuePair<string, double>> rates, int rightFigures)
    {
        Spans = spans;
        Topics = topics;
        Rates = rates;
        RightFigures = rightFigures;
    }

    /// <summary>By type: an entity or figure counts as right only when its type, start and end are.</summary>
    public IReadOnlyList<KeyValuePair<string, Tally>> Spans { get; }

    public IReadOnlyList<KeyValuePair<string, Tally>> Topics { get; }

    /// <summary>Shares: of right spans of figures with the right value, kind, unit, qualifier; macro F1 and exact match of topics.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Rates { get; }

    public int RightFigures { get; }

    public static Metrics Over(IReadOnlyList<ArticleScore> articles)
    {
        var spans = Sum(articles.SelectMany(a => a.Spans)).OrderBy(s => Rank(s.Key)).ThenBy(s => s.Key, StringComparer.Ordinal).ToList();
        var topics = Sum(articles.SelectMany(a => a.Topics)).OrderBy(t => t.Key, StringComparer.Ordinal).ToList();
        var figures = articles.Sum(a => a.RightFigures);
        var rates = new List<KeyValuePair<string, double>>();
        if (spans.Any(s => s.Key == "FIGURE"))
        {
            Rate("figure value", articles.Sum(a => a.RightValues), figures);
            Rate("figure kind", articles.Sum(a => a.RightKinds), figures);
            Rate("figure unit", articles.Sum(a => a.RightUnits), figures);
            Rate("figure qualifier", articles.Sum(a => a.RightQualifiers), figures);
        }
        if (topics.Count > 0)
        {
            var seen = topics.Where(t => t.Value.Support > 0).ToList();
            rates.Add(new("topic macro F1", seen.Sum(t => t.Value.F1) / Math.Max(1, seen.Count)));
            Rate("topic exact match", articles.Count(a => a.TopicsExact == true), articles.Count(a => a.TopicsExact is not null));
        }
        return new Metrics(spans, topics, rates, figures);

        void Rate(string name, int right, int all) => rates.Add(new(name, (double)right / Math.Max(1, all)));
    }

    private static IEnumerable<KeyValuePair<string, Tally>> Sum(IEnumerable<KeyValuePair<string, Tally>> tallies) =>
        tallies.GroupBy(t => t.Key).Select(g => new KeyValuePair<string, Tally>(g.Key, g.Aggregate(default(Tally), (sum, t) => sum + t.Value)));

    private static int Rank(string type)
    {
        var at = Array.IndexOf(Order, type);
        return at < 0 ? Order.Length : at;
    }
}
