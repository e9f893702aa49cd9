namespace MedAiNlp;

/// <summary>What the grammar knows of a unit or classifier beyond its spelling.</summary>
[Flags]
internal enum UnitTraits
{
    None = 0,

    /// <summary>Counts abstract things as often as concrete ones: with a small Chinese numeral (两个, 三项) the noun decides.</summary>
    Abstract = 1,

    /// <summary>Marks a name or rank, not an amount (5号, 三级, 2型): the number is no figure.</summary>
    Label = 2,

    /// <summary>A unit only before one of <see cref="Unit.Nouns"/> (3起|事故, 两把|椅子): elsewhere the character is another word.</summary>
    NeedsNoun = 4,

    /// <summary>Labels with Chinese numerals (三期, 二代), counts with Arabic ones.</summary>
    ChineseLabel = 8,

    /// <summary>A score only where nothing goes on after it (98分, but not 3分别).</summary>
    Score = 16,
}

/// <summary>One row of the unit table.</summary>
/// <param name="Word">The Simplified spelling.</param>
/// <param name="Canonical">The notation used for <see cref="Figure.CanonicalUnit"/>.</param>
/// <param name="Kind">The kind of figure it makes.</param>
internal sealed record Unit(string Word, string Canonical, FigureKind Kind)
{
    public UnitTraits Traits { get; init; }

    /// <summary>The size in the base of its dimension (seconds, metres, fen), for 8分34秒; 0 where units of the kind do not mix.</summary>
    public decimal Factor { get; init; }

    /// <summary>Characters that, right after it, make it the beginning of another word: 家 before 庭, 元 before 素.</summary>
    public string NotBefore { get; init; } = "";

    /// <summary>Words one of which has to follow, for <see cref="UnitTraits.NeedsNoun"/>.</summary>
    public WordTable<bool>? Nouns { get; init; }

    /// <summary>A factor the number is multiplied with: 0.01 for percent, 0.1 for 成.</summary>
    public decimal Share { get; init; } = 1;

    public bool Is(UnitTraits trait) => (Traits & trait) != 0;

    public bool IsLatin => Word[0] < 0x3000 && Word[0] is not ('%' or '‰' or '°' or '℃' or '℉');
}
