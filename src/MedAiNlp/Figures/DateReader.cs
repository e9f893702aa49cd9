namespace MedAiNlp;

/// <summary>Reads calendar dates and clock times, alone or as a range: 2024-10-11, 2020年2月, 1月27日至2月20日, 民国113年, 上午8点30分, 10:38, 大年初一.</summary>
internal static class DateReader
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

    // Before a lone day or month these words make it a length of time: 近3日, 连续5日.
    private static readonly WordTable<bool> s_lengthsBefore = WordTable.Of("近 约 过去 最近 连续 为期 每 满 逾 超 超过 至少 不足 不到 历时 长达 前 后 这 那 仅 短短 将近 需 需要 有 共 多 达 第 了 延长 缩短 提前 休息 住院 观察 隔离");
    private static readonly WordTable<bool> s_lengthsAfter = WordTable.Of("内 之内 以内 以上 以下 左右 游 龄 均 后内 时间 期限");

    // Before a lone hour these words show that a time of day is meant.
    private static readonly WordTable<bool> s_hoursBefore = WordTable.Of("于 至 到 自 从 截至 截止 在 每天 每日 是 早 晚 天 日 为 ( ,");
    private static readonly WordTable<bool> s_hoursAfter = WordTable.Of("许 起 至 开始 准时 整 左右 前 后 到 半 钟 多 的 、 , 。 ) ; 结束 下班 上班 开门 起床");
    private static readonly WordTable<bool> s_afterNumberedDay = WordTable.Of("上午 下午 晚上 晚间 凌晨 中午 早上 援引 报道 宣布 表示 电 消息");
    private static readonly WordTable<bool> s_centuries = WordTable.Of("上世纪 上个世纪 本世纪 20世纪 19世纪 二十世纪 十九世纪");
    private static readonly WordTable<bool> s_ratioBefore = WordTable.Of("比 比例 比分 比为 按 以 比值 比例为 比约 约 近 占比 约为");
    private static readonly WordTable<bool> s_ratioAfter = WordTable.Of("的比 的比例 比例 稀释 配比 配 兑 的配 的水 大胜 获胜 战胜 击败 的浓度 的消毒");

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

    private static int ReadDayPartAndClock(ref FoldedText text, int at, ref DateValue value, ref Moment m)
    {
        int end = at;
        int next = text[at] == 'T' && FigureCharacters.IsDigit(text[at + 1]) ? at + 1 : text.SkipSpaces(at);
        int part = s_partsOfDay.LengthAt(ref text, next, out bool later);
        if (part == 1 && !FigureCharacters.IsDigit(text[text.SkipSpaces(next + 1)]) && !FigureCharacters.EndsClause(text[next + 1]) && NumberReader.ChineseDigit(text[next + 1]) < 0 && text[next + 1] != '十')
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

    private static bool IsYear(int v) => v is >= 1500 and <= 2199;

    private static bool IsLengthBefore(ref FoldedText text, int at) => s_lengthsBefore.LengthBefore(ref text, text.SkipSpacesBack(at), out _) > 0;

    private static bool IsLoneDay(ref FoldedText text, int at, int after) =>
        !IsLengthBefore(ref text, at) && s_lengthsAfter.LengthAt(ref text, after, out _) == 0 && text[after] is not ('本' or '常' or '均' or '子' or '元' or '语' or '历' or '益' or '后');

    // 14号援引…的话, 21号，…; but 2号线, 8号楼, 3号病人.
    private static bool IsLoneNumberedDay(ref FoldedText text, int at, int after) =>
        s_afterNumberedDay.LengthAt(ref text, after, out _) > 0 || (FigureCharacters.EndsClause(text[at - 1]) && text[after] == ',')
        || text[text.SkipSpacesBack(at) - 1] is '从' or '自' or '至' or '到' or '月' && text[after] is not ('楼' or '线' or '院' or '店' or '门' or '病' or '文' or '床' or '令' or '车' or '机' or '舱' or '馆' or '厅' or '站' or '井' or '公' or '提' or '决' or '仓' or '通');

    private static bool IsLoneHour(ref FoldedText text, int at, int after, bool hasPrefix, bool isShi = false, bool chinese = false)
    {
        int before = text.SkipSpacesBack(at);
        bool opened = hasPrefix || s_hoursBefore.LengthBefore(ref text, before, out _) > 0 || (!chinese && FigureCharacters.EndsClause(text[before - 1]));
        bool closed = s_hoursAfter.LengthAt(ref text, after, out _) > 0 || FigureCharacters.EndsClause(text[after]);
        return isShi ? text[after] == '许' || (text[before - 1] is '于' or '至' or '到' or '自' or '从' or '日' or '天' or '晨' or '午' && text[after] is not ('间' or '长' or '代')) : opened && closed;
    }

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
