using System.Text;

namespace MedAiNlp.Tests.Figures;

/// <summary>Writes integers in Chinese, independently of the reader under test.</summary>
internal static class ChineseNumerals
{
    public static string Write(int value)
    {
        string text = WriteAll(value);
        return text.StartsWith("一十", StringComparison.Ordinal) ? text[1..] : text;
    }

    public static string WriteFormal(int value)
    {
        const string plain = "一二三四五六七八九十百千";
        const string formal = "壹贰叁肆伍陆柒捌玖拾佰仟";
        return string.Concat(WriteAll(value).Select(c => plain.IndexOf(c, StringComparison.Ordinal) is >= 0 and var i ? formal[i] : c));
    }

    private static string WriteAll(int value)
    {
        var text = new StringBuilder();
        int yi = value / 100_000_000;
        int wan = value / 10_000 % 10_000;
        int rest = value % 10_000;
        if (yi > 0)
        {
            text.Append(Section(yi)).Append('亿');
        }

        if (wan > 0)
        {
            text.Append(yi > 0 && wan < 1000 ? "零" : "").Append(Section(wan)).Append('万');
        }

        if (rest > 0)
        {
            text.Append(value >= 10_000 && (rest < 1000 || wan == 0) ? "零" : "").Append(Section(rest));
        }

        return text.ToString();
    }

    private static string Section(int value)
    {
        const string digits = "零一二三四五六七八九";
        var text = new StringBuilder();
        bool gap = false;
        foreach ((int scale, string sign) in new[] { (1000, "千"), (100, "百"), (10, "十"), (1, "") })
        {
            int digit = value / scale % 10;
            if (digit == 0)
            {
                gap = text.Length > 0;
                continue;
            }

            text.Append(gap ? "零" : "").Append(digits[digit]).Append(sign);
            gap = false;
        }

        return text.ToString();
    }
}
