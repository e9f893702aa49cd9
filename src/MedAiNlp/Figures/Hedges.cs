namespace MedAiNlp;

/// <summary>Finds the words before and after a figure that say how sure its number is.</summary>
internal static class Hedges
{
    private const FigureQualifier Approx = FigureQualifier.Approximate;
    private const FigureQualifier AtLeast = FigureQualifier.AtLeast;
    private const FigureQualifier AtMost = FigureQualifier.AtMost;

    private static readonly WordTable<FigureQualifier> s_before = new(
    [
        .. Words(Approx, "近 约 约莫 大约 大概 大致 大体 将近 接近 逼近 几近 近乎 几乎 差不多 估计 预计约 左右 ~ ≈ ≒ 上下 约合 平均约 多在"),
        .. Words(AtLeast, "超 超过 超出 超逾 逾 愈 突破 破 多于 大于 高于 至少 最少 起码 不少于 不低于 不小于 不下 不下于 不亚于 不止 不只 远超 远超过 > ≥ ≧ >= ⩾ 满 上 过 越过 迈过 超越 成"),
        .. Words(AtMost, "不足 不到 不满 少于 小于 低于 未满 未到 未达 不及 不超过 不超 不多于 不大于 不高于 未超过 未超 没超过 没有超过 没到 至多 最多 顶多 不逾 < ≤ ≦ <= ⩽"),
        // Exact, and here only so that a shorter hedge inside them is not taken for one.
        .. Words(FigureQualifier.Exact, "附近 最近 邻近 临近 靠近 就近 亲近 新近 远近 预约 签约 节约 履约 违约 合约 公约 邀约 契约 条约 纽约 续约 制约 简约 解约 守约 B超 彩超 中超 英超 赶超 反超 通过 经过 打过 接过 用过 有过 做过 过过 以上 线上 网上 路上 会上 手上 身上 床上 世上 车上 船上 晚上 早上 加上 用上 戴上 在上 马上 基本上 不过 难过 吃过 见过 圆满 充满 布满 挤满 装满 坐满 住满 排满 美满 完成 建成 组成 构成 形成 达成 促成 造成 变成 集成 生成 分成 看破 打破 爆破"),
    ]);

    private static readonly WordTable<bool> s_between = WordTable.Of("了 有 为 是 在 达 到 达到 需 要 需要 只需 只需要 仅 仅需 用 花 花费 耗时 占 人民币 共 共有 能 可 可达 会 就 了近 合 至 达了 值 , 每人需要 间隔 距离 相隔 相当于 于");

    private static readonly WordTable<FigureQualifier> s_after = new(
    [
        .. Words(Approx, "左右 上下 前后 许 出头左右 上下浮动 不等左右"),
        .. Words(AtLeast, "以上 及以上 或以上 (含)以上 (及)以上 之上 有余 开外 出头 往上 甚至更多 或更多 及更多 多 余 + 起 起步 起售"),
        .. Words(AtMost, "以下 及以下 或以下 (含)以下 之下 以内 之内 内 时间内 的时间内 时间以内 不到 封顶 或更少"),
    ]);

    // Characters after which 内, 多 and 余 belong to the next word: 3个|内科, 3天|多次.
    private const string NotAfterInner = "部科容镜地外涵存置分径衣陆蒙阁心行感设需在服使用经因源";
    private const string NotAfterMany = "次个家名种位人台方地少数元样款项类条件例点年学发于么多岁部层级重维处所亿万";

    public static FigureQualifier Read(ref FoldedText text, int start, int end, in Number number, FigureKind kind)
    {
        FigureQualifier before = Before(ref text, start, number);
        FigureQualifier after = After(ref text, end, kind);
        if (before != FigureQualifier.Exact)
        {
            return before;
        }

        return after != FigureQualifier.Exact ? after : number.Hedge;
    }

    /// <summary>The hedge in front of <paramref name="start"/>, with at most two small words between (约|需|5分钟).</summary>
    public static FigureQualifier Before(ref FoldedText text, int start, in Number number)
    {
        int end = text.SkipSpacesBack(start);
        for (int words = 0; words < 3; words++)
        {
            int length = s_before.LengthBefore(ref text, end, out FigureQualifier hedge);
            if (length > 0 && Holds(ref text, end, length, number, words))
            {
                return hedge;
            }

            int between = s_between.LengthBefore(ref text, end, out _);
            if (between == 0 || text[end - between] == ',')
            {
                break;
            }

            end = text.SkipSpacesBack(end - between);
        }

        return FigureQualifier.Exact;
    }

    /// <summary>The hedge after <paramref name="end"/>: 左右, 以上, 内.</summary>
    public static FigureQualifier After(ref FoldedText text, int end, FigureKind kind)
    {
        int at = text.SkipSpaces(end);
        int length = s_after.LengthAt(ref text, at, out FigureQualifier hedge);
        if (length == 0)
        {
            return FigureQualifier.Exact;
        }

        char next = text[at + length];
        bool holds = (text[at], length) switch
        {
            ('内', 1) => kind is FigureKind.Duration or FigureKind.Measure or FigureKind.Percent && !NotAfterInner.Contains(next),
            ('多', 1) => !NotAfterMany.Contains(next) && at == end,
            ('余', 1) => next is not ('下' or '额' or '热' or '杭' or '年' or '人' or '种') && at == end,
            ('许', 1) => next is not ('多' or '可'),
            ('起', 1) => kind == FigureKind.Money && !EastAsian.IsHan(next),
            ('起', 2) => kind == FigureKind.Money,
            ('+', 1) => at == end && !FigureCharacters.IsDigit(next) && !FigureCharacters.IsLatin(next),
            ('前', 2) => kind is FigureKind.Duration,
            ('之', 2) => text[at + 1] == '内' || next is not ('间' or '一'),
            _ => true,
        };
        return holds ? hedge : FigureQualifier.Exact;
    }

    // Some one-character hedges are parts of many words; they count only where the number makes it sure.
    private static bool Holds(ref FoldedText text, int end, int length, in Number number, int words) => (text[end - 1], length) switch
    {
        ('上' or '过' or '成', 1) => words == 0 && number.IsBare,
        ('破' or '满', 1) => words == 0 && (number.HasMultiplier || number.IsBare),
        ('近', 1) => words < 3,
        ('~', 1) => words == 0,
        ('左' or '右' or '下', _) => length > 2,
        _ => true,
    };

    private static IEnumerable<(string, FigureQualifier)> Words(FigureQualifier qualifier, string words) => WordTable.Split(words).Select(w => (w, qualifier));
}
