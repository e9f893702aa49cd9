namespace MedAiNlp;

/// <summary>Reads calendar dates and clock times, alone or as a range: 2024-10-11, 2020年2月, 1月27日至2月20日, 民国113年, 上午8点30分, 10:38, 大年初一.</summary>
internal static partial class DateReader
{
    private static readonly WordTable<bool> s_partsOfDay = new(
    [
        ("凌晨", false), ("清晨", false), ("早晨", false), ("早上", false), ("清早", false), ("上午", false), ("中午", true), ("正午", true), ("午间", true), ("午后", true), ("下午", true),
        ("傍晚", true), ("晚上", true), ("晚间", true), ("夜间", true), ("夜里", true), ("深夜", true), ("半夜", false), ("午夜", false), ("当晚", true), ("今晚", true), ("昨晚", true), ("明晚", true), ("早", false), ("晚", true), ("夜", true), ("晨", false),
    ]);

    private static readonly WordTable<bool> s_years = WordTable.Of("明年 今年 去年 前年 后年 次年 翌年 同年 当年 本年 来年 年");
    private static readonly WordTable<bool> s_months = WordTable.Of("本月 上月 下月 当月 次月 同月 上个月 下个月 这个月");
    private static readonly WordTable<bool> s_days = WordTable.Of("当天 当日 今天 今日 昨天 昨日 明天 明日 前天 后天 次日 翌日 同日");
    private static readonly WordTable<bool> s_lunar = WordTable.Of("大年初 大年 正月初 正月 腊月 冬月 年初");
    private static readonly WordTable<bool> s_calendars = WordTable.Of("农历 阴历 夏历");
    private static readonly WordTable<bool> s_centuries = WordTable.Of("上世纪 上个世纪 本世纪 20世纪 19世纪 二十世纪 十九世纪");

    public static bool TryRead(ref FoldedText text, int at, int floor, out TextSpan span, out DateValue value)
    {
        value = new DateValue();
        span = default;
        char before = text[at - 1];
        bool listed = before == '.' && FigureCharacters.IsDigit(text[at - 2]) && FigureCharacters.EndsClause(text[at - 3]);
        if (before == '第' || FigureCharacters.IsLatin(before) || before is '_' or '#' or '@' || (!listed && (before is '.' or '-' or '/' or ':' or '+') && IsAlphanumeric(text[at - 2])))
        {
            return TryReadLunar(ref text, at, floor, out span, ref value);
        }

        if (TryReadLunar(ref text, at, floor, out span, ref value))
        {
            return true;
        }

        int start = at;
        int prefix = ReadPrefix(ref text, at, floor, ref value.From, out bool yearPrefix, out bool monthPrefix, out bool dayPrefix, out bool roc);
        int end = ReadMoment(ref text, at, roc, prefix < at, inRange: false, ref value);
        if (end < 0 || (listed && value.From.Month < 0))
        {
            return false;
        }

        bool fits = value.From.Year >= 0 ? roc || value.From.IsVague
            : value.From.Month >= 0 ? yearPrefix || value.From.IsVague
            : value.From.Day >= 0 ? monthPrefix
            : dayPrefix;
        if (prefix < at && fits)
        {
            start = prefix;
        }
        else if (prefix < at)
        {
            value.From.IsVague = false;
            value.From.IsLater &= value.From.Grain != 4;
        }

        if (text[end - 1] == '代' && s_centuries.LengthBefore(ref text, start, out _) is > 0 and var century && start - century >= floor)
        {
            start -= century;
        }

        if (!value.IsRange)
        {
            end = ReadRange(ref text, end, ref value);
        }

        span = TextSpan.FromBounds(start, end);
        return true;
    }

    private static bool IsAlphanumeric(char c) => FigureCharacters.IsDigit(c) || FigureCharacters.IsLatin(c);

