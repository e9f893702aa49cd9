namespace MedAiNlp;

// Times of day: 下午3点, 8时30分, 10:38, 0-24时 after a day.
internal static partial class DateReader
{
    private static readonly WordTable<bool> s_ratioBefore = WordTable.Of("比 比例 比分 比为 按 以 比值 比例为 比约 约 近 占比 约为");
    private static readonly WordTable<bool> s_ratioAfter = WordTable.Of("的比 的比例 比例 稀释 配比 配 兑 的配 的水 大胜 获胜 战胜 击败 的浓度 的消毒");

    private static int ReadDayPartAndClock(ref FoldedText text, int at, ref DateValue value, ref Moment m)
    {
        int end = at;
        int next = text[at] == 'T' && FigureCharacters.IsDigit(text[at + 1]) ? at + 1 : text.SkipSpaces(at);
        int part = s_partsOfDay.LengthAt(ref text, next, out bool later);
        char after = text[next + part];
        bool isWord = text[next] == '早' ? after is '期' or '已' or '在' or '就' or '前' or '餐' or '诊' or '产' or '些' or '于' : after is '期' or '年' or '会' or '餐' or '报' or '些' or '于' or '宴' or '班' or '市' or '景' or '练' or '婚';
        if (part == 1 && isWord)
        {
            part = 0;
        }

        if (part > 0)
        {
            m.IsLater = later;
            end = next + part;
            next = text.SkipSpaces(end);
        }

        int clock = ReadClock(ref text, next, ref value, ref m, certain: true);
        return clock > 0 ? clock : end;
    }

    private static int ReadDayPartAndClockOfRange(ref FoldedText text, int at)
    {
        int part = s_partsOfDay.LengthAt(ref text, at, out _);
        return part > 1 ? at + part : at;
    }

    // H点, H点半, H时M分S秒, H:MM:SS, and 0-24时 after a day.
    private static int ReadClock(ref FoldedText text, int at, ref DateValue value, ref Moment m, bool certain)
    {
        int end = ReadSmall(ref text, at, out int hour, out int digits, out bool chinese);
        if (end < 0 || hour > 24 || digits > 2)
        {
            return -1;
        }

        if (text[end] == ':' && !chinese)
        {
            return ReadColonClock(ref text, at, end, hour, ref m);
        }

        int sign = text.SkipSpaces(end);
        char c = text[sign];
        if (certain && c is '-' or '~' or '至' or '到' && ReadSmall(ref text, SkipRangeSign(ref text, sign), out int hour2, out _, out _) is > 0 and var end2 && hour2 is <= 24 && hour2 > hour)
        {
            int sign2 = text.SkipSpaces(end2);
            if (text[sign2] is '时' or '点')
            {
                (m.Hour, value.To.Hour, value.IsRange) = (hour, hour2, true);
                value.To.IsLater = m.IsLater;
                return sign2 + 1;
            }
        }

        if (c is not ('时' or '点'))
        {
            return -1;
        }

        int after = sign + 1;
        int next = text.SkipSpaces(after);
        int minuteEnd = ReadSmall(ref text, next, out int minute, out int minuteDigits, out bool chineseMinute);
        int minuteSign = minuteEnd > 0 ? text.SkipSpaces(minuteEnd) : 0;
        if (minuteEnd > 0 && minute < 60 && minuteDigits <= 2 && text[minuteSign] == '分' && text[minuteSign + 1] is not ('钟' or '之'))
        {
            (m.Hour, m.Minute) = (hour, minute);
            int secondEnd = ReadSmall(ref text, text.SkipSpaces(minuteSign + 1), out int second, out int secondDigits, out _);
            if (secondEnd > 0 && second < 60 && secondDigits <= 2 && text[text.SkipSpaces(secondEnd)] == '秒')
            {
                m.Second = second;
                return text.SkipSpaces(secondEnd) + 1;
            }

            return minuteSign + 1;
        }

        if (c == '点' && text[after] == '半' && text[after + 1] is not ('年' or '天' or '个'))
        {
            (m.Hour, m.Minute) = (hour, 30);
            return after + 1;
        }

        if (c == '点' && text.Has(after, "一刻"))
        {
            (m.Hour, m.Minute) = (hour, 15);
            return after + 2;
        }

        if (c == '点' && text.Has(after, "三刻"))
        {
            (m.Hour, m.Minute) = (hour, 45);
            return after + 2;
        }

        if (c == '点' && minuteEnd > 0 && next == after && minute < 60 && minuteDigits == 2 && !chineseMinute && (certain || hour > 0) && !FigureCharacters.IsLatin(text[minuteEnd]) && text[minuteEnd] is not ('%' or '万' or '亿' or '.'))
        {
            (m.Hour, m.Minute) = (hour, minute);
            return minuteEnd;
        }

        if (!certain && !IsLoneHour(ref text, at, after, false, c == '时', chinese))
        {
            return -1;
        }

        if (c == '时' && text[after] is '代' or '间' or '候' or '期' or '刻' or '尚' or '常' or '段' or '长')
        {
            return -1;
        }

        m.Hour = hour;
        return c == '点' && text[after] is '钟' or '整' ? after + 1 : after;
    }

    private static int ReadColonClock(ref FoldedText text, int at, int end, int hour, ref Moment m)
    {
        if (hour > 24 || end - at > 2 || !FigureCharacters.IsDigit(text[end + 1]) || !FigureCharacters.IsDigit(text[end + 2]) || FigureCharacters.IsDigit(text[end + 3]) || text[end + 1] > '5' || text[at - 1] == ':')
        {
            return -1;
        }

        if (text[end + 3] == '.' && FigureCharacters.IsDigit(text[end + 4]))
        {
            return -1;
        }

        if (s_ratioBefore.LengthBefore(ref text, text.SkipSpacesBack(at), out _) > 0 || s_ratioAfter.LengthAt(ref text, text.SkipSpaces(end + 3), out _) > 0)
        {
            return -1;
        }

        m.Hour = hour;
        m.Minute = (text[end + 1] - '0') * 10 + text[end + 2] - '0';
        end += 3;
        if (text[end] == ':' && FigureCharacters.IsDigit(text[end + 1]) && text[end + 1] <= '5' && FigureCharacters.IsDigit(text[end + 2]) && !FigureCharacters.IsDigit(text[end + 3]))
        {
            m.Second = (text[end + 1] - '0') * 10 + text[end + 2] - '0';
            end += 3;
        }

        return FigureCharacters.IsLatin(text[end]) && !text.Has(end, "Z") && !text.Has(end, "AM") && !text.Has(end, "PM") && !text.Has(end, "am") && !text.Has(end, "pm") ? -1 : end;
    }
}
