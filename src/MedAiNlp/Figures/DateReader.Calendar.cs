namespace MedAiNlp;

// Years, months and days: 2024年, 2020年1-3月, 2月18、19日, 2024-10-11.
internal static partial class DateReader
{
    private static int ReadYear(ref FoldedText text, int at, int unit, int v, int digits, bool chinese, bool roc, ref DateValue value, ref Moment m)
    {
        int end = unit + 1;
        if (text[end] == '代')
        {
            if (v % 10 != 0 || digits is not (2 or 4) || chinese && v > 100)
            {
                return -1;
            }

            m.Year = v;
            m.IsVague = true;
            return end + 1;
        }

        if (roc || (digits == 3 && !chinese && v is >= 90 and < 140 && IsMonthAt(ref text, end)))
        {
            v += 1911;
        }
        else if (digits == 2 && !chinese && (v < 10 || IsMonthAt(ref text, end)))
        {
            v += v < 50 ? 2000 : 1900;
        }
        else if (digits != 4 || !IsYear(v))
        {
            return -1;
        }

        m.Year = v;
        int next = text.SkipSpaces(end);
        if (IsMonthAt(ref text, next))
        {
            int monthEnd = ReadSmall(ref text, next, out int month, out int monthDigits, out _);
            // 2020年1-3月 and 2020年1月.
            int sign = text.SkipSpaces(monthEnd);
            if (text[sign] != '月')
            {
                int end2 = ReadSmall(ref text, SkipRangeSign(ref text, sign), out int month2, out _, out _);
                (m.Month, value.To.Month, value.To.Year, value.IsRange) = (month, month2, v, true);
                int last = text.SkipSpaces(end2) + 1;
                return text[last] == '份' ? last + 1 : last;
            }

            return ReadMonth(ref text, next, sign, month, monthDigits, true, false, ref value, ref m);
        }

        string? season = text[end] switch
        {
            '底' => "底",
            '末' => "末",
            '初' when text[end + 1] is not ('中' or '级' or '步' or '一' or '二' or '三') => "初",
            '上' when text.Has(end, "上半年") => "上半年",
            '下' when text.Has(end, "下半年") => "下半年",
            '春' when text[end + 1] is '天' or '季' => "春天",
            '夏' when text[end + 1] is '天' or '季' => "夏天",
            '秋' when text[end + 1] is '天' or '季' => "秋天",
            '冬' when text[end + 1] is '天' or '季' => "冬天",
            '度' when text[end + 1] is not ('假' or '过') => "度",
            _ => null,
        };
        if (season is not null)
        {
            m.IsVague = season != "度";
            return end + season.Length;
        }

        int quarter = text[next] == '第' ? next + 1 : next;
        int quarterEnd = ReadSmall(ref text, quarter, out int q, out _, out _);
        if (quarterEnd > 0 && q is >= 1 and <= 4 && text.Has(quarterEnd, "季度"))
        {
            m.IsVague = true;
            return quarterEnd + 2;
        }

        return end;
    }

    private static bool IsMonthAt(ref FoldedText text, int at)
    {
        at = text.SkipSpaces(at);
        int end = ReadSmall(ref text, at, out int month, out int digits, out _);
        if (end < 0 || month is < 1 or > 12 || digits > 2)
        {
            return false;
        }

        int sign = text.SkipSpaces(end);
        if (text[sign] is '-' or '~' or '至' or '到')
        {
            int end2 = ReadSmall(ref text, SkipRangeSign(ref text, sign), out int month2, out _, out _);
            return end2 > 0 && month2 is >= 1 and <= 12 && text[sign = text.SkipSpaces(end2)] == '月' && IsMonthSign(ref text, sign);
        }

        return text[sign] == '月' && IsMonthSign(ref text, sign);
    }

    private static bool IsMonthSign(ref FoldedText text, int at) => text[at + 1] is not ('龄' or '饼' or '嫂' or '子' or '球' or '经' or '亮' or '租' or '薪' or '活' or '均' or '供' or '度' or '费');

