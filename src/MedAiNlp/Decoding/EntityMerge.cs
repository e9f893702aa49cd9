namespace MedAiNlp;

/// <summary>Puts what two sources found into one ordered list without overlaps.</summary>
internal static class EntityMerge
{
    /// <param name="first">In order, without overlaps; wins where the two overlap.</param>
    /// <param name="second">In order, without overlaps.</param>
    /// <returns>A list of its own, whatever the two are.</returns>
    public static Entity[] Merge(IReadOnlyList<Entity> first, IReadOnlyList<Entity> second)
    {
        var merged = new Entity[Merge(first, second, [])];
        Merge(first, second, merged);
        return merged;
    }

    // Counts only, where there is no room to write to: a list that grows would leave its smaller selves behind.
    private static int Merge(IReadOnlyList<Entity> first, IReadOnlyList<Entity> second, Span<Entity> merged)
    {
        var (count, next) = (0, 0);
        for (var i = 0; i < second.Count; i++)
        {
            var entity = second[i];
            while (next < first.Count && first[next].End <= entity.Start)
                Put(first[next++], merged);
            if (next == first.Count || first[next].Start >= entity.End)
                Put(entity, merged);
        }
        while (next < first.Count)
            Put(first[next++], merged);
        return count;

        void Put(Entity entity, Span<Entity> into)
        {
            if (count < into.Length)
                into[count] = entity;
            count++;
        }
    }
}
