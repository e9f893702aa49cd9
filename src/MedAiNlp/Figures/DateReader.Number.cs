namespace MedAiNlp;

// The numbers that dates are made of.
internal static partial class DateReader
{
    // An integer of one to four Arabic digits, a Chinese one below 100, or a year digit by digit; the end, or -1.
    private static int ReadSmall(ref FoldedText text, int at, out int value, out int digits, out bool chinese)
    {
        value = digits = 0;
        chinese = false;
        int end = at;
        if (FigureCharacters.IsDigit(text[at]))
        {
            for (; FigureCharacters.IsDigit(text[end]); end++)
            {
                if (++digits > 4)
                {
                    return -1;
                }

                value = value * 10 + text[end] - '0';
            }

            return end;
        }

        chinese = true;
        while (end - at < 5 && (NumberReader.ChineseDigit(text[end]) >= 0 || text[end] is '十' or '廿'))
        {
            end++;
        }

        switch (end - at)
        {
            case 1 when text[at] == '十':
                value = 10;
                digits = 2;
                return end;
            case 1 when text[at] != '廿':
                value = NumberReader.ChineseDigit(text[at]);
                digits = 1;
                return end;
            case 2 when text[at] == '十' && text[at + 1] != '十':
                value = 10 + NumberReader.ChineseDigit(text[at + 1]);
                digits = 2;
                return end;
            case 2 when text[at] == '廿' && NumberReader.ChineseDigit(text[at + 1]) > 0:
                value = 20 + NumberReader.ChineseDigit(text[at + 1]);
                digits = 2;
                return end;
            case 2 when text[at + 1] == '十' && NumberReader.ChineseDigit(text[at]) > 0:
                value = NumberReader.ChineseDigit(text[at]) * 10;
                digits = 2;
                return end;
            case 3 when text[at + 1] == '十' && NumberReader.ChineseDigit(text[at]) > 0 && NumberReader.ChineseDigit(text[at + 2]) > 0:
                value = NumberReader.ChineseDigit(text[at]) * 10 + NumberReader.ChineseDigit(text[at + 2]);
                digits = 2;
                return end;
            case 4:
                for (int i = at; i < end; i++)
                {
                    int d = NumberReader.ChineseDigit(text[i]);
                    if (d < 0)
                    {
                        return -1;
                    }

                    value = value * 10 + d;
                }

                digits = 4;
                return end;
            default:
                return -1;
        }
    }
}
