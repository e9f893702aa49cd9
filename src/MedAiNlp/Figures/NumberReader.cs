namespace MedAiNlp;

/// <summary>
/// Reads one number in any notation: 1,234.5 １２３ 一百二十三 壹佰 二〇二〇 3.8千万 1万2千 十几 数十 百余 七十多 三五 零点五 千万.
/// </summary>
internal static class NumberReader
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

    private static bool IsFormal(char c) => c is '壹' or '贰' or '叁' or '肆' or '伍' or '陆' or '柒' or '捌' or '玖' or '拾' or '佰' or '仟';

    private static decimal Multiplier(char c) => c switch
    {
        '十' or '拾' => 10,
        '百' or '佰' => 100,
        '千' or '仟' => 1000,
        '万' => 10_000,
        '亿' => 100_000_000,
        _ => 0,
    };

    private static void ReadArabic(ref FoldedText text, ref Number n)
    {
        n.HasArabic = true;
        int at = n.Start;
        decimal value = ReadDigits(ref text, ref at, ref n, out int digits);
        n.LeadingZero = text[n.Start] == '0' && digits > 1;
        if (digits <= 3)
        {
            at = ReadGroups(ref text, at, ref value, ref n);
        }

        if (text[at] == '.' && FigureCharacters.IsDigit(text[at + 1]))
        {
            at++;
            n.IsDecimal = true;
            long fraction = 0;
            byte places = 0;
            for (char c; FigureCharacters.IsDigit(c = text[at]); at++)
            {
                if (places < MaxDigits)
                {
                    fraction = fraction * 10 + (c - '0');
                    places++;
                }
            }

            value += new decimal((int)fraction, (int)(fraction >> 32), 0, false, places);

            while (text[at] == '.' && FigureCharacters.IsDigit(text[at + 1]))
            {
                n.IsMalformed = true;
                for (at++; FigureCharacters.IsDigit(text[at]); at++)
                {
                }
            }
        }

        n.Value = n.Coefficient = value;
        n.End = at;
        n.IsMalformed |= n.ArabicDigits > MaxDigits;
        if (!n.IsMalformed)
        {
            ReadMultipliers(ref text, ref n);
        }
    }

    private static decimal ReadDigits(ref FoldedText text, ref int at, ref Number n, out int digits)
    {
        long value = 0;
        digits = 0;
        for (char c; FigureCharacters.IsDigit(c = text[at]); at++)
        {
            if (++digits <= MaxDigits)
            {
                value = value * 10 + (c - '0');
            }
        }

        n.ArabicDigits += digits;
        return value;
    }

    // 12,345 and １２，３４５. A full-width comma between ASCII digits separates clauses, unless the groups go on.
    private static int ReadGroups(ref FoldedText text, int at, ref decimal value, ref Number n)
    {
        int groups = 0;
        int end = at;
        decimal grouped = value;
        while (text[end] == ',' && IsGroup(ref text, end + 1))
        {
            for (int i = end + 1; i <= end + 3; i++)
            {
                grouped = groups < 5 ? grouped * 10 + (text[i] - '0') : grouped;
            }

            groups++;
            end += 4;
        }

        if (groups == 0 || (groups == 1 && text.Raw[at] == '，' && text.Raw[at - 1] < 0x100))
        {
            return at;
        }

        value = grouped;
        n.IsGrouped = true;
        n.ArabicDigits += 3 * groups;
        return end;
    }

    private static bool IsGroup(ref FoldedText text, int at) =>
        FigureCharacters.IsDigit(text[at]) && FigureCharacters.IsDigit(text[at + 1]) && FigureCharacters.IsDigit(text[at + 2]) && !FigureCharacters.IsDigit(text[at + 3]);

    // What follows Arabic digits: 3.8千万, 2000多万, 1万2千, 3亿5000万, 300+.
    private static void ReadMultipliers(ref FoldedText text, ref Number n)
    {
        decimal total = 0;
        decimal pending = n.Value;
        decimal lastBig = 0;
        while (true)
        {
            int at = text.SkipSpaces(n.End);
            FigureQualifier hedge = InnerHedge(ref text, at, out int hedgeLength);
            if (hedgeLength > 0 && n.Hedge != FigureQualifier.Exact)
            {
                break;
            }

            decimal scale = 1;
            int end = at + hedgeLength;
            while (Multiplier(text[end]) is > 10 and var m && !IsUnitPrefix(ref text, end))
            {
                // 千 and 百 may stand before 万 and 亿 (3.8千万), not after.
                if (scale > 1 && (m < 10_000 || scale > 1_000_000))
                {
                    break;
                }

                scale *= m;
                end++;
            }

            if (scale == 1)
            {
                if (hedgeLength > 0)
                {
                    n.Hedge = hedge;
                    n.End = at + hedgeLength;
                }

                break;
            }

            if (lastBig > 0 && scale >= lastBig)
            {
                break;
            }

            if (hedgeLength > 0)
            {
                n.Hedge = hedge;
            }

            n.Coefficient = pending;
            n.Scale = scale;
            n.HasMultiplier = true;
            total += Saturate(pending, scale);
            lastBig = scale;
            n.End = end;
            n.Value = total;

            // 3亿5000万: more digits go on only when a smaller multiplier follows them.
            if (n.Hedge != FigureQualifier.Exact || !FigureCharacters.IsDigit(text[n.End]) || !TryReadTail(ref text, n.End, lastBig, out pending, out int tailEnd))
            {
                FigureQualifier last = InnerHedge(ref text, text.SkipSpaces(n.End), out int lastLength);
                if (lastLength > 0 && n.Hedge == FigureQualifier.Exact)
                {
                    n.Hedge = last;
                    n.End = text.SkipSpaces(n.End) + lastLength;
                }

                return;
            }

            n.End = tailEnd;
        }
    }

    private static bool TryReadTail(ref FoldedText text, int at, decimal below, out decimal value, out int end)
    {
        var scratch = new Number();
        end = at;
        value = ReadDigits(ref text, ref end, ref scratch, out int digits);
        int next = end;
        FigureQualifier _ = InnerHedge(ref text, next, out int hedge);
        return digits <= 4 && Multiplier(text[next + hedge]) is > 10 and var m && m < below && !IsUnitPrefix(ref text, next + hedge);
    }

    private static decimal Saturate(decimal a, decimal b) => a > 1_000_000_000_000_000m ? a : a * b;

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

    private static void ReadChinese(ref FoldedText text, ref Number n)
    {
        var sum = new ChineseSum();
        int at = n.Start;
        bool done = false;
        if (text[at] is '廿' or '卅')
        {
            sum.Digit(text[at] == '廿' ? 2 : 3);
            sum.Small(10);
            at++;
        }

        while (!done)
        {
            char c = text[at];
            if (c is '几' or '数')
            {
                bool leads = Multiplier(text[at + 1]) > 0;
                if (at == n.Start && leads)
                {
                    sum.Digit(1);
                    done = false;
                }
                else if (c == '几' && sum.LastMultiplier == 10 && !sum.HasDigit)
                {
                    done = Multiplier(text[at + 1]) < 10_000;
                }
                else
                {
                    break;
                }

                n.Hedge = FigureQualifier.AtLeast;
                at++;
            }
            else if (ChineseDigit(c) >= 0)
            {
                done = sum.HasDigit || !ReadChineseDigits(ref text, ref at, ref n, ref sum);
            }
            else if (Multiplier(c) is > 0 and < 10_000 and var small)
            {
                bool isWord = IsUnitPrefix(ref text, at) || (c == '十' && at == n.Start && text[at + 1] == '分' && text[at + 2] is not ('钟' or '之'));
                if (isWord || (sum.LastSmall > 0 && small >= sum.LastSmall) || (!sum.HasDigit && sum.LastMultiplier > 0 && small > 10))
                {
                    break;
                }

                n.IsBare |= !sum.HasDigit && sum.LastMultiplier == 0 && small > 10;
                sum.Small(small);
                at++;
                ReadHedge(ref text, ref at, ref n, ref done);
            }
            else if (Multiplier(c) is >= 10_000 and var big && !IsUnitPrefix(ref text, at) && sum.CanTake(big))
            {
                n.IsBare |= sum.LastMultiplier == 0 && !sum.HasDigit;
                n.Coefficient = sum.Section;
                n.Scale = big;
                n.HasMultiplier = true;
                sum.Big(big);
                at++;
                ReadHedge(ref text, ref at, ref n, ref done);
            }
            else
            {
                break;
            }
        }

        sum.Finish();
        n.End = at;
        n.Value = n.IsDigitRun ? n.Value : sum.Low;
        n.Upper = sum.High;
        n.IsPair = !n.IsDigitRun && sum.High != sum.Low;
        n.Coefficient = n.HasMultiplier ? n.Coefficient : n.Value;
        if (n.IsPair && n.Hedge == FigureQualifier.Exact)
        {
            n.Hedge = FigureQualifier.Approximate;
        }

        // 陆家嘴, 收拾, 伍先生: one formal numeral alone is a word or a name.
        int formal = 0;
        for (int i = n.Start; i < at && formal < 2; i++)
        {
            formal += IsFormal(text[i]) ? 1 : 0;
        }

        n.IsMalformed |= formal == 1 && !(n.HasMultiplier && at - n.Start > 1);
    }

    // One digit, two neighbours (三五, 七八), a decimal (三点五), or a row of digits (二〇二〇), which ends the number.
    private static bool ReadChineseDigits(ref FoldedText text, ref int at, ref Number n, ref ChineseSum sum)
    {
        int run = 1;
        while (ChineseDigit(text[at + run]) >= 0)
        {
            run++;
        }

        bool zero = ChineseDigit(text[at]) == 0 && sum.LastMultiplier > 0;
        int from = zero ? at + 1 : at;
        int count = zero ? run - 1 : run;
        int first = ChineseDigit(text[from]);
        int second = count > 1 ? ChineseDigit(text[from + 1]) : -1;
        at += run;
        if (count == 1)
        {
            sum.Digit(first, afterZero: zero);
            if (sum.LastMultiplier == 0 && text[at] == '点' && ReadDecimals(ref text, ref at, out decimal decimals))
            {
                sum.Digit(first + decimals);
                n.IsDecimal = true;
                return Multiplier(text[at]) >= 10_000;
            }

            return true;
        }

        if (count == 2 && IsAdjacent(first, second))
        {
            sum.Digits(first, second);
            return true;
        }

        if (sum.LastMultiplier > 0 || count == 0)
        {
            n.IsMalformed = count > 0;
            at = count == 0 ? at - run : at;
            return false;
        }

        n.IsDigitRun = true;
        for (int i = 0; i < Math.Min(run, MaxDigits); i++)
        {
            n.Value = n.Value * 10 + ChineseDigit(text[from + i]);
        }

        return false;
    }

    private static void ReadHedge(ref FoldedText text, ref int at, ref Number n, ref bool done)
    {
        if (n.Hedge == FigureQualifier.AtLeast)
        {
            return;
        }

        FigureQualifier hedge = InnerHedge(ref text, at, out int length);
        if (length == 0 && text[at] == '来' && text[at + 1] is '个' or '家' or '名' or '位' or '人' or '天' or '年' or '岁' or '次' or '台' or '万' or '亿' or '种' or '张' or '例' or '分' or '公' or '米' or '斤' or '吨' or '块' or '元' or '套' or '件' or '本' or '条' or '项')
        {
            hedge = FigureQualifier.Approximate;
            length = 1;
        }

        if (length > 0)
        {
            n.Hedge = hedge;
            at += length;
            done = Multiplier(text[at]) < 10_000;
        }
    }

    // 两三, 七八, 三五, and 三两 for two or three.
    private static bool IsAdjacent(int a, int b) => a > 0 && (b == a + 1 || (a == 3 && b == 5) || (a == 3 && b == 2)) && b < 10;

    // After 点: digits one by one (三点一四), unless it is a clock time (三点五十分, 三点一刻, 八点三分).
    private static bool ReadDecimals(ref FoldedText text, ref int at, out decimal decimals)
    {
        int end = at + 1;
        decimal unit = 1;
        decimals = 0;
        for (; ChineseDigit(text[end]) >= 0; end++)
        {
            if (end - at <= MaxDigits)
            {
                unit /= 10;
                decimals += unit * ChineseDigit(text[end]);
            }
        }

        if (end == at + 1 || text[end] is '十' or '刻' or '分')
        {
            return false;
        }

        at = end;
        return true;
    }

    /// <summary>
    /// The running value of a Chinese numeral, kept twice: for 三五百 the one reads 三百 and the other 五百.
    /// A section is what stands below the next 万 or 亿.
    /// </summary>
    private ref struct ChineseSum
    {
        private decimal _lowDigit;
        private decimal _highDigit;
        private decimal _lowSection;
        private decimal _highSection;
        private bool _afterZero;

        public decimal Low { get; private set; }

        public decimal High { get; private set; }

        public bool HasDigit { get; private set; }

        public decimal LastMultiplier { get; private set; }

        public decimal LastSmall { get; private set; }

        private decimal LastBig { get; set; }

        public readonly decimal Section => _lowSection + _lowDigit;

        public void Digit(decimal value, bool afterZero = false)
        {
            Digits(value, value);
            _afterZero = afterZero;
        }

        public void Digits(decimal low, decimal high)
        {
            _lowDigit = low;
            _highDigit = high;
            HasDigit = true;
        }

        public void Small(decimal multiplier)
        {
            _lowSection += (HasDigit ? _lowDigit : 1) * multiplier;
            _highSection += (HasDigit ? _highDigit : 1) * multiplier;
            LastSmall = LastMultiplier = multiplier;
            ClearDigit();
        }

        /// <summary>Whether 万 or 亿 may stand here: after something, or first of all; and not 万万.</summary>
        public readonly bool CanTake(decimal big) => Section > 0 ? LastBig == 0 || big != LastBig : LastMultiplier == 0 || (LastMultiplier == LastBig && big > LastBig);

        public void Big(decimal multiplier)
        {
            decimal low = _lowSection + _lowDigit;
            decimal high = _highSection + _highDigit;
            if (low == 0 && Low == 0)
            {
                low = high = 1;
            }

            if (LastBig > 0 && multiplier > LastBig)
            {
                Low = Saturate(Low + low, multiplier);
                High = Saturate(High + high, multiplier);
            }
            else
            {
                Low += Saturate(low, multiplier);
                High += Saturate(high, multiplier);
            }

            _lowSection = _highSection = 0;
            LastSmall = 0;
            LastBig = LastMultiplier = multiplier;
            ClearDigit();
        }

        /// <summary>Adds what is left: 一万二 is 12000 and 三千八 is 3800, but 一万零二 is 10002 and 十五 is 15.</summary>
        public void Finish()
        {
            decimal scale = LastMultiplier >= 100 && !_afterZero ? LastMultiplier / 10 : 1;
            Low += _lowSection + _lowDigit * scale;
            High += _highSection + _highDigit * scale;
        }

        private void ClearDigit()
        {
            _lowDigit = _highDigit = 0;
            HasDigit = _afterZero = false;
        }
    }
}
