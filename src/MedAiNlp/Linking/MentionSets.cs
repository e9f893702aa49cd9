using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;

namespace MedAiNlp;

/// <summary>
/// The work of <see cref="MentionGrouping"/>: which mentions of a text are one thing. Mentions of one spelling are a name, names grow
/// together into sets. All that it works with is kept from text to text. One thread at a time.
/// </summary>
internal sealed class MentionSets
{
    /// <summary>Among more names than these that could be meant, a short form says nothing; and no text takes time that grows with the square of its names.</summary>
    private const int MostAlike = 200;

    /// <summary>The buffers of a text with more names than these go with it: one huge text must not fill memory for ever.</summary>
    private const int MostNamesKept = 4096;

    private const int None = -1;

    private static readonly ConcurrentBag<MentionSets> Idle = [];

    private readonly List<Name> _names = [];

    // From the hash of type and form to the first name, and from type and register's name to the first name.
    private readonly Dictionary<ulong, int> _byForm = [];
    private readonly Dictionary<(string Type, string Canonical), int> _byCanonical = [];

    // For a type and a character the names with that character, as a chain.
    private readonly Dictionary<(string Type, char Character), Holders> _byCharacter = [];
    private readonly List<(int Name, int Next)> _holders = [];

    // For every mention its name and the next mention of that name.
    private int[] _nameOf = [];
    private int[] _next = [];

    private char[] _forms = new char[256];
    private int _formsUsed;

    public static MentionSets Rent() => Idle.TryTake(out var sets) ? sets : new MentionSets();

    /// <summary>Lets go of the text; nothing may be asked any more.</summary>
    public void Return()
    {
        if (_names.Count > MostNamesKept)
            return;
        _names.Clear();
        _byForm.Clear();
        _byCanonical.Clear();
        _byCharacter.Clear();
        _holders.Clear();
        _formsUsed = 0;
        Idle.Add(this);
    }

    /// <summary>Finds the sets of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="entities">Its entities, in order of their offsets.</param>
    public void Read(string text, IReadOnlyList<Entity> entities)
    {
        if (_nameOf.Length < entities.Count)
            (_nameOf, _next) = (new int[entities.Count], new int[entities.Count]);
        AddNames(entities);
        JoinUnlinked();
        JoinCanonical();
        JoinDefined(text, entities);
        JoinAbbreviations();
    }

    /// <summary>The set of a mention; mentions with the same number are one thing. −1 for a date, which is in none.</summary>
    public int SetOf(int mention) => _nameOf[mention] == None ? None : Root(_nameOf[mention]);

    /// <summary>The register's name of the thing that is mentioned, from its first mention that has one; <see langword="null"/> where none has.</summary>
    public string? CanonicalOf(int mention) => _nameOf[mention] == None ? null : _names[Root(_nameOf[mention])].SetCanonical;

    // One for each type and normal form: mentions that are spelled alike are together from the start, unless they were linked apart.
    private void AddNames(IReadOnlyList<Entity> entities)
    {
        for (var i = 0; i < entities.Count; i++)
        {
            var entity = entities[i];
            _nameOf[i] = entity.Type == EntityTypes.Date ? None : NameOf(entity, i);
        }
    }

    private int NameOf(Entity entity, int mention)
    {
        _next[mention] = None;
        var form = _formsUsed..AddForm(entity.Type, entity.Text, isName: true);
        var hash = NameIndex.Hash(entity.Type, _forms.AsSpan(form));
        var last = None;
        for (var i = _byForm.GetValueOrDefault(hash, None); i != None; i = _names[i].NextAlike)
        {
            last = i;
            ref var name = ref At(i);
            if (name.Canonical != entity.Canonical || !Is(name, entity.Type, _forms.AsSpan(form)))
                continue;
            _formsUsed = form.Start.Value;
            _next[name.Last] = mention;
            name.Last = mention;
            return i;
        }
        var added = _names.Count;
        if (last == None)
            _byForm.Add(hash, added);
        else
            At(last).NextAlike = added;
        _names.Add(new Name { Type = entity.Type, Form = form, Latter = Latter(entity), Canonical = entity.Canonical, SetCanonical = entity.Canonical, First = mention, Last = mention, NextAlike = None, Parent = added });
        return added;
    }

