namespace MedAiNlp;

// One number with its unit and what belongs to it: a currency, a sign, 8分34秒, 两年半, 翻番.
internal ref partial struct FigureReader
{
    private bool TryReadFigure(int at, out FigureToken token)
    {
        token = default;
        _resume = at + 1;
        char c = _text[at];
        if (c == '翻')
        {
            return TryReadDoubling(at, out token);
        }

        if (c == '半')
        {
            return TryReadHalf(at, out token);
        }

        if (c is '½' or '¼' or '¾')
        {
            double share = c == '½' ? 0.5 : c == '¼' ? 0.25 : 0.75;
            token = Make(at, at + 1, new Number { Start = at, End = at + 1 }, FigureKind.Ratio, "", default, share);
            return true;
        }

        if (_text.Has(at + 1, "分之") && c is '百' or '千' or '万')
        {
            return TryReadPerHundred(at, out token);
        }

        if (!NumberReader.TryRead(ref _text, at, out Number number))
        {
            return false;
        }

        _resume = number.End;
        if (number is { HasArabic: true, IsDecimal: true } && _text[number.End] == '月')
        {
            // “2.2月22日” is point 2 of a list and a date.
            _resume = number.Start + number.ArabicDigits + 1;
            return false;
        }

        if (number.IsMalformed || IsOrdinalOrName(number))
        {
            _resume = SkipIdentifier(number.End);
            return false;
        }

        if (IsDashedIdentifier(number, out int end))
        {
            _resume = end;
            return false;
        }

        return TryReadFraction(number, out token) || TryReadProduct(number, out token) || TryReadRatio(number, out token)
            || TryReadRange(number, out token) || TryReadSingle(number, out token);
    }

    // 翻番, 翻一番, 翻了两番: doubled, doubled, doubled twice.
    private bool TryReadDoubling(int at, out FigureToken token)
    {
        if (_text[at + 1] is '番' or '倍')
        {
            token = Make(at, at + 2, new Number { Start = at, End = at + 2 }, FigureKind.Ratio, "×", TextSpan.FromBounds(at + 1, at + 2), 2);
            return true;
        }

        int number = _text[at + 1] == '了' ? at + 2 : at + 1;
        int times = NumberReader.ChineseDigit(_text[number]);
        if (times > 0 && _text[number + 1] == '番')
        {
            token = Make(at, number + 2, new Number { Start = at, End = number + 2 }, FigureKind.Ratio, "×", TextSpan.FromBounds(number + 1, number + 2), Math.Pow(2, times));
            return true;
        }

        token = default;
        return false;
    }

    // 半年, 半小时, 半个月, 半公里; 一半 is read with 一.
    private bool TryReadHalf(int at, out FigureToken token)
    {
        token = default;
        if (!UnitReader.TryRead(ref _text, at + 1, out UnitMatch unit) || !(unit.Unit.Kind == FigureKind.Duration && unit.Unit.Factor >= 60 || unit.Unit.Word is "公里" or "斤" or "公斤" or "米"))
        {
            return false;
        }

        // 上半年, 前半天 and 大半年 are parts of the day and year; 饭后半小时 is a length.
        char before = _text[at - 1];
        if (before is '大' or '多' or '小' or '夜' or '另' or '各' or '深' or '点' || (before is '上' or '下' or '前' or '后' or '南' or '北' or '东' or '西' or '老' && unit.Unit.Word is "年" or "天" or "日" or "公里" or "米"))
        {
            return false;
        }

        token = Make(at, unit.End, new Number { Start = at, End = at + 1 }, unit.Kind, unit.Canonical, unit.Span, 0.5);
        return true;
    }

    private bool TryReadSingle(Number number, out FigureToken token)
    {
        token = default;
        string? currency = CurrencyBefore(number.Start, out int currencyStart);
        if (!UnitReader.TryRead(ref _text, number.End, out UnitMatch match))
        {
            if (currency is null)
            {
                return TryReadBare(number, out token);
            }

            token = Make(currencyStart, number.End, number, FigureKind.Money, currency, TextSpan.FromBounds(currencyStart, _text.SkipSpacesBack(number.Start)), (double)number.Value);
            return true;
        }

        Unit unit = match.Unit;
        if (currency is not null && unit.Kind == FigureKind.Money)
        {
            token = Make(currencyStart, match.End, number, FigureKind.Money, currency, match.Span, (double)number.Value);
            return true;
        }

        if (unit.Is(UnitTraits.Label) || IsAgeBand(unit, match.End, range: false) || !IsFigure(number, match))
        {
            return false;
        }

        if (unit.Factor > 0)
        {
            ReadCompound(ref number, ref match);
        }
        else if (unit.Word is "度" or "摄氏度" or "米" && number.HasArabic && !number.IsDecimal && IsLoneDigit(match.End))
        {
            // 37度2, 1米8.
            number.Value += (_text[match.End] - '0') / 10m;
            match = match with { End = match.End + 1 };
        }

        if (unit.Word == "成" && TenthAt(match.End) is > 0 and var tenth && TenthAt(match.End + 1) < 0 && !UnitReader.TryRead(ref _text, match.End + 1, out _))
        {
            // 八成七, 6成6.
            number.Value += tenth / 10m;
            match = match with { End = match.End + 1 };
        }

        ReadHalfAfter(ref number, ref match);
        string canonical = unit.Word == "度" && IsTemperature(number.Start) ? "℃" : match.Canonical;
        int start = SignedStart(number, out int sign, canonical is "℃" or "℉");
        decimal share = unit.Word == "折" && (number.IsDigitRun || number.Value > 10) ? 0.01m : match.Unit.Share;
        double value = (double)(number.Value * share * sign);
        token = number.IsPair
            ? Make(start, match.End, number, match.Kind, canonical, match.Span, value, (double)(number.Upper * share))
            : Make(start, match.End, number, match.Kind, canonical, match.Span, value);
        token = token with { UnitIsSplit = match.IsSplit };
        return true;
    }

    private int TenthAt(int at) => FigureCharacters.IsDigit(_text[at]) ? _text[at] - '0' : NumberReader.ChineseDigit(_text[at]);

    private bool IsLoneDigit(int at) =>
        FigureCharacters.IsDigit(_text[at]) && !FigureCharacters.IsDigit(_text[at + 1]) && _text[at + 1] != '.' && !UnitReader.TryRead(ref _text, at + 1, out _);

    // -5℃ and 零下10度. A dash after a word or a number is no sign.
    private int SignedStart(in Number number, out int sign, bool isTemperature = false)
    {
        sign = 1;
        int start = number.Start;
        if (start - 1 >= _floor && start > 0 && _text.Raw[start - 1] is '-' or '−' or '－')
        {
            char before = _text[start - 2];
            if ((isTemperature && EastAsian.IsHan(before)) || FigureCharacters.EndsClause(before) || before is ' ' or '(' or '=' or '为' or '至' or '到' or '达' or '在' or '约' or '于' or '是')
            {
                sign = -1;
                return start - 1;
            }
        }

        if (_text.HasBefore(start, "零下") && start - 2 >= _floor)
        {
            sign = -1;
            return start - 2;
        }

        return start;
    }

    private bool IsTemperature(int start)
    {
        for (int i = start - 1; i >= Math.Max(start - 12, 0) && !(_text[i] is '。' or '\n'); i--)
        {
            if (_text[i] is '温' or '热' or '烧' || (_text[i] == '零' && _text[i + 1] == '下'))
            {
                return true;
            }
        }

        return false;
    }

    // 8分34秒, 1小时20分, 2年3个月, 5元8角: all in the smallest unit.
    private void ReadCompound(ref Number number, ref UnitMatch match)
    {
        while (!number.IsPair && !match.IsSplit && number.Hedge == FigureQualifier.Exact)
        {
            int at = _text.SkipSpaces(match.End);
            at = _text[at] == '零' ? at + 1 : at;
            if (!NumberReader.TryRead(ref _text, at, out Number next) || next.IsMalformed || next.IsPair || next.HasArabic != number.HasArabic
                || !UnitReader.TryReadPart(ref _text, next.End, match.Unit, out UnitMatch part) || part.Unit.Factor >= match.Unit.Factor || part.Unit.Factor <= 0)
            {
                return;
            }

            // A month is a twelfth of a year as much as it is thirty days.
            decimal ratio = Math.Round(match.Unit.Factor / part.Unit.Factor);
            if (next.Value >= ratio)
            {
                return;
            }

            number.Value = number.Value * ratio + next.Value;
            number.Hedge = next.Hedge;
            match = part;
        }
    }

    // 两年半; and 一个半小时, 两个多月, where the unit reader has seen 半 and 多.
    private void ReadHalfAfter(ref Number number, ref UnitMatch match)
    {
        if (match.Many)
        {
            number.Hedge = FigureQualifier.AtLeast;
        }

        bool after = !match.IsSplit && _text[match.End] == '半' && (match.Unit.Kind == FigureKind.Duration || match.Unit.Word is "倍" or "公里" or "岁" or "斤" or "米")
            && _text[match.End + 1] is not ('天' or '年' or '个' or '小' or '径' or '数' or '导');
        if (match.Half || after)
        {
            number.Value += 0.5m;
            number.Upper += 0.5m;
            match = after ? match with { End = match.End + 1 } : match;
        }
    }

    // ¥, HK$ or RMB in front, if nothing read before holds it.
    private string? CurrencyBefore(int start, out int currencyStart)
    {
        int end = _text.SkipSpacesBack(start);
        int length = UnitTable.CurrencyPrefixes.LengthBefore(ref _text, end, out string code);
        currencyStart = end - length;
        bool partOfWord = FigureCharacters.IsLatin(_text[currencyStart]) && FigureCharacters.IsLatin(_text[currencyStart - 1]);
        return length == 0 || currencyStart < _floor || partOfWord ? null : code;
    }

    private FigureToken Make(int start, int end, Number number, FigureKind kind, string canonical, TextSpan unit, double first, double? second = null, double? third = null)
    {
        FigureQualifier qualifier = Hedges.Read(ref _text, start, end, number, kind);
        if (kind == FigureKind.Duration && qualifier == FigureQualifier.Approximate && IsRecent(start, end, first, number))
        {
            qualifier = number.Hedge;
        }

        return new FigureToken
        {
            Span = TextSpan.FromBounds(start, end),
            ValueCount = third is not null ? 3 : second is not null ? 2 : 1,
            First = first,
            Second = second ?? 0,
            Third = third ?? 0,
            UnitSpan = unit,
            CanonicalUnit = canonical,
            Kind = kind,
            Qualifier = qualifier,
            Subject = Subjects.Find(ref _text, start, end, kind),
        };
    }

    // 近三年, 近30年来: the last years, not nearly so many.
    private bool IsRecent(int start, int end, double value, in Number number)
    {
        int at = _text.SkipSpacesBack(start);
        if (_text[at - 1] != '近' || _text[at - 2] is '将' or '接' or '逼')
        {
            return false;
        }

        return _text[end] is '来' or '间' || _text.Has(end, "以来") || (number.Hedge == FigureQualifier.Exact && (value <= 10 || _text[end] == '内'));
    }
}
