namespace MedAiNlp;

/// <summary>A unit found in the text.</summary>
/// <param name="Unit">Its row in the table.</param>
/// <param name="Span">Its place.</param>
/// <param name="End">Where the figure ends: after the unit, or after what belongs to it.</param>
internal readonly record struct UnitMatch(Unit Unit, TextSpan Span, int End)
{
    /// <summary>The second unit of 元/盒 or 次/分钟.</summary>
    public Unit? Per { get; init; }

    /// <summary>Whether 半 stands inside: 一个半小时.</summary>
    public bool Half { get; init; }

    /// <summary>Whether 多 or 余 stands inside: 两个多月.</summary>
    public bool Many { get; init; }

    /// <summary>Whether one character stands inside the unit: 两个多月, 一个半小时.</summary>
    public bool IsSplit { get; init; }

    public bool IsComposite => Per is not null;

    public string Canonical => Per is null ? Unit.Canonical : Unit.Canonical + "/" + Per.Canonical;

    /// <summary>A rate over time (次/分钟) is a measure; otherwise the kind of the first unit.</summary>
    public FigureKind Kind => Per is { Kind: FigureKind.Duration } && Unit.Kind == FigureKind.Count ? FigureKind.Measure : Unit.Kind;
}

/// <summary>Finds the unit that follows a number.</summary>
internal static class UnitReader
{
    public static bool TryRead(ref FoldedText text, int at, out UnitMatch match)
    {
        match = default;
        int start = text.SkipSpaces(at);
        if (text[start] == '个' && text[start + 1] is '多' or '半' or '余' or '来' && s_splitUnits.LengthAt(ref text, start + 2, out Unit split) is > 0 and var splitLength)
        {
            int splitEnd = start + 2 + splitLength;
            match = new UnitMatch(split, TextSpan.FromBounds(start, splitEnd), splitEnd) { IsSplit = true, Half = text[start + 1] == '半', Many = text[start + 1] != '半' };
            return true;
        }

        if (!TryReadOne(ref text, start, out Unit unit, out int length))
        {
            return false;
        }

        int end = start + length;
        match = new UnitMatch(unit, new TextSpan(start, length), end);
        if (text[end] is '/' or '·' && !unit.Is(UnitTraits.Label) && (text[end] == '/' || unit.IsLatin))
        {
            ReadPer(ref text, ref match);
        }

        return true;
    }

    /// <summary>The unit of a further part of a compound: 分 is minutes after 小时 and before 秒, not a score.</summary>
    public static bool TryReadPart(ref FoldedText text, int at, Unit larger, out UnitMatch match)
    {
        int start = text.SkipSpaces(at);
        if (text[start] == '分' && larger.Kind == FigureKind.Duration && text[start + 1] is not ('钟' or '之' or '别' or '析' or '为' or '布'))
        {
            match = new UnitMatch(s_minute, new TextSpan(start, 1), start + 1);
            return true;
        }

        if (text[start] == '分' && larger.Kind == FigureKind.Money && text[start + 1] != '之')
        {
            match = new UnitMatch(s_fen, new TextSpan(start, 1), start + 1);
            return true;
        }

        return TryRead(ref text, at, out match) && match.Unit.Kind == larger.Kind && !match.IsComposite;
    }

    private static readonly Unit s_minute = new("分", "min", FigureKind.Duration) { Factor = 60 };
    private static readonly Unit s_yuan = new("块", "CNY", FigureKind.Money) { Factor = 100 };
    private static readonly Unit s_fen = new("分", "CNY", FigureKind.Money) { Factor = 1 };

    private static bool TryReadOne(ref FoldedText text, int start, out Unit unit, out int length)
    {
        // The longest word may turn out to be part of another (个月 in 个月嫂); then a shorter one may hold.
        int limit = int.MaxValue;
        while ((length = UnitTable.Units.LengthAt(ref text, start, out unit, limit)) > 0)
        {
            if (unit.Word == "分" && IsMinute(ref text, start))
            {
                unit = s_minute;
                return true;
            }

            if (unit.Word == "块" && (FigureCharacters.EndsClause(text[start + 1]) || text[start + 1] is '的' or '左' or '以' or '多' or '一' or ')' or '”'))
            {
                unit = s_yuan;
                return true;
            }

            if (EndsAsUnit(ref text, start + length, unit))
            {
                return true;
            }

            limit = length - 1;
        }

        return false;
    }

    private static bool EndsAsUnit(ref FoldedText text, int end, Unit unit)
    {
        char next = text[end];
        if (unit.IsLatin)
        {
            // Latin units are matched whole: 5G网络, 3D打印 and 10mmol are not 5 g, 3 d and 10 mm.
            return !FigureCharacters.IsLatin(next) && !FigureCharacters.IsDigit(next) && next is not ('²' or '³') && !(next == '-' && FigureCharacters.IsLatin(text[end + 1]));
        }

        return !unit.NotBefore.Contains(next) && (!unit.Is(UnitTraits.NeedsNoun) || FigureCharacters.EndsClause(next) || unit.Nouns!.LengthAt(ref text, text.SkipSpaces(end), out _) > 0);
    }

    // 8分34秒: 分 is minutes where seconds follow.
    private static bool IsMinute(ref FoldedText text, int start)
    {
        int at = text.SkipSpaces(start + 1);
        return NumberReader.TryRead(ref text, at, out Number seconds) && seconds.Value < 60 && text[text.SkipSpaces(seconds.End)] == '秒';
    }

    // What follows 个 when a word stands between: 两个多月, 一个半小时.
    private static readonly WordTable<Unit> s_splitUnits = new(WordTable.Split("小时 月 星期 钟头 礼拜").Select(w => (w, UnitTable.Of("个" + w))));

    private static void ReadPer(ref FoldedText text, ref UnitMatch match)
    {
        int at = match.End + 1;
        if (!TryReadOne(ref text, at, out Unit per, out int length) || per.Is(UnitTraits.Label))
        {
            return;
        }

        per = per.Word == "分" ? s_minute : per;
        match = new UnitMatch(match.Unit, TextSpan.FromBounds(match.Span.Start, at + length), at + length) { Per = per };
    }
}
