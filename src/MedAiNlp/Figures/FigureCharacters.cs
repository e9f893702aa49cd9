using System.Buffers;

namespace MedAiNlp;

/// <summary>The folding and the character classes of the figure grammar.</summary>
internal static class FigureCharacters
{
    private static readonly char[] s_fold = CreateTable();

    /// <summary>Every character, unfolded, that a number can begin with.</summary>
    public static SearchValues<char> NumberStarts { get; } = SearchValues.Create(
        "0123456789０１２３４５６７８９零〇一二三四五六七八九十百千万亿两兩萬億廿卅壹贰貳叁參叄肆伍陆陸柒捌玖拾佰仟半几幾数數翻½¼¾");

    public static char Fold(char c) => s_fold[c];

    public static bool IsLatin(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z';

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>Punctuation and line breaks that end a clause, and the text's own ends.</summary>
    public static bool EndsClause(char c) => c is '\0' or '\n' or '\r' or '。' or ',' or ';' or '!' or '?' or ':' or '、' or '…' or '|' or '\t';

    private static char[] CreateTable()
    {
        var traditional = CharacterFolding.For(FoldKinds.Traditional);
        var table = new char[char.MaxValue + 1];
        for (int c = 0; c < table.Length; c++)
        {
            table[c] = c is >= 0xFF01 and <= 0xFF5E ? (char)(c - 0xFEE0) : traditional.Fold((char)c);
        }

        foreach (char space in "\u00a0\u2002\u2003\u2009\u202f\u3000")
        {
            table[space] = ' ';
        }

        foreach (char dash in "‐‑‒–—―−")
        {
            table[dash] = '-';
        }

        table['〜'] = table['∼'] = table['∽'] = '~';
        table['﹪'] = '%';
        table['µ'] = 'μ';
        table['○'] = '〇';
        table['✕'] = table['╳'] = '×';
        table['￥'] = '¥';

        // As money and as a numeral these two stand for more than their Simplified form. Formal numerals stay formal: 陆家嘴 is not 六家嘴.
        table['圓'] = '元';
        table['參'] = '叁';
        return table;
    }
}
