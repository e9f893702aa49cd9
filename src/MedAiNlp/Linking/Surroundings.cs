namespace MedAiNlp;

/// <summary>The text around a mention, folded, near to far: its sentence, its paragraph, the article.</summary>
internal sealed class Surroundings
{
    private readonly string _text;

    /// <param name="text">The article.</param>
    /// <param name="entities">Its named things. Places inside names of hospitals and companies are hidden: 北京协和医院 does not say where the text is.</param>
    public Surroundings(string text, IEnumerable<Entity> entities)
    {
        var folded = new char[text.Length];
        CharacterFolding.Default.Fold(text, folded);
        foreach (var entity in entities)
        {
            if (entity.Type is EntityTypes.Hospital or EntityTypes.Company or EntityTypes.Person)
                folded.AsSpan(entity.Start, entity.Length).Clear();
        }
        _text = new string(folded);
    }

    /// <summary>Sentence, paragraph and article.</summary>
    public Scopes Of(TextSpan mention) => new(NearToFar(mention), _text);

    private IEnumerable<string> NearToFar(TextSpan mention)
    {
        yield return Between(mention, static c => c is '。' or '！' or '？' or '!' or '?' or '；' or ';' or '\n' or '\r');
        yield return Between(mention, static c => c is '\n' or '\r');
        yield return _text;
    }

    private string Between(TextSpan mention, Func<char, bool> ends)
    {
        var start = mention.Start;
        while (start > 0 && !ends(_text[start - 1]))
            start--;
        var end = mention.End;
        while (end < _text.Length && !ends(_text[end]))
            end++;
        return _text[start..end];
    }
}