    /// <summary>Writes the normal form of a name down, or the name itself where nothing of it is left.</summary>
    /// <returns>Where it ends.</returns>
    private int AddForm(string type, ReadOnlySpan<char> text, bool isName)
    {
        if (_forms.Length - _formsUsed < text.Length)
            Array.Resize(ref _forms, Math.Max(2 * _forms.Length, _formsUsed + text.Length));
        var length = NameForm.Normal(type, text, _forms.AsSpan(_formsUsed));
        if (length == 0 && isName)
        {
            text.CopyTo(_forms.AsSpan(_formsUsed));
            length = text.Length;
        }
        return _formsUsed += length;
    }

    // The family name behind the last dot of a transliterated name: 约翰·史密斯.
    private Range? Latter(Entity entity) =>
        entity.Type == EntityTypes.Person && entity.Text.AsSpan().LastIndexOfAny("·•・‧") is > 0 and var dot ? _formsUsed..AddForm(entity.Type, entity.Text.AsSpan(dot + 1), isName: false) : null;

    // A mention that could not be linked goes with the only linked one of the same spelling.
    private void JoinUnlinked()
    {
        for (var i = 0; i < _names.Count; i++)
        {
            ref var name = ref At(i);
            if (name.Canonical is not null || OnlyLinked(name) is not { } only)
                continue;
            for (var mention = name.First; mention != None; mention = _next[mention])
                _nameOf[mention] = only;
            ref var linked = ref At(only);
            _next[linked.Last] = name.First;
            linked.Last = name.Last;
            name.First = None;
        }
    }

    private int? OnlyLinked(in Name name)
    {
        int? only = null;
        var form = FormOf(name);
        for (var i = _byForm[NameIndex.Hash(name.Type, form)]; i != None; i = _names[i].NextAlike)
        {
            if (_names[i].Canonical is null || !Is(_names[i], name.Type, form))
                continue;
            if (only is not null)
                return null;
            only = i;
        }
        return only;
    }

    private void JoinCanonical()
    {
        for (var i = 0; i < _names.Count; i++)
        {
            if (At(i) is { Canonical: { } canonical, Type: var type } && !_byCanonical.TryAdd((type, canonical), i))
                Join(_byCanonical[(type, canonical)], i);
        }
    }

    private void JoinDefined(string text, IReadOnlyList<Entity> entities)
    {
        for (var i = 0; i < _names.Count; i++)
        {
            for (var mention = _names[i].First; mention != None; mention = _next[mention])
            {
                var entity = entities[mention];
                if (ShortForms.DefinedAt(text, entity.End) is { } defined)
                {
                    JoinForm(i, entity.Type, text.AsSpan(defined.Start, defined.Length));
                }
                else if (entity.Type is EntityTypes.Company or EntityTypes.Organization && mention + 1 < entities.Count && entities[mention + 1] is var next
                    && next.Type == entity.Type && ShortForms.IsInBracketsBehind(text, entity.Span, next.Span) && Ascii.IsValid(next.Text) != Ascii.IsValid(entity.Text))
                {
                    // 推想医疗（Infervision）: the same name in two scripts.
                    Join(i, _nameOf[mention + 1]);
                }
            }
        }
    }

    private void JoinForm(int name, string type, ReadOnlySpan<char> defined)
    {
        Span<char> buffer = stackalloc char[ShortForms.LongestForm];
        ReadOnlySpan<char> form = buffer[..NameForm.Normal(type, defined, buffer)];
        for (var i = _byForm.GetValueOrDefault(NameIndex.Hash(type, form), None); i != None; i = _names[i].NextAlike)
        {
            if (_names[i].First != None && Is(_names[i], type, form))
                Join(name, i);
        }
    }

    // A short name is put with the one longer name that it can stand for; if there are two, with none.
    private void JoinAbbreviations()
    {
        // All characters of a short form are in its long form, so only names with its rarest character come into question.
        for (var i = 0; i < _names.Count; i++)
        {
            if (_names[i].First != None)
                AddHolder(i);
        }
        for (var i = 0; i < _names.Count; i++)
        {
            ref var brief = ref At(i);
            if (brief.First == None || FormOf(brief).Length < 2)
                continue;
            var rarest = Rarest(brief);
            if (rarest.Count <= MostAlike && OnlyFull(i, rarest) is { } full)
                Join(full, i);
        }
    }

