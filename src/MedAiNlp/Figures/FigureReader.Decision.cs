namespace MedAiNlp;

// Whether a number with its unit is a figure, or a label, an ordinal, a structural count, an idiom.
internal ref partial struct FigureReader
{
    private static readonly WordTable<bool> s_ageGroups = WordTable.Of("人 儿童 老人 老年 青少年 女性 男性 人群 人员 孩子 居民 婴幼儿 学生 成人 成年 妇女 适龄 未成年 学龄 幼儿 少年 青年 中老年 中年 女孩 女生 劳动 健康");

    private bool IsFigure(in Number number, in UnitMatch match)
    {
        Unit unit = match.Unit;
        char before = _text[_text.SkipSpacesBack(number.Start) - 1];
        if (unit.Is(UnitTraits.Score) && !IsScore(match.End, number))
        {
            return false;
        }

        if (number.HasArabic)
        {
            bool rank = before == '前' && unit.Word is "名" or "位" or "家" && !number.HasMultiplier;
            return !rank && !(HasIdleZero(number) && unit.Kind == FigureKind.Count) && (!unit.IsLatin || IsLatinUnit(number, match));
        }

        if (number.IsDigitRun)
        {
            return unit.Word == "折" && number.End - number.Start == 2;
        }

        if (unit.IsLatin || unit.Is(UnitTraits.ChineseLabel) || (number.IsBare && !IsBareAmount(number, match)))
        {
            return false;
        }

        if (number.IsOneCharacter && _text[number.Start] is '一' or '二' or '零' or '〇')
        {
            return IsLoneDigitFigure(number, match);
        }

        bool amount = number.HasMultiplier || number.Hedge == FigureQualifier.AtLeast;
        if (unit.Kind != FigureKind.Count || amount)
        {
            return true;
        }

        if (number.Value <= 10 && before is '前' or '这' or '那' or '头' or '首' or '后' or '各' or '其' && unit.Word is not ("个" or "人"))
        {
            return false;
        }

        return !unit.Is(UnitTraits.Abstract) || (number.Value <= 10 ? Nouns.IsConcrete(ref _text, match.End) : number.Value > 20 || !Nouns.StartsAbstract(ref _text, match.End));
    }

    // 一 counts only with time, measures, 倍 and 百分点, never with a classifier; 二 is mostly an ordinal; 零 counts cases.
    private bool IsLoneDigitFigure(in Number number, in UnitMatch match)
    {
        Unit unit = match.Unit;
        char before = _text[number.Start - 1];
        char next = _text[match.End];
        switch (_text[number.Start])
        {
            case '二':
                return (unit.Kind is FigureKind.Duration or FigureKind.Measure or FigureKind.Percent && unit.Word is not ("年" or "度" or "天" or "日")) || unit.Word is "人" or "位";
            case '零' or '〇':
                return unit.Word is "例" or "人";
        }

        // 这一年, 每一天, 第一周, 有一天 name a time; only 小时 and smaller are lengths there too.
        bool pointed = before is '这' or '那' or '每' or '某' or '同' or '另' or '第' or '上' or '下' or '有' or '单' or '头' or '新' or '又' or '逐' or '哪' or '当' or '万' or '统' or '唯' or '之'
            || (before is '的' or '前' or '后' && unit.Word is "年" or "天" or "日" or "周" or "晚" && !_text.HasBefore(number.Start, "提前"));
        if (pointed && !(before == '有' && unit.Word is not ("天" or "日" or "年")))
        {
            return false;
        }

        return unit.Kind switch
        {
            FigureKind.Duration => unit.Word is not ("晚" or "夜" or "宿") && !(next is '一' or '又') && !(unit.Word == "日" && next is not ('内' or '之')),
            FigureKind.Measure => unit.Word is not ("度" or "方" or "尺" or "寸" or "转" or "两" or "升" or "瓦" or "伏" or "单位" or "兆" or "丈" or "里路" or "里地") && !_text.HasBefore(number.Start, "最后"),
            FigureKind.Ratio => unit.Word == "倍",
            FigureKind.Percent => unit.Word is "个百分点" or "百分点" || (unit.Word == "成" && next is '一' or '二' or '三' or '五' or '七' or '八' or '以' or '多' or '左' or '的' or ',' or '。'),
            FigureKind.Money => unit.Word is "元钱" or "块钱" or "分钱" or "毛钱",
            _ => false,
        };
    }

    // 百, 千, 万, 亿 without a digit: 近百家, 上千人, 百余例, 百万人次; but not 百家, 万人.
    private bool IsBareAmount(in Number number, in UnitMatch match)
    {
        if (number.Hedge == FigureQualifier.AtLeast || Hedges.Before(ref _text, number.Start, number) != FigureQualifier.Exact || Hedges.After(ref _text, match.End, match.Kind) is FigureQualifier.Approximate or FigureQualifier.AtLeast)
        {
            return true;
        }

        return _text[number.Start - 1] is '达' or '有' or '共' or '计' || (number.HasMultiplier && match.Kind == FigureKind.Money)
            || (number.Value >= 1_000_000 && match.Unit.Word is "人次" or "人" or "只" or "次" or "份" or "吨" or "例" or "户" or "剂" or "亩" or "平方米" or "件");
    }

    // 1.5T and 3T name scanners, unless a field strength is spoken of; one letter has to touch its number.
    private bool IsLatinUnit(in Number number, in UnitMatch match)
    {
        char before = _text[_text.SkipSpacesBack(number.Start) - 1];
        return match.Unit.Word == "T"
            ? before is '为' or '达' or '度' or '强' or '场'
            : match.Unit.Word.Length > 1 || match.IsComposite || match.Span.Start == number.End || match.Unit.Word == "L";
    }

    // 98分, 得分8.5分; but not 3分别.
    private bool IsScore(int end, in Number number)
    {
        char next = _text[end];
        return FigureCharacters.EndsClause(next) || next is '的' or ')' or '”' or '》' or '以' or '左' or '为' or '到' or '-' or '~' or '至'
            || _text[_text.SkipSpacesBack(number.Start) - 1] is '得' or '评' or '打' or '获' or '超' or '为' or '达' or '考';
    }

    // 60岁以上老人, 3-6岁儿童: the name of a group.
    private bool IsAgeBand(Unit? unit, int end, bool range)
    {
        if (unit is null || (unit.Canonical != "岁" && unit.Word != "月龄"))
        {
            return false;
        }

        int at = _text.SkipSpaces(end);
        at = _text.Has(at, "(含)") ? at + 3 : at;
        at = _text[at] == '及' ? at + 1 : at;
        if (_text.Has(at, "以上") || _text.Has(at, "以下") || _text.Has(at, "以内") || _text.Has(at, "之间的") || _text.Has(at, "年龄段"))
        {
            return true;
        }

        at = _text[at] == '的' ? at + 1 : at;
        return range && s_ageGroups.LengthAt(ref _text, at, out _) > 0;
    }

    // Words and signs in front that make the number a name: 第3, COVID-19, #12.
    private bool IsOrdinalOrName(in Number number)
    {
        int start = number.Start;
        if (_text[_text.SkipSpacesBack(start) - 1] == '第')
        {
            return true;
        }

        if (!number.HasArabic)
        {
            return false;
        }

        char before = _text[start - 1];
        char second = _text[start - 2];
        if (FigureCharacters.IsLatin(before) && CurrencyBefore(start, out _) is null)
        {
            // CT300例: a count may touch a Latin word when it has a Chinese unit and is too large for a name.
            bool counted = number.ArabicDigits >= 3 && FigureCharacters.IsLatin(second) && UnitReader.TryRead(ref _text, number.End, out UnitMatch match) && !match.Unit.IsLatin && !match.Unit.Is(UnitTraits.Label);
            return !counted && !number.HasMultiplier;
        }

        bool joined = before is '-' or '/' or '.' or '*' && (FigureCharacters.IsLatin(second) || FigureCharacters.IsDigit(second)) && start - 1 >= _floor;
        // 135mmHg/85mmHg: the first has been read, so the slash joins two figures.
        joined &= !(before == '/' && start - 1 == _floor);
        return joined || before is '_' or '#' or '@' or '\\' || (number.ArabicDigits >= 5 && HasIdleZero(number)) || (number.ArabicDigits >= 11 && !number.IsDecimal && !number.IsGrouped);
    }

    // 0571-87767077, 2020-0012-3: digits joined by dashes that are no range.
    private bool IsDashedIdentifier(in Number number, out int end)
    {
        end = number.End;
        int parts = 1;
        int longest = number.ArabicDigits;
        bool zero = number.LeadingZero;
        while (number.HasArabic && !number.IsDecimal && !number.HasMultiplier && _text[end] is '-' or '_' && FigureCharacters.IsDigit(_text[end + 1]))
        {
            zero |= _text[end + 1] == '0' && FigureCharacters.IsDigit(_text[end + 2]);
            int digits = 0;
            for (end++; FigureCharacters.IsDigit(_text[end]); end++)
            {
                digits++;
            }

            longest = Math.Max(longest, digits);
            parts++;
        }

        return parts > 2 || (parts == 2 && (zero || longest >= 7 || (FigureCharacters.IsLatin(_text[end]) && !UnitReader.TryRead(ref _text, end, out _))));
    }

    // Past the rest of an identifier: letters, digits and the signs that join them.
    private int SkipIdentifier(int at)
    {
        while (IsWordCharacter(_text[at]) || (_text[at] is '.' or '-' or '_' or '/' && IsWordCharacter(_text[at + 1])))
        {
            at++;
        }

        return at;
    }

    private static bool IsWordCharacter(char c) => FigureCharacters.IsDigit(c) || FigureCharacters.IsLatin(c);
}
