namespace MedAiNlp;

/// <summary>What the topic model needs to know of a folded character, by one look-up.</summary>
[Flags]
internal enum CharacterKinds : byte
{
    /// <summary>None of the below.</summary>
    None = 0,

    /// <summary>Ends a sentence or a line: no n-gram runs over it.</summary>
    Break = 1,

    /// <summary>A punctuation mark that may not follow another.</summary>
    Stop = 2,

    /// <summary>An exclamation mark, star, arrow or bar.</summary>
    Mark = 4,

    /// <summary>A Chinese character.</summary>
    Han = 8,

    /// <summary>Parts the phrases of a title.</summary>
    Separator = 16,

    /// <summary>Begins one of <see cref="LurePhrases"/>.</summary>
    Lure = 32,

    /// <summary>A quotation mark, bracket, ornament or space: the characters beside it are read one after the other.</summary>
    Silent = 64,
}

/// <summary>The kinds of every UTF-16 code unit.</summary>
internal static class CharacterTable
{
    private static readonly CharacterKinds[] Kinds = Build();

    /// <summary>The kinds of a folded character.</summary>
    public static CharacterKinds Of(char c) => Kinds[c];

    /// <summary>Whether a folded character is of a kind.</summary>
    public static bool Is(char c, CharacterKinds kind) => (Kinds[c] & kind) != 0;

    private static CharacterKinds[] Build()
    {
        var kinds = new CharacterKinds[char.MaxValue + 1];
        Mark("\n。!?;", CharacterKinds.Break);
        Mark(",。、;:!?", CharacterKinds.Stop);
        Mark("!★☆●◆■→>|▲▼※[]~^_=←↓↑✦✨⬇", CharacterKinds.Mark);
        Mark("-|_/·,、!? ", CharacterKinds.Separator);
        Mark(LurePhrases.FirstCharacters, CharacterKinds.Lure);
        Mark(" \"'()[]<>《》·★☆●◆■▲▼※_", CharacterKinds.Silent);
        for (int c = '\u3400'; c <= '\u9FFF'; c++)
            kinds[c] |= CharacterKinds.Han;
        return kinds;

        void Mark(string characters, CharacterKinds kind)
        {
            foreach (char c in characters)
                kinds[c] |= kind;
        }
    }
}