    private void AddHolder(int name)
    {
        var type = _names[name].Type;
        var form = FormOf(_names[name]);
        for (var i = 0; i < form.Length; i++)
        {
            if (form[..i].Contains(form[i]))
                continue;
            ref var holders = ref CollectionsMarshal.GetValueRefOrAddDefault(_byCharacter, (type, form[i]), out var exists);
            if (exists)
                CollectionsMarshal.AsSpan(_holders)[holders.Last].Next = _holders.Count;
            else
                holders.First = _holders.Count;
            holders.Last = _holders.Count;
            holders.Count++;
            _holders.Add((name, None));
        }
    }

    private Holders Rarest(in Name name)
    {
        var rarest = new Holders { Count = int.MaxValue };
        foreach (var c in FormOf(name))
        {
            if (_byCharacter[(name.Type, c)] is var holders && holders.Count < rarest.Count)
                rarest = holders;
        }
        return rarest;
    }

    // The first of the names that a short one can stand for, where all of them are one thing.
    private int? OnlyFull(int brief, Holders holders)
    {
        int? first = null;
        for (var at = holders.First; at != None; at = _holders[at].Next)
        {
            var full = _holders[at].Name;
            if (full == brief || !IsShortFor(At(brief), At(full)))
                continue;
            if (first is { } one && Root(one) != Root(full))
                return null;
            first ??= full;
        }
        return first;
    }

    private bool IsShortFor(in Name brief, in Name full)
    {
        var shorter = FormOf(brief);
        var longer = FormOf(full);
        if (brief.Type == EntityTypes.Person)
            return longer.Length > shorter.Length && full.Latter is { } latter && shorter.SequenceEqual(_forms.AsSpan(latter));
        if (Abbreviation.Is(brief.Type, shorter, longer))
            return true;
        return brief.Type is EntityTypes.Hospital or EntityTypes.Organization && shorter.Length < longer.Length
            && NameForm.IsLeftOf(shorter, longer) && IsLooselySame(brief.Type, shorter, longer);
    }

    private static bool IsLooselySame(string type, ReadOnlySpan<char> shorter, ReadOnlySpan<char> longer)
    {
        Span<char> one = longer.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[longer.Length];
        Span<char> other = longer.Length <= NameForm.LongestOnStack ? stackalloc char[NameForm.LongestOnStack] : new char[longer.Length];
        return one[..NameForm.Loose(type, shorter, one)].SequenceEqual(other[..NameForm.Loose(type, longer, other)]);
    }

    private ref Name At(int name) => ref CollectionsMarshal.AsSpan(_names)[name];

    private ReadOnlySpan<char> FormOf(in Name name) => _forms.AsSpan(name.Form);

    private bool Is(in Name name, string type, ReadOnlySpan<char> form) => name.Type == type && form.SequenceEqual(FormOf(name));

    private int Root(int name)
    {
        var names = CollectionsMarshal.AsSpan(_names);
        while (names[name].Parent != name)
            name = names[name].Parent = names[names[name].Parent].Parent;
        return name;
    }

    // Two sets that are known as different things never grow together.
    private void Join(int one, int other)
    {
        var (a, b) = (Root(one), Root(other));
        if (a == b || (At(a).SetCanonical is { } x && At(b).SetCanonical is { } y && x != y))
            return;
        At(b).Parent = a;
        At(a).SetCanonical ??= At(b).SetCanonical;
    }

    /// <summary>The mentions of one type and normal form.</summary>
    private struct Name
    {
        public string Type;
        public string? Canonical;

        /// <summary>Where the form is written down.</summary>
        public Range Form;

        /// <summary>Where the form of the family name of a transliterated name is; none for others.</summary>
        public Range? Latter;

        // The chain of mentions; no first one where another name has taken them.
        public int First;
        public int Last;

        // The next name of the same type and form, linked otherwise.
        public int NextAlike;

        // The set: the name that stands for it, and there what it is known as.
        public int Parent;
        public string? SetCanonical;
    }

    /// <summary>A chain of the names with one character.</summary>
    private struct Holders
    {
        public int First;
        public int Last;
        public int Count;
    }
}