    private static int ReadMonth(ref FoldedText text, int at, int unit, int v, int digits, bool hasPrefix, bool inRange, ref DateValue value, ref Moment m)
    {
        if (v is < 1 or > 12 || digits > 2 || text[at] == '两' || !IsMonthSign(ref text, unit) || (!hasPrefix && !inRange && IsLengthBefore(ref text, at)) || (inRange && value.From.Grain < 2))
        {
            return -1;
        }

        m.Month = v;
        int end = unit + 1;
        if (text[end] == '初' && ReadSmall(ref text, end + 1, out _, out _, out bool lunar) is > 0 and var lunarEnd && lunar)
        {
            m.IsVague = true;
            return lunarEnd;
        }

        int next = text.SkipSpaces(end);
        int dayEnd = ReadSmall(ref text, next, out int day, out int dayDigits, out bool chineseDay);
        if (dayEnd > 0 && day is >= 1 and <= 31 && dayDigits <= 2)
        {
            int sign = text.SkipSpaces(dayEnd);
            if (text[sign] is '日' or '号')
            {
                m.Day = day;
                return ReadDayPartAndClock(ref text, sign + 1, ref value, ref m);
            }

            // 2月1-3日, 2月18、19日.
            if (text[sign] is '-' or '~' or '至' or '到' or '、' && !inRange)
            {
                int second = text[sign] == '、' ? text.SkipSpaces(sign + 1) : SkipRangeSign(ref text, sign);
                int secondEnd = ReadSmall(ref text, second, out int day2, out int digits2, out _);
                int sign2 = secondEnd > 0 ? text.SkipSpaces(secondEnd) : 0;
                if (secondEnd > 0 && day2 > day && day2 <= 31 && digits2 <= 2 && text[sign2] is '日' or '号')
                {
                    m.Day = day;
                    (value.To.Day, value.IsRange) = (day2, true);
                    return ReadDayPartAndClockOfRange(ref text, sign2 + 1);
                }
            }

            if (chineseDay && m.IsVague && day <= 30 && text[dayEnd] is not ('个' or '月'))
            {
                return dayEnd;
            }
        }

        switch (text[end])
        {
            case '份':
                return end + 1;
            case '底' or '末':
            case '初' when text[end + 1] is not ('中' or '级' or '步'):
                m.IsVague = true;
                return end + 1;
            case '上' or '中' or '下' when text[end + 1] == '旬':
                m.IsVague = true;
                return end + 2;
            default:
                return end;
        }
    }

    private static int ReadSeparated(ref FoldedText text, int at, int year, ref Moment m)
    {
        char separator = text[at];
        if (separator is not ('-' or '/' or '.'))
        {
            return -1;
        }

        int monthEnd = ReadSmall(ref text, at + 1, out int month, out int monthDigits, out bool chinese);
        if (monthEnd < 0 || chinese || month is < 1 or > 12 || monthDigits > 2)
        {
            return -1;
        }

        if (text[monthEnd] is '-' or '/' or '.' && ReadSmall(ref text, monthEnd + 1, out int day, out int dayDigits, out chinese) is > 0 and var end && !chinese && day is >= 1 and <= 31 && dayDigits <= 2
            && !(text[end] is '-' or '/' or '.' && FigureCharacters.IsDigit(text[end + 1])) && !FigureCharacters.IsDigit(text[end]))
        {
            (m.Year, m.Month, m.Day) = (year, month, day);
            return end;
        }

        bool alone = separator != '/' && monthDigits == 2 && !(text[monthEnd] is '-' or '/' or '.' && FigureCharacters.IsDigit(text[monthEnd + 1]))
            && !FigureCharacters.IsLatin(text[monthEnd]) && text[monthEnd] is not ('年' or '%' or '赛' or '学') && separator == '-' && text[monthEnd] is '\0' or '\n' or '\r' or ' ' or ')' or ',' or '。' or '~';
        if (alone)
        {
            (m.Year, m.Month) = (year, month);
            return monthEnd;
        }

        return -1;
    }

    private static bool IsYear(int v) => v is >= 1500 and <= 2199;
}
