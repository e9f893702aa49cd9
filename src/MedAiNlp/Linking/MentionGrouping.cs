namespace MedAiNlp;

/// <summary>
/// Puts together the mentions of one thing in a text: the same name in another spelling, names with the same
/// <see cref="Entity.Canonical"/>, short forms that the text defines (以下简称), and abbreviations that fit one name only. Thread-safe.
/// </summary>
public static class MentionGrouping
{
    /// <summary>Groups the entities of a text. Every entity is in one group, except dates, which are in none.</summary>
    /// <param name="text">The text that the entities were found in.</param>
    /// <param name="entities">Its entities, in order of their offsets; linked ones (<see cref="EntityLinker"/>) are grouped better.</param>
    /// <returns>The groups, in order of their first mentions.</returns>
    /// <exception cref="ArgumentException">An entity does not lie in the text.</exception>
    public static IReadOnlyList<MentionGroup> Group(string text, IReadOnlyList<Entity> entities)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(entities);
        CheckSpans(text, entities);
        var sets = MentionSets.Rent();
        sets.Read(text, entities);
        var groups = Enumerable.Range(0, entities.Count).Where(i => sets.SetOf(i) >= 0).GroupBy(sets.SetOf, i => entities[i]).Select(Group).ToArray();
        sets.Return();
        return groups;
    }

    internal static void CheckSpans(string text, IReadOnlyList<Entity> entities)
    {
        for (var i = 0; i < entities.Count; i++)
        {
            var entity = entities[i];
            if (entity.Start < 0 || entity.End > text.Length || !text.AsSpan(entity.Start, entity.Length).SequenceEqual(entity.Text))
                throw new ArgumentException($"The entity '{entity.Text}' does not stand at offset {entity.Start} of the text.", nameof(entities));
        }
    }

    private static MentionGroup Group(IEnumerable<Entity> mentions)
    {
        Entity[] group = [.. mentions];
        return new MentionGroup
        {
            Type = group[0].Type,
            Name = group.MaxBy(m => m.Text.Length)!.Text,
            Canonical = group.FirstOrDefault(m => m.Canonical is not null)?.Canonical,
            Mentions = group,
        };
    }
}
