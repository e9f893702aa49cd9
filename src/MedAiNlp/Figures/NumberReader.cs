namespace MedAiNlp;

/// <summary>
/// Reads one number in any notation: 1,234.5 １２３ 一百二十三 壹佰 二〇二〇 3.8千万 1万2千 十几 数十 百余 七十多 三五 零点五 千万.
/// </summary>
internal static partial class NumberReader
{
    // More digits than a decimal holds exactly are an identifier, not an amount.
    private const int MaxDigits = 18;

    public static bool TryRead(ref FoldedText text, int at, out Number number)
    {
        number = new Number { Start = at, End = at, Scale = 1 };
        char c = text[at];
        if (FigureCharacters.IsDigit(c))
        {
            ReadArabic(ref text, ref number);
        }
        else if (ChineseDigit(c) >= 0 || Multiplier(c) > 0 || c is '几' or '数' or '廿' or '卅')
        {
            ReadChinese(ref text, ref number);
        }

        return number.End > at;
    }

    /// <summary>The value of a Chinese digit, plain or formal; -1 for anything else.</summary>
    public static int ChineseDigit(char c) => c switch
    {
        '零' or '〇' => 0,
        '一' or '壹' => 1,
        '二' or '两' or '贰' => 2,
        '三' or '叁' => 3,
        '四' or '肆' => 4,
        '五' or '伍' => 5,
        '六' or '陆' => 6,
        '七' or '柒' => 7,
        '八' or '捌' => 8,
        '九' or '玖' => 9,
        _ => -1,
    };

    private static decimal Multiplier(char c) => c switch
    {
        '十' or '拾' => 10,
        '百' or '佰' => 100,
        '千' or '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => 0,
    };

    // 5千米, 3千克 and 5百分点 hold a unit, not a multiplier; 2百分之 does not occur.
    private static bool IsUnitPrefix(ref FoldedText text, int at) => text[at] switch
    {
        '千' => text[at + 1] is '米' or '克' or '瓦' or '卡' or '伏' or '帕' or '赫' or '兆' or '焦',
        '百' => text[at + 1] == '分' && text[at + 2] is '点' or '之',
        '万' => text[at + 1] is '科' or '达' or '象' or '维',
        _ => false,
    };

    private static FigureQualifier InnerHedge(ref FoldedText text, int at, out int length)
    {
        length = 1;
        switch (text[at])
        {
            case '多' when text[at + 1] is not ('普' or '媒' or '发') && !(text[at + 1] == '元' && text[at + 2] is '化' or '文' or '的' or '主' or '共'):
                return FigureQualifier.AtLeast;
            case '余' when text[at + 1] is not ('杭' or '姚' or '额' or '热' or '生'):
                return FigureQualifier.AtLeast;
            case '+' when !FigureCharacters.IsDigit(text[at + 1]) && !FigureCharacters.IsLatin(text[at + 1]):
                return FigureQualifier.AtLeast;
            default:
                length = 0;
                return FigureQualifier.Exact;
        }
    }

    private static decimal Saturate(decimal a, decimal b) => a > 1_000_000_000_000_000m ? a : a * b;
}
