using System.Collections.Concurrent;

namespace MedAiNlp;

/// <summary>
/// Says which hospital, company or university a named thing is: sets <see cref="Entity.Canonical"/> where a register knows the name,
/// exactly or by rule (浙大一院 → 浙江大学医学院附属第一医院), and leaves it empty where that is not certain.
/// Immutable and thread-safe.
/// </summary>
/// <remarks>
/// A name that several bear (第一人民医院, 协和医院) is decided by the places that the text speaks of: the sentence first, then the
/// paragraph, then the article; where those name several, or none, nothing is said.
/// </remarks>
public sealed class EntityLinker
{
    private readonly NameRegister[] _registers;
    private readonly ConcurrentBag<Buffers> _buffers = [];

    /// <summary>Creates a linker.</summary>
    /// <param name="registers">The registers; an earlier one goes before a later one, so put your own first.</param>
    public EntityLinker(params IEnumerable<NameRegister> registers)
    {
        ArgumentNullException.ThrowIfNull(registers);
        _registers = [.. registers];
    }

    /// <summary>A linker with the register of the package MedAiNlp.Models.Zh.</summary>
    /// <exception cref="RegisterException"><c>MED401</c>: the register is not beside the app.</exception>
    public static EntityLinker CreateDefault() => new(NameRegister.LoadDefault());

    /// <summary>Gives the entities of a text their canonical names. Nothing else about them changes, nor do their number and order.</summary>
    /// <param name="text">The text that the entities were found in.</param>
    /// <param name="entities">Its entities, in order of their offsets. One that has a canonical name keeps it.</param>
    /// <exception cref="ArgumentException">An entity does not lie in the text.</exception>
    public IReadOnlyList<Entity> Link(string text, IReadOnlyList<Entity> entities)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(entities);
        var linked = entities.ToArray();
        LinkInPlace(text, linked);
        return linked;
    }

    /// <summary>The same for entities of one's own: those that get a name are replaced.</summary>
    internal void LinkInPlace(string text, Entity[] entities)
    {
        MentionGrouping.CheckSpans(text, entities);
        if (entities.Length == 0)
            return;
        if (!_buffers.TryTake(out var buffers))
            buffers = new Buffers();
        buffers.Surroundings.Open(text, entities);
        foreach (var register in _registers)
            Link(register, entities, buffers);
        buffers.Surroundings.Close();
        _buffers.Add(buffers);

        // A short form takes the name of what it stands for: 该院 is no entity, but 市一院 after 杭州市第一人民医院 is that hospital.
        var groups = MentionSets.Rent();
        groups.Read(text, entities);
        for (var i = 0; i < entities.Length; i++)
        {
            if (entities[i].Canonical is null && groups.CanonicalOf(i) is { } canonical)
                entities[i] = entities[i] with { Canonical = canonical };
        }
        groups.Return();
    }

    // Names that say themselves what they mean come first: they help with those that do not.
    private static void Link(NameRegister register, Entity[] entities, Buffers buffers)
    {
        var (surroundings, search, spokenOf) = (buffers.Surroundings, buffers.Search, buffers.SpokenOf);
        spokenOf.Clear();
        for (var i = 0; i < entities.Length; i++)
        {
            if (entities[i].Canonical is not null || register.FindAnywhere(entities[i].Text, entities[i].Type, surroundings, entities[i].Span, search) is not { } found)
                continue;
            spokenOf.Add(found);
            entities[i] = entities[i] with { Canonical = register.NameOf(found) };
        }
        for (var i = 0; i < entities.Length; i++)
        {
            if (entities[i].Canonical is null && register.FindHere(entities[i].Text, entities[i].Type, surroundings, entities[i].Span, spokenOf, search) is { } found)
                entities[i] = entities[i] with { Canonical = register.NameOf(found) };
        }
    }

    /// <summary>What one call works with.</summary>
    private sealed class Buffers
    {
        public Surroundings Surroundings { get; } = new();

        public NameSearch Search { get; } = new();

        /// <summary>Entries that the text names by names of their own.</summary>
        public HashSet<int> SpokenOf { get; } = [];
    }
}
