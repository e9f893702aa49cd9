using System.Buffers;

namespace MedAiNlp;

/// <summary>The text around a mention, folded, near to far: its sentence, its paragraph, the article as far as it is near.</summary>
internal sealed class Surroundings
{
    /// <summary>What is further away than this many characters, in a digest or a casebook, is about something else.</summary>
    private const int Reach = 2000;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。！？!?；;\n\r");
    private static readonly SearchValues<char> ParagraphEnds = SearchValues.Create("\n\r");

    private readonly char[] _text;

    /// <param name="text">The article.</param>
    /// <param name="entities">Its named things. Places inside names of hospitals and companies are hidden: 北京协和医院 does not say where the text is.</param>
    public Surroundings(string text, IEnumerable<Entity> entities)
    {
        _text = new char[text.Length];
        CharacterFolding.Default.Fold(text, _text);
        foreach (var entity in entities)
        {
            if (entity.Type is EntityTypes.Hospital or EntityTypes.Company or EntityTypes.Person)
                _text.AsSpan(entity.Start, entity.Length).Clear();
        }
    }

    /// <summary>Sentence, paragraph and article.</summary>
    public Scopes Of(TextSpan mention)
    {
        var whole = TextSpan.FromBounds(Math.Max(0, mention.Start - Reach), Math.Min(_text.Length, mention.End + Reach));
        return new Scopes([Between(whole, mention, SentenceEnds), Between(whole, mention, ParagraphEnds), _text.AsMemory(whole.Start, whole.Length)]);
    }

    private ReadOnlyMemory<char> Between(TextSpan whole, TextSpan mention, SearchValues<char> ends)
    {
        var start = whole.Start + _text.AsSpan(whole.Start, mention.Start - whole.Start).LastIndexOfAny(ends) + 1;
        var after = _text.AsSpan(mention.End, whole.End - mention.End).IndexOfAny(ends);
        return _text.AsMemory(start..(after < 0 ? whole.End : mention.End + after));
    }
}
