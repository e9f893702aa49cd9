namespace MedAiNlp;

// Numbers without a unit: 200万, 15|省市, R=0.87, 3万多|医生. Most numbers without a unit are labels and stay out.
internal ref partial struct FigureReader
{
    private static readonly WordTable<bool> s_tallies = WordTable.Of("达 达到 共 共计 累计 总计 合计 总数为 总数 人数为 数量为 确诊 死亡 治愈 新增 出院 疑似 量为 数为 量达 数达 增至 增加到 增长到 升至 降至 突破 人口 用户数");

    // Scores that are written without a unit: AUC 0.95, 一致性系数0.82.
    private static readonly WordTable<bool> s_scores = WordTable.Of("系数 指数 比值 得分 评分 AUC Dice F1 ICC Kappa kappa OR HR RR IoU mAP 曲线下面积 一致性 相关性 敏感度 灵敏度 特异度 准确度 精度");
    private static readonly WordTable<bool> s_moneyWords = WordTable.Of(
        "价值 投资 融资 资金 捐款 售价 造价 耗资 斥资 出资 注资 筹资 营收 收入 利润 净利 亏损 罚款 金额 费用 成本 支出 开支 拨付 下达 奖金 总额 市值 估值 预算 补贴 工资 月薪 年薪 薪酬 花费 花了 价格 单价 赔偿 贷款 欠款 债务 善款 筹款 募款 募捐 负债 报价 交易额 成交额 销售额 产值 补助 经费 拨款 房价 首付 押金 骗走 被骗 诈骗");

    private static readonly WordTable<bool> s_moneyNouns = WordTable.Of("资金 善款 捐款 捐赠 贷款 投资 经费 补贴 补助 奖金 罚款 现金 赔偿 债务 融资 欠款 保费 工资 年薪 首付 彩礼");

    private bool TryReadBare(in Number number, out FigureToken token)
    {
        token = default;
        int at = _text.SkipSpaces(number.End);
        char next = _text[at];
        if (number.IsOneCharacter && _text[number.Start] == '一' && _text[number.End] == '半' && _text[number.Start - 1] is not ('另' or '这' or '那' or '前' or '后'))
        {
            token = Make(number.Start, number.End + 1, number, FigureKind.Ratio, "", default, 0.5);
            return true;
        }

        if (number.IsDigitRun || FigureCharacters.IsLatin(_text[number.End]) || (_text[number.End] is '-' or '_' or '#' && FigureCharacters.IsLatin(_text[number.End + 1])) || (next == '/' && FigureCharacters.IsDigit(_text[at + 1]) && !number.HasMultiplier))
        {
            return false;
        }

        FigureQualifier hedge = Hedges.Before(ref _text, number.Start, number);
        FigureKind kind = AmountKind(number);
        if (!(number.HasArabic ? IsArabicAmount(number, at, hedge, ref kind) : IsChineseAmount(number, next, hedge)))
        {
            return false;
        }

        _ratioEnd = kind == FigureKind.Ratio ? number.End : _ratioEnd;
        int start = SignedStart(number, out int sign);
        double value = (double)(number.Value * sign);
        token = number.IsPair ? Make(start, number.End, number, kind, "", default, value, (double)number.Upper) : Make(start, number.End, number, kind, "", default, value);
        return true;
    }

    // 数万|病例, 上千万|文献, 近百|名, 十四亿|人民.
    private bool IsChineseAmount(in Number number, char next, FigureQualifier hedge)
    {
        if (next is '里' or '级' or '像' || (number.IsPair && !number.HasMultiplier))
        {
            return false;
        }

        if (number.IsBare)
        {
            return hedge != FigureQualifier.Exact || (number.Hedge == FigureQualifier.AtLeast && next is not ('年' or '姓')) || (number.HasMultiplier && _text[number.Start - 1] is '达' or '破');
        }

        return number.HasMultiplier || number.Hedge == FigureQualifier.AtLeast || (hedge != FigureQualifier.Exact && number.Value >= 20);
    }

    private bool IsArabicAmount(in Number number, int at, FigureQualifier hedge, ref FigureKind kind)
    {
        char next = _text[at];
        char before = _text[_text.SkipSpacesBack(number.Start) - 1];
        if (HasIdleZero(number) || NotFigures.HasLabelBefore(ref _text, number.Start))
        {
            return false;
        }

        if (number.HasMultiplier || (number.Hedge == FigureQualifier.AtLeast && number.Value >= 10))
        {
            return next is not ('像' or '级' or '号');
        }

        if (_text.Has(at, "高龄"))
        {
            kind = FigureKind.Measure;
            return true;
        }

        bool ends = FigureCharacters.EndsClause(next) || next is ')' or '(' or '”' or '"' or '/' or '+' or '的' or '>' or '<' or '[' or ']';
        if (before is '=' or '≈' or '<' or '>' or '≤' or '≥' or '≦' or '≧')
        {
            kind = number.IsDecimal ? FigureKind.Ratio : kind;
            return ends || (EastAsian.IsHan(next) && at > number.End);
        }

        if (number.IsDecimal)
        {
            kind = FigureKind.Ratio;
            // 0.931、0.927、0.944: a list goes on as it began.
            bool listed = before is '、' or '和' or '与' or '及' or ',' && _text.SkipSpacesBack(number.Start) - 1 == _ratioEnd;
            bool stated = before is '为' or '达' or '到' or '是' or '至' || hedge != FigureQualifier.Exact || listed || s_scores.LengthBefore(ref _text, _text.SkipSpacesBack(number.Start), out _) > 0;
            return stated && (ends || _text.Has(at, "以上") || _text.Has(at, "左右") || _text.Has(at, "以下"));
        }

        // 9|大系统, 15|省市.
        if (next == '大' && EastAsian.IsHan(_text[at + 1]) && _text[at + 1] is not ('于' or '概' or '约' or '小' or '学' or '道'))
        {
            return number.Value <= 200;
        }

        if (number.Value < 1900 && before != '届' && Nouns.Countable.LengthAt(ref _text, at, out _) > 0 && !(next == '国' && _text[at + 1] is '道' or '际' or '产' or '内'))
        {
            return true;
        }

        if (number.IsGrouped)
        {
            return true;
        }

        if ((number.Value is >= 1900 and <= 2100 && number.ArabicDigits == 4) || number.ArabicDigits > 8)
        {
            return false;
        }

        if (hedge != FigureQualifier.Exact)
        {
            return ends || next is '左' or '以' or '上' || (EastAsian.IsHan(next) && number.Value >= 100);
        }

        return ends && next != '(' && number.Value >= 10 && s_tallies.LengthBefore(ref _text, _text.SkipSpacesBack(number.Start), out _) > 0;
    }

    // 价值300万, 融资1.2亿: money where the clause says so and no unit does.
    private FigureKind AmountKind(in Number number)
    {
        for (int i = number.Start; number.HasMultiplier && i > Math.Max(number.Start - 10, 0) && !FigureCharacters.EndsClause(_text[i - 1]); i--)
        {
            if (s_moneyWords.LengthBefore(ref _text, i, out _) > 0)
            {
                return FigureKind.Money;
            }
        }

        int after = _text[number.End] == '的' ? number.End + 1 : number.End;
        for (int i = after; number.HasMultiplier && i < after + 5 && EastAsian.IsHan(_text[i]); i++)
        {
            if (s_moneyNouns.LengthAt(ref _text, i, out _) > 0)
            {
                return FigureKind.Money;
            }
        }

        return FigureKind.Count;
    }
}