    // 大年初一, 正月十五, 腊月二十三.
    private static bool TryReadLunar(ref FoldedText text, int at, int floor, out TextSpan span, ref DateValue value)
    {
        span = default;
        int length = s_lunar.LengthBefore(ref text, at, out _);
        if (length < 2 || at - length < floor || text.HasBefore(at, "年初") && length == 2)
        {
            return false;
        }

        int end = ReadSmall(ref text, at, out int day, out _, out bool chinese);
        if (end < 0 || !chinese || day is < 1 or > 30 || text[end] is '月' or '个')
        {
            return false;
        }

        int start = at - length;
        int calendar = s_calendars.LengthBefore(ref text, start, out _);
        value.From.IsVague = true;
        span = TextSpan.FromBounds(start - calendar >= floor ? start - calendar : start, end);
        return true;
    }

    private static int ReadPrefix(ref FoldedText text, int at, int floor, ref Moment moment, out bool year, out bool month, out bool day, out bool roc)
    {
        year = month = day = roc = false;
        int end = text.SkipSpacesBack(at);
        int length;
        if (text.HasBefore(end, "民国") && end - 2 >= floor)
        {
            roc = true;
            return end - 2;
        }

        if ((length = s_calendars.LengthBefore(ref text, end, out _)) > 0 && end - length >= floor)
        {
            year = moment.IsVague = true;
            return end - length;
        }

        if ((length = s_years.LengthBefore(ref text, end, out _)) > 1 && end - length >= floor)
        {
            year = moment.IsVague = true;
            return end - length;
        }

        if ((length = s_months.LengthBefore(ref text, end, out _)) > 0 && end - length >= floor)
        {
            month = moment.IsVague = true;
            return end - length;
        }

        int start = at;
        if ((length = s_partsOfDay.LengthBefore(ref text, end, out bool later)) > 0 && end - length >= floor && !(length == 1 && text[end - 1] == '早' && text[end - 2] is '最' or '尽' or '提' or '较' or '更'))
        {
            moment.IsLater = later;
            day = true;
            start = end - length;
            end = text.SkipSpacesBack(start);
        }

        if ((length = s_days.LengthBefore(ref text, end, out _)) > 0 && end - length >= floor)
        {
            moment.IsVague = day = true;
            start = end - length;
        }

        return start;
    }

