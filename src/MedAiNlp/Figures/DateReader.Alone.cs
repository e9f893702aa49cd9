namespace MedAiNlp;

// Whether a day or an hour that stands alone is a date, or a length of time, a line, a house number.
internal static partial class DateReader
{
    // Before a lone day or month these words make it a length of time: 近3日, 连续5日.
    private static readonly WordTable<bool> s_lengthsBefore = WordTable.Of("近 约 过去 最近 连续 为期 每 满 逾 超 超过 至少 不足 不到 历时 长达 前 后 这 那 仅 短短 将近 需 需要 有 共 多 达 第 了 延长 缩短 提前 休息 住院 观察 隔离");
    private static readonly WordTable<bool> s_lengthsAfter = WordTable.Of("内 之内 以内 以上 以下 左右 游 龄 均 后内 时间 期限");

    // Before a lone hour these words show that a time of day is meant.
    private static readonly WordTable<bool> s_hoursBefore = WordTable.Of("于 至 到 自 从 截至 截止 在 每天 每日 是 早 晚 天 日 为 ( ,");
    private static readonly WordTable<bool> s_hoursAfter = WordTable.Of("许 起 至 开始 准时 整 左右 前 后 到 半 钟 多 的 、 , 。 ) ; 结束 下班 上班 开门 起床");
    private static readonly WordTable<bool> s_afterNumberedDay = WordTable.Of("上午 下午 晚上 晚间 凌晨 中午 早上 援引 报道 宣布 表示 电 消息 公布 发布 发表 说 称 在 抵达 会见 举行 召开 开始 晚 起");

    private static bool IsLoneDay(ref FoldedText text, int at, int after) =>
        !IsLengthBefore(ref text, at) && s_lengthsAfter.LengthAt(ref text, after, out _) == 0 && text[after] is not ('本' or '常' or '均' or '子' or '元' or '语' or '历' or '益' or '后');

    private static bool IsLengthBefore(ref FoldedText text, int at) => s_lengthsBefore.LengthBefore(ref text, text.SkipSpacesBack(at), out _) > 0;

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
}
