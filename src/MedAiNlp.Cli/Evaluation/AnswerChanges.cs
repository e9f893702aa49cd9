namespace MedAiNlp.Cli.Evaluation;

/// <summary>What changed in the answers to one article: entities by type and place, topics by whether they are assigned.</summary>
internal sealed record AnswerChanges(IReadOnlyList<string> Lines, AnswerChanges.Counts Count)
{
    internal readonly record struct Counts(int Added, int Removed, int Changed)
    {
        public Counts Plus(Counts other) => new(Added + other.Added, Removed + other.Removed, Changed + other.Changed);
    }

    public static AnswerChanges Between(ArticleAnalysis before, ArticleAnalysis after)
    {
        var lines = new List<(int Place, string Line)>();
        var kept = before.Entities.Select(Key).ToHashSet();
        var removed = before.Entities.Where(e => !after.Entities.Any(a => Key(a) == Key(e))).ToList();
        var added = after.Entities.Where(e => !kept.Contains(Key(e))).ToList();
        var changed = 0;
        foreach (var old in removed.ToList())
        {
            // What overlaps is one answer that changed: its type or its edges.
            if (added.FirstOrDefault(a => a.Span.Overlaps(old.Span)) is not { } renewed)
                continue;
            lines.Add((old.Start, $"~ {Shown(old)} → {Shown(renewed)}"));
            removed.Remove(old);
            added.Remove(renewed);
            changed++;
        }
        lines.AddRange(removed.Select(e => (e.Start, $"- {Shown(e)}")));
        lines.AddRange(added.Select(e => (e.Start, $"+ {Shown(e)}")));

        var (topicsBefore, topicsAfter) = (Assigned(before), Assigned(after));
        var (lost, gained) = (topicsBefore.Except(topicsAfter).ToList(), topicsAfter.Except(topicsBefore).ToList());
        lines.AddRange(lost.Select(t => (-1, $"- topic {t}")));
        lines.AddRange(gained.Select(t => (-1, $"+ topic {t}")));
        return new AnswerChanges(
            [.. lines.OrderBy(l => l.Place).ThenBy(l => l.Line, StringComparer.Ordinal).Select(l => l.Line)],
            new Counts(added.Count + gained.Count, removed.Count + lost.Count, changed));
    }

    private static (string, int, int) Key(Entity entity) => (entity.Type, entity.Start, entity.End);

    private static List<string> Assigned(ArticleAnalysis analysis) => [.. analysis.Topics.Where(t => t.IsAssigned).Select(t => t.Label)];

    private static string Shown(Entity entity) => $"{entity.Type} {string.Concat(entity.Text.Where(c => !char.IsControl(c)))} {entity.Start}..{entity.End}";
}
