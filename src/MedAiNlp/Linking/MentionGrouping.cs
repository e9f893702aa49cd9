namespace MedAiNlp;

/// <summary>
/// Puts together the mentions of one thing in a text: the same name in another spelling, names with the same
/// <see cref="Entity.Canonical"/>, short forms that the text defines (以下简称), and abbreviations that fit one name only. Thread-safe.
/// </summary>
public static class MentionGrouping
{
    /// <summary>Among more names than these that could be meant, a short form says nothing; and no text takes time that grows with the square of its names.</summary>
    private const int MostAlike = 200;

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
        return [.. Indices(text, entities).Select(group => new MentionGroup
        {
            Type = entities[group[0]].Type,
            Name = group.Select(i => entities[i].Text).MaxBy(t => t.Length)!,
            Canonical = group.Select(i => entities[i].Canonical).FirstOrDefault(c => c is not null),
            Mentions = [.. group.Select(i => entities[i])],
        })];
    }

    internal static void CheckSpans(string text, IReadOnlyList<Entity> entities)
    {
        foreach (var entity in entities)
        {
            if (entity.Start < 0 || entity.End > text.Length || !text.AsSpan(entity.Start, entity.Length).SequenceEqual(entity.Text))
                throw new ArgumentException($"The entity '{entity.Text}' does not stand at offset {entity.Start} of the text.", nameof(entities));
        }
    }

    /// <summary>The groups as positions in the list of entities.</summary>
    internal static List<List<int>> Indices(string text, IReadOnlyList<Entity> entities)
    {
        var names = Names(entities);
        var sets = new Sets(names);
        JoinCanonical(names, sets);
        JoinDefined(text, entities, names, sets);
        JoinAbbreviations(names, sets);
        return [.. names.SelectMany((n, i) => n.Places.Select(p => (Place: p, Set: sets.Of(i)))).OrderBy(x => x.Place).GroupBy(x => x.Set).Select(g => g.Select(x => x.Place).ToList())];
    }

    // One for each type and normal form: mentions that are spelled alike are together from the start, unless they were linked apart.
    private static List<Name> Names(IReadOnlyList<Entity> entities)
    {
        var names = new Dictionary<(string, string, string?), Name>();
        for (var i = 0; i < entities.Count; i++)
        {
            var entity = entities[i];
            if (entity.Type == EntityTypes.Date)
                continue;
            var form = NameForm.Normal(entity.Type, entity.Text);
            var key = (entity.Type, form.Length == 0 ? entity.Text : form, entity.Canonical);
            if (!names.TryGetValue(key, out var name))
                names[key] = name = new Name(entity.Type, key.Item2, entity.Canonical, [], Latter(entity));
            name.Places.Add(i);
        }
        // A mention that could not be linked goes with the only linked one of the same spelling.
        var linked = names.Values.Where(n => n.Canonical is not null).ToLookup(n => (n.Type, n.Form));
        var list = new List<Name>(names.Count);
        foreach (var name in names.Values)
        {
            if (name.Canonical is null && linked[(name.Type, name.Form)].ToList() is [var only])
                only.Places.AddRange(name.Places);
            else
                list.Add(name);
        }
        return list;
    }

    private static void JoinCanonical(List<Name> names, Sets sets)
    {
        var first = new Dictionary<(string, string), int>();
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i].Canonical is { } canonical && !first.TryAdd((names[i].Type, canonical), i))
                sets.Join(first[(names[i].Type, canonical)], i);
        }
    }

    private static void JoinDefined(string text, IReadOnlyList<Entity> entities, List<Name> names, Sets sets)
    {
        var byForm = Enumerable.Range(0, names.Count).ToLookup(i => (names[i].Type, names[i].Form));
        var nameOf = new int[entities.Count];
        for (var i = 0; i < names.Count; i++)
            names[i].Places.ForEach(p => nameOf[p] = i);
        for (var i = 0; i < names.Count; i++)
        {
            foreach (var place in names[i].Places)
            {
                var entity = entities[place];
                if (ShortForms.DefinedAt(text, entity.End) is { } defined)
                {
                    var form = NameForm.Normal(entity.Type, defined.Of(text));
                    foreach (var j in byForm[(entity.Type, form)])
                        sets.Join(i, j);
                }
                else if (entity.Type is EntityTypes.Company or EntityTypes.Organization && place + 1 < entities.Count && entities[place + 1] is var next
                    && next.Type == entity.Type && ShortForms.IsInBracketsBehind(text, entity.Span, next.Span) && IsLatin(next.Text) != IsLatin(entity.Text))
                {
                    // 推想医疗（Infervision）: the same name in two scripts.
                    sets.Join(i, nameOf[place + 1]);
                }
            }
        }
    }

    // A short name is put with the one longer name that it can stand for; if there are two, with none.
    private static void JoinAbbreviations(List<Name> names, Sets sets)
    {
        // All characters of a short form are in its long form, so only names with its rarest character come into question.
        var withCharacter = Enumerable.Range(0, names.Count).SelectMany(i => names[i].Form.Distinct().Select(c => (Key: (names[i].Type, c), i))).ToLookup(x => x.Key, x => x.i);
        var counts = withCharacter.ToDictionary(g => g.Key, g => g.Count());
        for (var i = 0; i < names.Count; i++)
        {
            var brief = names[i];
            if (brief.Form.Length < 2)
                continue;
            var rarest = brief.Form.MinBy(c => counts[(brief.Type, c)]);
            if (counts[(brief.Type, rarest)] > MostAlike)
                continue;
            var full = withCharacter[(brief.Type, rarest)].Where(j => j != i && IsShortFor(brief, names[j])).ToList();
            if (full.Count > 0 && full.Select(sets.Of).Distinct().Count() == 1)
                sets.Join(full[0], i);
        }
    }

    private static bool IsShortFor(Name brief, Name full)
    {
        if (brief.Type == EntityTypes.Person)
            return full.Form.Length > brief.Form.Length && full.Latter == brief.Form;
        if (Abbreviation.Is(brief.Type, brief.Form, full.Form))
            return true;
        return brief.Type is EntityTypes.Hospital or EntityTypes.Organization && brief.Form.Length < full.Form.Length
            && NameForm.IsLeftOf(brief.Form, full.Form) && NameForm.Loose(brief.Type, brief.Form) == NameForm.Loose(full.Type, full.Form);
    }

    // The family name behind the last dot of a transliterated name: 约翰·史密斯.
    private static string? Latter(Entity entity) =>
        entity.Type == EntityTypes.Person && entity.Text.LastIndexOfAny(['·', '•', '・', '‧']) is > 0 and var dot ? NameForm.Normal(entity.Type, entity.Text[(dot + 1)..]) : null;

    private static bool IsLatin(string text) => text.All(static c => char.IsAscii(c));

    private sealed record Name(string Type, string Form, string? Canonical, List<int> Places, string? Latter);

    /// <summary>Sets of names that grow together. Two that are known as different things never do.</summary>
    private sealed class Sets(List<Name> names)
    {
        private readonly int[] _parent = [.. Enumerable.Range(0, names.Count)];
        private readonly string?[] _canonical = [.. names.Select(n => n.Canonical)];

        public int Of(int name)
        {
            while (_parent[name] != name)
                name = _parent[name] = _parent[_parent[name]];
            return name;
        }

        public void Join(int one, int other)
        {
            var (a, b) = (Of(one), Of(other));
            if (a == b || (_canonical[a] is { } x && _canonical[b] is { } y && x != y))
                return;
            _parent[b] = a;
            _canonical[a] ??= _canonical[b];
        }
    }
}