    /// <summary>Reads 年 月 日 and the clock, from the coarsest that is there to the finest; the end, or -1 if there is no moment.</summary>
    private static int ReadMoment(ref FoldedText text, int at, bool roc, bool hasPrefix, bool inRange, ref DateValue value)
    {
        ref Moment m = ref value.From;
        if (inRange)
        {
            m = ref value.To;
        }

        int end = ReadSmall(ref text, at, out int v, out int digits, out bool chinese);
        if (end < 0)
        {
            return -1;
        }

        if (!chinese && digits == 4 && IsYear(v))
        {
            int separated = ReadSeparated(ref text, end, v, ref m);
            if (separated > 0)
            {
                return ReadDayPartAndClock(ref text, separated, ref value, ref m);
            }
        }

        if (!chinese && text[end] == ':')
        {
            return ReadColonClock(ref text, at, end, v, ref m);
        }

        int unit = text.SkipSpaces(end);
        char c = text[unit];
        if (!chinese && digits == 4 && IsYear(v) && (text.Has(unit, "上半年") || text.Has(unit, "下半年") || text.Has(unit, "年度")))
        {
            m.Year = v;
            m.IsVague = c != '年';
            return c == '年' ? unit + 2 : unit + 3;
        }

        if (!inRange && (c is '-' or '~' or '至' or '到') && ReadSmall(ref text, SkipRangeSign(ref text, unit), out int v2, out int digits2, out _) is > 0 and var end2)
        {
            // 1-3月, 15至19日, 2018-2020年, 0-24时: the unit stands only at the end.
            int unit2 = text.SkipSpaces(end2);
            if (!chinese && digits == 4 && digits2 == 4 && IsYear(v) && IsYear(v2) && v < v2 && text[unit2] is not ('年' or '-' or '/' or '.') && !IsAlphanumeric(text[end2]) && !UnitReader.TryRead(ref text, end2, out _))
            {
                (m.Year, value.To.Year, value.IsRange) = (v, v2, true);
                return end2;
            }

            switch (text[unit2])
            {
                case '年' when digits == 4 && digits2 == 4 && IsYear(v) && IsYear(v2) && v < v2:
                    (m.Year, value.To.Year, value.IsRange) = (v, v2, true);
                    return unit2 + 1;
                case '月' when v is >= 1 and <= 12 && v2 is >= 1 and <= 12 && IsMonthSign(ref text, unit2):
                    (m.Month, value.To.Month, value.IsRange) = (v, v2, true);
                    return text[unit2 + 1] == '份' ? unit2 + 2 : unit2 + 1;
                case '日' when v is >= 1 and <= 31 && v2 <= 31 && v < v2 && IsLoneDay(ref text, at, unit2 + 1):
                    (m.Day, value.To.Day, value.IsRange) = (v, v2, true);
                    return ReadDayPartAndClockOfRange(ref text, unit2 + 1);
                case '时' or '点' when v <= 24 && v2 <= 24 && v < v2 && (text[unit2] == '时' || IsLoneHour(ref text, at, unit2 + 1, hasPrefix)):
                    (m.Hour, value.To.Hour, value.IsRange) = (v, v2, true);
                    value.To.IsLater = m.IsLater;
                    return unit2 + 1;
                default:
                    return -1;
            }
        }

        if (c == '年')
        {
            return ReadYear(ref text, at, unit, v, digits, chinese, roc, ref value, ref m);
        }

        if (c == '月')
        {
            return ReadMonth(ref text, at, unit, v, digits, hasPrefix, inRange, ref value, ref m);
        }

        if (c is '日' or '号')
        {
            bool named = inRange || hasPrefix || (c == '日' ? (!chinese || v > 10) && IsLoneDay(ref text, at, unit + 1) : IsLoneNumberedDay(ref text, at, unit + 1));
            if (v is < 1 or > 31 || digits > 2 || !named || (inRange && value.From.Grain < 3))
            {
                return -1;
            }

            m.Day = v;
            return ReadDayPartAndClock(ref text, unit + 1, ref value, ref m);
        }

        if (c is '时' or '点')
        {
            return ReadClock(ref text, at, ref value, ref m, hasPrefix || inRange);
        }

        return -1;
    }

    // A second moment of the same grain after 至 or a dash.
    private static int ReadRange(ref FoldedText text, int end, ref DateValue value)
    {
        int sign = text.SkipSpaces(end);
        if (text[sign] is not ('-' or '~' or '至' or '到'))
        {
            return end;
        }

        int at = SkipRangeSign(ref text, sign);
        int part = s_partsOfDay.LengthAt(ref text, at, out bool later);
        int next = at;
        var scratch = value;
        scratch.To = new Moment();
        if (part > 0)
        {
            next = text.SkipSpaces(at + part);
            scratch.To.IsLater = later;
        }
        else if (text.Has(at, "次日") || text.Has(at, "翌日") || text.Has(at, "次年") || text.Has(at, "明年") || text.Has(at, "今年"))
        {
            scratch.To.IsVague = true;
            next = at + 2;
            int partAfter = s_partsOfDay.LengthAt(ref text, next, out later);
            next += partAfter;
            scratch.To.IsLater = later;
        }
        else
        {
            scratch.To.IsLater = value.From.IsLater && value.From.HasClock;
        }

        int rangeEnd = ReadMoment(ref text, next, false, part > 0, inRange: true, ref scratch);
        if (rangeEnd < 0 || scratch.IsRange || Math.Abs(scratch.To.Grain - value.From.Grain) > (value.From.IsVague ? 2 : 0))
        {
            return end;
        }

        if (!scratch.To.HasClock)
        {
            scratch.To.IsLater = false;
        }

        value = scratch;
        value.IsRange = true;
        return rangeEnd;
    }

    private static int SkipRangeSign(ref FoldedText text, int at)
    {
        int end = at + 1;
        if (text[at] is '-' && text[end] == '-')
        {
            end++;
        }

        return text.SkipSpaces(end);
    }
}
