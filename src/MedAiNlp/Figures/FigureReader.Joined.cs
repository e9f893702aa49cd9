namespace MedAiNlp;

// Numbers that belong together: ranges, fractions, products, ratios, paired readings.
internal ref partial struct FigureReader
{
    private static readonly WordTable<bool> s_ratioWordsBefore = WordTable.Of("比 比例 比分 比为 按 以 比值 比例为 比约 约 近 占比 约为 比约为 达到 仅为 高达 达");
    private static readonly WordTable<bool> s_ratioWordsAfter = WordTable.Of("的比 比例 稀释 配比 配 兑 的配 的水 大胜 获胜 战胜 击败 的浓度 的消毒");

    // 百分之九十, 千分之三, 万分之一, 百分之五至百分之十.
    private bool TryReadPerHundred(int at, out FigureToken token)
    {
        token = default;
        decimal whole = _text[at] == '百' ? 100 : _text[at] == '千' ? 1000 : 10_000;
        FigureKind kind = whole == 10_000 ? FigureKind.Ratio : FigureKind.Percent;
        string canonical = whole == 100 ? "%" : whole == 1000 ? "‰" : "";
        var unit = new TextSpan(at, 3);
        int start = at + 3;
        _resume = start;
        if (_text[start] == '百')
        {
            token = Make(at, start + 1, new Number { Start = at, End = start + 1 }, kind, canonical, unit, (double)(100 / whole));
            return true;
        }

        if (!NumberReader.TryRead(ref _text, start, out Number number) || number.IsMalformed || number.IsBare)
        {
            return false;
        }

        int sign = RangeSign(number.End);
        int second = sign > 0 && _text.Has(sign + 1, "分之") ? sign + 3 : sign;
        if (sign > 0 && NumberReader.TryRead(ref _text, second, out Number upper) && !upper.IsMalformed && (second > sign || !UnitReader.TryRead(ref _text, upper.End, out _)))
        {
            token = Make(at, upper.End, number, kind, canonical, unit, (double)(number.Value / whole), (double)(upper.Value / whole));
            return true;
        }

        token = number.IsPair
            ? Make(at, number.End, number, kind, canonical, unit, (double)(number.Value / whole), (double)(number.Upper / whole))
            : Make(at, number.End, number, kind, canonical, unit, (double)(number.Value / whole));
        return true;
    }

    // 三分之一, 4分之3; 2/3; 130/80mmHg.
    private bool TryReadFraction(in Number number, out FigureToken token)
    {
        token = default;
        int at = _text.SkipSpaces(number.End);
        if (_text.Has(at, "分之") && number.Value > 0 && NumberReader.TryRead(ref _text, at + 2, out Number numerator) && !numerator.IsMalformed)
        {
            token = Make(number.Start, numerator.End, numerator, FigureKind.Ratio, "", default, (double)numerator.Value / (double)number.Value);
            return true;
        }

        if (number.HasArabic && UnitReader.TryRead(ref _text, number.End, out UnitMatch upper) && upper.Canonical is "mmHg" or "kPa" && _text[upper.End] == '/' && NumberReader.TryRead(ref _text, upper.End + 1, out Number lower)
            && UnitReader.TryRead(ref _text, lower.End, out UnitMatch second) && second.Canonical == upper.Canonical)
        {
            token = Make(number.Start, second.End, number, FigureKind.Measure, second.Canonical, second.Span, (double)number.Value, (double)lower.Value);
            return true;
        }

        if (_text[number.End] != '/' || !number.HasArabic || !FigureCharacters.IsDigit(_text[number.End + 1]) || !NumberReader.TryRead(ref _text, number.End + 1, out Number below))
        {
            return false;
        }

        bool hasUnit = UnitReader.TryRead(ref _text, below.End, out UnitMatch unit);
        if (hasUnit && unit.Kind == FigureKind.Measure && !unit.Unit.Is(UnitTraits.Label) && number.Value > below.Value)
        {
            token = Make(number.Start, unit.End, number, FigureKind.Measure, unit.Canonical, unit.Span, (double)number.Value, (double)below.Value);
            return true;
        }

        _resume = SkipIdentifier(below.End);
        bool plain = !number.IsDecimal && !below.IsDecimal && !number.LeadingZero && !below.LeadingZero && number.Value > 0 && below.Value > 0
            && _resume == below.End && _text[number.Start - 1] != '/' && _text[below.End] != '/';
        if (!plain || hasUnit)
        {
            return false;
        }

        int before = _text.SkipSpacesBack(number.Start);
        bool pressure = number.Value is > 60 and < 260 && below.Value is > 30 and < 160 && number.Value > below.Value;
        if (pressure && (_text.HasBefore(before, "血压") || _text.HasBefore(before, "血压为") || _text.HasBefore(before, "血压达")))
        {
            token = Make(number.Start, below.End, number, FigureKind.Measure, "", default, (double)number.Value, (double)below.Value);
            return true;
        }

        if (number.Value < below.Value && below.Value is <= 10 or 12 or 20 or 100 or 1000 && _text[below.End] != '年')
        {
            token = Make(number.Start, below.End, number, FigureKind.Ratio, "", default, (double)number.Value / (double)below.Value);
            return true;
        }

        return false;
    }

    // 7×24小时, 3×2cm, 10^9/L, 3.5×10^9/L, 37.2±0.5℃.
    private bool TryReadProduct(in Number number, out FigureToken token)
    {
        token = default;
        if (!number.HasArabic || number.HasMultiplier)
        {
            return false;
        }

        int at = _text.SkipSpaces(number.End);
        char sign = _text[at];
        if (sign == '±')
        {
            return TryReadTolerance(number, _text.SkipSpaces(at + 1), out token);
        }

        if (number.Value == 10 && TryReadPower(number.End, out double power, out int powerEnd))
        {
            return TryReadScientific(number, power, powerEnd, out token);
        }

        int second = _text.SkipSpaces(at + 1);
        bool times = sign is '×' or '*' || (sign is 'x' or 'X' && at == number.End);
        if (!times || !FigureCharacters.IsDigit(_text[second]) || !NumberReader.TryRead(ref _text, second, out Number factor) || factor.IsMalformed)
        {
            return false;
        }

        if (factor.Value == 10 && TryReadPower(factor.End, out power, out powerEnd))
        {
            return TryReadScientific(number, (double)number.Value * power, powerEnd, out token);
        }

        int end = factor.End;
        double? third = null;
        int again = _text.SkipSpaces(end);
        int last = _text.SkipSpaces(again + 1);
        if (_text[again] is '×' or '*' or 'x' or 'X' && FigureCharacters.IsDigit(_text[last]) && NumberReader.TryRead(ref _text, last, out Number depth))
        {
            third = (double)depth.Value;
            end = depth.End;
        }

        _resume = end;
        if (!UnitReader.TryRead(ref _text, end, out UnitMatch unit) || unit.Unit.Is(UnitTraits.Label))
        {
            return false;
        }

        if (unit.Kind == FigureKind.Duration && third is null)
        {
            token = Make(number.Start, unit.End, number, FigureKind.Duration, unit.Canonical, unit.Span, (double)(number.Value * factor.Value));
            return true;
        }

        if (unit.Kind == FigureKind.Measure)
        {
            token = Make(number.Start, unit.End, number, FigureKind.Measure, unit.Canonical, unit.Span, (double)number.Value, (double)factor.Value, third);
            return true;
        }

        return false;
    }

    private bool TryReadTolerance(in Number number, int at, out FigureToken token)
    {
        token = default;
        if (!NumberReader.TryRead(ref _text, at, out Number tolerance) || !UnitReader.TryRead(ref _text, tolerance.End, out UnitMatch unit) || unit.Unit.Is(UnitTraits.Label))
        {
            return false;
        }

        token = Make(number.Start, unit.End, number, unit.Kind, unit.Canonical, unit.Span, (double)(number.Value * unit.Unit.Share));
        return true;
    }

    // After 10: ^9, ⁹ and 的9次方.
    private bool TryReadPower(int at, out double power, out int end)
    {
        int sign = 1;
        int exponent = 0;
        end = at;
        if (_text[at] is '^' or '的')
        {
            end++;
            if (_text[end] == '-')
            {
                sign = -1;
                end++;
            }

            for (; FigureCharacters.IsDigit(_text[end]) && exponent < 100; end++)
            {
                exponent = exponent * 10 + _text[end] - '0';
            }

            if (_text[at] == '的')
            {
                exponent = _text.Has(end, "次方") ? exponent : 0;
                end += 2;
            }
        }
        else
        {
            if (_text[end] == '⁻')
            {
                sign = -1;
                end++;
            }

            for (int digit; (digit = "⁰¹²³⁴⁵⁶⁷⁸⁹".IndexOf(_text[end], StringComparison.Ordinal)) >= 0 && exponent < 100; end++)
            {
                exponent = exponent * 10 + digit;
            }
        }

        power = Math.Pow(10, sign * exponent);
        return exponent > 0;
    }

    private bool TryReadScientific(in Number number, double value, int end, out FigureToken token)
    {
        int at = _text.SkipSpaces(end);
        if (_text[at] == '/' && UnitReader.TryRead(ref _text, at + 1, out UnitMatch per))
        {
            token = Make(number.Start, per.End, number, FigureKind.Measure, "/" + per.Canonical, TextSpan.FromBounds(at, per.End), value);
            return true;
        }

        token = UnitReader.TryRead(ref _text, end, out UnitMatch unit) && !unit.Unit.Is(UnitTraits.Label)
            ? Make(number.Start, unit.End, number, unit.Kind, unit.Canonical, unit.Span, value)
            : Make(number.Start, end, number, FigureKind.Count, "", default, value);
        return true;
    }

    // 1:100, 3∶2, where the words around say that a ratio is meant.
    private bool TryReadRatio(in Number number, out FigureToken token)
    {
        token = default;
        if (!number.HasArabic || _text[number.End] is not (':' or '∶') || !FigureCharacters.IsDigit(_text[number.End + 1]) || !NumberReader.TryRead(ref _text, number.End + 1, out Number second))
        {
            return false;
        }

        _resume = second.End;
        bool said = s_ratioWordsBefore.LengthBefore(ref _text, _text.SkipSpacesBack(number.Start), out _) > 0 || s_ratioWordsAfter.LengthAt(ref _text, _text.SkipSpaces(second.End), out _) > 0;
        if (!said || second.Value <= 0 || second.IsMalformed || _text[second.End] == ':' || UnitReader.TryRead(ref _text, second.End, out _))
        {
            return false;
        }

        token = Make(number.Start, second.End, number, FigureKind.Ratio, "", default, (double)number.Value / (double)second.Value);
        return true;
    }

    // 5-15分钟, 95%至98%, 三至五天, 100万-200万元, 30秒到2分钟.
    private bool TryReadRange(in Number first, out FigureToken token)
    {
        token = default;
        bool hasFirstUnit = UnitReader.TryRead(ref _text, first.End, out UnitMatch firstUnit);
        int end = hasFirstUnit ? firstUnit.End : first.End;
        int start = RangeSign(end);
        if (start == 0 || first.IsDigitRun || first.IsPair || first.IsBare && !first.HasMultiplier || NotFigures.WordAt(ref _text, start) > 0
            || !NumberReader.TryRead(ref _text, start, out Number second) || second.IsMalformed || second.IsDigitRun || second.IsPair || HasIdleZero(first) || HasIdleZero(second))
        {
            return false;
        }

        bool hasUnit = UnitReader.TryRead(ref _text, second.End, out UnitMatch match);
        Unit? unit = hasUnit ? match.Unit : null;
        if (unit is not null && (unit.Is(UnitTraits.Label) || (unit.Is(UnitTraits.ChineseLabel) && !second.HasArabic) || (unit.IsLatin && !IsLatinUnit(second, match)) || (unit.Is(UnitTraits.Score) && !IsScore(match.End, first))))
        {
            _resume = match.End;
            return false;
        }

        bool same = hasFirstUnit && unit is not null && firstUnit.Kind == match.Kind && (firstUnit.Canonical == match.Canonical || (firstUnit.Unit.Factor > 0 && unit.Factor > 0));
        bool shared = !hasFirstUnit && unit is not null;
        bool amounts = !hasFirstUnit && unit is null && first.HasArabic && second.HasArabic && (first.HasMultiplier || second.HasMultiplier || (first.IsDecimal && second.IsDecimal && !FigureCharacters.IsLatin(_text[second.End])));
        if (!same && !shared && !amounts)
        {
            return false;
        }

        // 1-2万 is 10000 to 20000, but 5000-1万 is 5000 to 10000.
        decimal low = !hasFirstUnit && second.Scale > 1 && first.Scale == 1 && first.Value < second.Coefficient ? first.Value * second.Scale : first.Value;
        decimal high = second.Value;
        UnitMatch shown = match;
        if (same && firstUnit.Unit.Factor != match.Unit.Factor)
        {
            // 30秒到2分钟: the smaller unit serves both.
            shown = firstUnit.Unit.Factor < match.Unit.Factor ? firstUnit : match;
            low *= firstUnit.Unit.Factor / shown.Unit.Factor;
            high *= match.Unit.Factor / shown.Unit.Factor;
        }

        int rangeEnd = hasUnit ? match.End : second.End;
        int from = SignedStart(first, out int sign);
        bool dash = _text[_text.SkipSpaces(end)] is '-' or '~';
        bool descends = dash && low * sign >= high;
        bool structural = unit is not null && !first.HasArabic && high <= 10 && unit.Is(UnitTraits.Abstract) && !Nouns.IsConcrete(ref _text, match.End);
        if (descends || structural || IsAgeBand(unit, rangeEnd, range: true))
        {
            _resume = descends ? first.End : rangeEnd;
            return false;
        }

        FigureKind kind = hasUnit ? match.Kind : first.HasMultiplier || second.HasMultiplier ? AmountKind(second) : FigureKind.Ratio;
        decimal share = unit?.Share ?? 1;
        Number hedged = first;
        hedged.Hedge = second.Hedge;
        token = Make(from, rangeEnd, hedged, kind, hasUnit ? shown.Canonical : "", hasUnit ? shown.Span : default, (double)(low * share * sign), (double)(high * share));
        return true;
    }

    private static bool HasIdleZero(in Number number) => number.LeadingZero && !number.IsDecimal;

    // Where the second number of a range would begin, or 0: after -, ~, 至 or 到, with spaces.
    private int RangeSign(int end)
    {
        int sign = _text.SkipSpaces(end);
        char c = _text[sign];
        if (c is not ('-' or '~' or '至' or '到'))
        {
            return 0;
        }

        return _text.SkipSpaces(c == '-' && _text[sign + 1] == '-' ? sign + 2 : sign + 1);
    }
}
