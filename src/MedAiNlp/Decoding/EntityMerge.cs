namespace MedAiNlp;

/// <summary>Puts what two sources found into one ordered list without overlaps.</summary>
internal static class EntityMerge
{
    /// <param name="first">In order, without overlaps; wins where the two overlap.</param>
    /// <param name="second">In order, without overlaps.</param>
    public static IReadOnlyList<Entity> Merge(IReadOnlyList<Entity> first, IReadOnlyList<Entity> second)
    {
        if (second.Count == 0)
            return first;
        var merged = new List<Entity>(first.Count + second.Count);
        var next = 0;
        foreach (var entity in second)
        {
            while (next < first.Count && first[next].End <= entity.Start)
                merged.Add(first[next++]);
            if (next == first.Count || first[next].Start >= entity.End)
                merged.Add(entity);
        }
        merged.AddRange(first.Skip(next));
        return merged;
    }
}
