namespace MedAiNlp;

// Chinese numerals: 一百二十三 壹佰 二〇二〇 十几 数十 百余 七十多 三五 零点五 千万.
internal static partial class NumberReader
{
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

    private static bool IsFormal(char c) => c is '壹' or '贰' or '叁' or '肆' or '伍' or '陆' or '柒' or '捌' or '玖' or '拾' or '佰' or '仟';

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
