using System.Buffers;

namespace MedAiNlp;

/// <summary>
/// The text around a mention, folded, near to far: its sentence, its paragraph, the article as far as it is near. Folded when it is
/// first asked for: most articles name nothing whose place matters. A reusable buffer; one thread at a time.
/// </summary>
internal sealed class Surroundings
{
    /// <summary>What is further away than this many characters, in a digest or a casebook, is about something else.</summary>
    private const int Reach = 2000;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。！？!?；;\n\r");
    private static readonly SearchValues<char> ParagraphEnds = SearchValues.Create("\n\r");

    private string _text = "";
    private IReadOnlyList<Entity>? _entities;
    private char[] _buffer = [];
    private bool _isFolded;

    /// <summary>Begins with a text.</summary>
    /// <param name="text">The article, or what is known of the text around one name.</param>
    /// <param name="entities">
    /// The article's named things; <see langword="null"/> where the text is around one name and everything in it is equally near.
    /// Places inside names of hospitals and companies are hidden: 北京协和医院 does not say where the text is.
    /// </param>
    public void Open(string text, IReadOnlyList<Entity>? entities)
    {
        (_text, _entities, _isFolded) = (text, entities, false);
        if (_buffer.Length < text.Length)
            _buffer = new char[text.Length];
    }

    /// <summary>Lets go of the text.</summary>
    public void Close() => (_text, _entities) = ("", null);

    /// <summary>Sentence, paragraph and article; valid until the next text.</summary>
    public Scopes Of(TextSpan mention)
    {
        if (!_isFolded)
            Fold();
        ReadOnlySpan<char> folded = _buffer.AsSpan(0, _text.Length);
        if (_entities is null)
            return new Scopes([], [], folded);
        var whole = TextSpan.FromBounds(Math.Max(0, mention.Start - Reach), Math.Min(_text.Length, mention.End + Reach));
        return new Scopes(Between(folded, whole, mention, SentenceEnds), Between(folded, whole, mention, ParagraphEnds), folded.Slice(whole.Start, whole.Length));
    }

    private void Fold()
    {
        CharacterFolding.Default.Fold(_text, _buffer);
        for (var i = 0; i < (_entities?.Count ?? 0); i++)
        {
            if (_entities![i] is { Type: EntityTypes.Hospital or EntityTypes.Company or EntityTypes.Person } entity)
                _buffer.AsSpan(entity.Start, entity.Length).Clear();
        }
        _isFolded = true;
    }

    private static ReadOnlySpan<char> Between(ReadOnlySpan<char> text, TextSpan whole, TextSpan mention, SearchValues<char> ends)
    {
        var start = whole.Start + text[whole.Start..mention.Start].LastIndexOfAny(ends) + 1;
        var after = text[mention.End..whole.End].IndexOfAny(ends);
        return text[start..(after < 0 ? whole.End : mention.End + after)];
    }
}
