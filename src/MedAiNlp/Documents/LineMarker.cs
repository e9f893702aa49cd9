namespace MedAiNlp;

/// <summary>The kind of number that a line starts with.</summary>
internal enum MarkerKind
{
    None,

    /// <summary>案例 3：, 病例二, 典型案例 1</summary>
    Case,

    /// <summary>第三章, 第2节, 第一部分</summary>
    Chapter,

    /// <summary>三、</summary>
    Chinese,

    /// <summary>（三）</summary>
    ChineseInBrackets,

    /// <summary>3. 3、 3．</summary>
    Number,

    /// <summary>3.2 3.2.1</summary>
    NestedNumber,

    /// <summary>（3） 3） ③</summary>
    NumberInBrackets,

    /// <summary>- • ● ◆ ★</summary>
    Bullet,
}

/// <summary>The number or bullet at the start of a line.</summary>
/// <param name="Kind">Its kind; <see cref="MarkerKind.None"/> where the line has none.</param>
/// <param name="Number">Its value, 0 where it has none.</param>
/// <param name="Length">Characters up to the words that follow.</param>
/// <param name="LabelLength">Characters of the label itself, such as <c>案例 3</c>, without what separates it from the words.</param>
internal readonly record struct LineMarker(MarkerKind Kind, int Number, int Length, int LabelLength)
{
    private const string ChineseDigits = "零一二三四五六七八九";
    private static readonly string[] CaseWords = ["典型案例", "应用案例", "优秀案例", "案例", "病例", "个案", "实例", "例"];

    public static LineMarker Of(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty)
            return default;
        foreach (string word in CaseWords)
        {
            if (line.StartsWith(word) && Numeral(line[word.Length..].TrimStart(' ')) is { Value: > 0 } numeral)
            {
                int label = word.Length + (line.Length - word.Length - line[word.Length..].TrimStart(' ').Length) + numeral.Length;
                int separator = Separator(line[label..], allowNone: false);
                if (separator > 0 || label == line.Length)
                    return new LineMarker(MarkerKind.Case, numeral.Value, label + separator, label);
            }
        }

        if (line[0] == '第' && Numeral(line[1..].TrimStart(' ')) is { Value: > 0 } ordinal)
        {
            int at = 1 + (line.Length - 1 - line[1..].TrimStart(' ').Length) + ordinal.Length;
            while (at < line.Length && line[at] == ' ')
                at++;
            int unit = at < line.Length && line[at] is '章' or '节' or '節' or '篇' or '讲' or '講' or '编' or '編' or '卷' ? 1 : line[at..].StartsWith("部分") ? 2 : 0;
            if (unit > 0)
                return new LineMarker(MarkerKind.Chapter, ordinal.Value, at + unit + Separator(line[(at + unit)..], allowNone: true), at + unit);
        }

        if (line[0] is '（' or '(')
        {
            int close = line.IndexOfAny('）', ')');
            if (close > 1 && Numeral(line[1..close].Trim(' ')) is { Value: > 0 } inside && inside.Length == line[1..close].Trim(' ').Length)
            {
                MarkerKind kind = char.IsAsciiDigit(line[1..close].Trim(' ')[0]) || line[1] is >= '０' and <= '９' ? MarkerKind.NumberInBrackets : MarkerKind.ChineseInBrackets;
                return inside.Value > 200 ? default : new LineMarker(kind, inside.Value, close + 1 + Separator(line[(close + 1)..], allowNone: true), close + 1);
            }
        }

        if (line[0] is >= '①' and <= '⑳')
            return new LineMarker(MarkerKind.NumberInBrackets, line[0] - '①' + 1, 1 + Separator(line[1..], allowNone: true), 1);

        if (line[0] is '-' or '•' or '●' or '◆' or '■' or '★' or '▲' or '○' or '◇' or '□' or '·' or '*' or '–' or '＊' or '\uF0B7' or '\uF06C')
        {
            int space = line[1..].Length - line[1..].TrimStart(" \t　").Length;
            if (space > 0 || line[0] is not ('-' or '*' or '–' or '·'))
                return new LineMarker(MarkerKind.Bullet, 0, 1 + space, 1);
            return default;
        }

        if (Numeral(line) is { Value: > 0 } number && number.Length < line.Length)
        {
            ReadOnlySpan<char> rest = line[number.Length..];
            bool arabic = char.IsAsciiDigit(line[0]) || line[0] is >= '０' and <= '９';
            if (!arabic && rest[0] is '、' or '．' or '.' or '，' && !(rest[0] == '，'))
                return new LineMarker(MarkerKind.Chinese, number.Value, number.Length + 1 + Blank(rest[1..]), number.Length);
            if (arabic && number.Value <= 999)
            {
                if (rest[0] is '）' or ')')
                    return new LineMarker(MarkerKind.NumberInBrackets, number.Value, number.Length + 1 + Blank(rest[1..]), number.Length);
                if (rest[0] == '、' || rest[0] is '.' or '．' && (rest.Length == 1 || !char.IsAsciiDigit(rest[1])))
                    return new LineMarker(MarkerKind.Number, number.Value, number.Length + 1 + Blank(rest[1..]), number.Length);
                if (rest[0] == '.' && rest.Length > 1)
                {
                    int at = number.Length;
                    while (at + 1 < line.Length && line[at] == '.' && char.IsAsciiDigit(line[at + 1]))
                    {
                        at++;
                        while (at < line.Length && char.IsAsciiDigit(line[at]))
                            at++;
                    }

                    // 3.2 亿元 is a quantity; a section number is short and followed by a space and a word, or stands before a title.
                    if (at < line.Length && line[at] is ' ' or '　' or '\t' && at + 1 < line.Length && !char.IsAsciiDigit(line[at + 1]) && at <= 6)
                        return new LineMarker(MarkerKind.NestedNumber, number.Value, at + Blank(line[at..]), at);
                }
            }
        }

        return default;
    }

    private static int Separator(ReadOnlySpan<char> rest, bool allowNone)
    {
        int blank = Blank(rest);
        if (blank < rest.Length && rest[blank] is '：' or ':' or '、' or '.' or '．' or '|' or '丨' or '｜' or '—' or '-')
            return blank + 1 + Blank(rest[(blank + 1)..]);
        return blank > 0 || allowNone ? blank : 0;
    }

    private static int Blank(ReadOnlySpan<char> text) => text.Length - text.TrimStart(" \t　").Length;

    // Arabic (half or full width) or Chinese up to 999.
    private static (int Value, int Length)? Numeral(ReadOnlySpan<char> text)
    {
        int length = 0, value = 0;
        while (length < text.Length && length < 4 && (char.IsAsciiDigit(text[length]) || text[length] is >= '０' and <= '９'))
        {
            value = value * 10 + (char.IsAsciiDigit(text[length]) ? text[length] - '0' : text[length] - '０');
            length++;
        }

        if (length > 0)
            return (value, length);
        int digit = 0;
        while (length < text.Length && length < 6)
        {
            char c = text[length] == '〇' ? '零' : text[length];
            int d = ChineseDigits.IndexOf(c);
            if (d >= 0)
                digit = d;
            else if (c is '十' or '百')
            {
                value += Math.Max(digit, 1) * (c == '十' ? 10 : 100);
                digit = 0;
            }
            else
                break;
            length++;
        }

        return length == 0 ? null : (value + digit, length);
    }
}
