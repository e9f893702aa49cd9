namespace MedAiNlp;

/// <summary>A number as read from the text, before anything is known of its unit.</summary>
internal struct Number
{
    public int Start;
    public int End;
    public decimal Value;

    /// <summary>The second value of 三五 (3 and 5), 七八十 (70 and 80) or 十七八 (17 and 18).</summary>
    public decimal Upper;
    public bool IsPair;

    /// <summary>What the number says of itself: 多, 余, 几 and + are at least, 来 is approximate.</summary>
    public FigureQualifier Hedge;

    public bool HasArabic;

    /// <summary>Holds 万, 亿 or 兆, or a 百 or 千 after Arabic digits: an amount even without a unit.</summary>
    public bool HasMultiplier;

    /// <summary>Begins with 百, 千, 万 or 亿: a number only in the right company (近百家, but not 百姓).</summary>
    public bool IsBare;
    public bool IsDecimal;
    public bool IsGrouped;

    /// <summary>Chinese digits in a row (二〇二〇, 七一六): a year, a decimal part or an identifier, never an amount.</summary>
    public bool IsDigitRun;

    /// <summary>Looked like a number and is none (1.0.3, a lone 几): to be passed over.</summary>
    public bool IsMalformed;
    public bool LeadingZero;
    public int ArabicDigits;

    /// <summary>What stood before the last multiplier (10 in 10万), to share the multiplier with the other end of a range.</summary>
    public decimal Coefficient;
    public decimal Scale;

    /// <summary>Whether the number is written as one Chinese digit or 十.</summary>
    public readonly bool IsOneCharacter => !HasArabic && End - Start == 1;
}
