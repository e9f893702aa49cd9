namespace MedAiNlp;

// Arabic digits and the multipliers behind them: 1,234.5 １２３ 3.8千万 1万2千.
internal static partial class NumberReader
{
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

            // 1万零187, 1万5千零7.
            if (n.Hedge == FigureQualifier.Exact && text[n.End] == '零' && FigureCharacters.IsDigit(text[n.End + 1]))
            {
                int rest = n.End + 1;
                decimal last = ReadDigits(ref text, ref rest, ref n, out _);
                if (last < lastBig && Multiplier(text[rest]) == 0 && text[rest] != '.')
                {
                    n.Value += last;
                    n.End = rest;
                    return;
                }
            }

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
}
