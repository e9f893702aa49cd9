namespace MedAiNlp.Cli.Evaluation;

/// <summary>An answer that is wrong, with its place.</summary>
internal sealed record Miss(string Type, bool IsExtra, string Id, int Start, int End, string Context);

/// <summary>What one article adds to every metric; articles are added up, and drawn again by the bootstrap.</summary>
internal sealed class ArticleScore
{
    /// <summary>By entity type, <c>FIGURE</c> among them.</summary>
    public Dictionary<string, Tally> Spans { get; } = [];

    public Dictionary<string, Tally> Topics { get; } = [];

    public bool? TopicsExact { get; private set; }

    /// <summary>Figures whose span is right, and of those how many have the right value, kind, unit, qualifier.</summary>
    public int RightFigures { get; private set; }

    public int RightValues { get; private set; }

    public int RightKinds { get; private set; }

    public int RightUnits { get; private set; }

    public int RightQualifiers { get; private set; }

    public List<Miss> Misses { get; } = [];

    public static ArticleScore Of(GoldArticle gold, ArticleAnalysis found)
    {
        var score = new ArticleScore();
        if (gold.Entities is { } entities)
            score.AddSpans(gold, [.. entities.Where(e => e.Type != "FIGURE").Select(e => (e.Type, e.Start, e.End))], [.. found.Entities.Select(e => (e.Type, e.Start, e.End))]);
        if (gold.Figures is { } figures)
        {
            score.AddSpans(gold, [.. figures.Select(f => ("FIGURE", f.Start, f.End))], [.. found.Figures.Select(f => ("FIGURE", f.Start, f.End))]);
            score.AddFigures(figures, found.Figures);
        }
        if (gold.Topics is { } topics)
            score.AddTopics(topics.Except(gold.TopicsOptional).ToHashSet(), found.Topics, gold.TopicsOptional);
        return score;
    }

    private void AddSpans(GoldArticle article, HashSet<(string Type, int Start, int End)> gold, HashSet<(string Type, int Start, int End)> found)
    {
        foreach (var type in gold.Concat(found).Select(s => s.Type).Distinct())
            Spans[type] = Tally.Of(gold.Where(s => s.Type == type).ToHashSet(), found.Where(s => s.Type == type).ToHashSet());
        foreach (var (type, start, end) in found.Except(gold).Concat(gold.Except(found)).Order())
            Misses.Add(new Miss(type, found.Contains((type, start, end)), article.Id, start, end, Context(article.Text, start, end)));
    }

    private void AddFigures(IReadOnlyList<GoldFigure> gold, IReadOnlyList<Figure> found)
    {
        var bySpan = found.ToDictionary(f => (f.Start, f.End));
        foreach (var figure in gold)
        {
            if (!bySpan.TryGetValue((figure.Start, figure.End), out var answer))
                continue;
            RightFigures++;
            RightValues += AreClose(answer.Values, figure.Values) ? 1 : 0;
            RightKinds += answer.Kind.ToJsonName() == figure.Kind ? 1 : 0;
            RightUnits += answer.Unit == (figure.Unit ?? "") ? 1 : 0;
            RightQualifiers += answer.Qualifier.ToJsonName() == figure.Qualifier ? 1 : 0;
        }
    }

    private void AddTopics(HashSet<string> gold, IReadOnlyList<TopicScore> found, IReadOnlyList<string> optional)
    {
        var assigned = found.Where(t => t.IsAssigned).Select(t => t.Label).Except(optional).ToHashSet();
        TopicsExact = gold.SetEquals(assigned);
        foreach (var label in found.Select(t => t.Label).Union(gold).Except(optional))
            Topics[label] = new Tally(gold.Contains(label) && assigned.Contains(label) ? 1 : 0, !gold.Contains(label) && assigned.Contains(label) ? 1 : 0, gold.Contains(label) && !assigned.Contains(label) ? 1 : 0);
    }

    // One part in a million, as the reference scorer allows.
    private static bool AreClose(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        a.Count == b.Count && a.Zip(b).All(p => Math.Abs(p.First - p.Second) <= 1e-6 * Math.Max(1, Math.Abs(p.Second)));

    private static string Context(string text, int start, int end)
    {
        const int around = 8;
        return string.Concat($"{text[Math.Max(0, start - around)..start]}[{text[start..end]}]{text[end..Math.Min(text.Length, end + around)]}".Select(c => c == '\n' ? '⏎' : c));
    }
}
