using System.Collections.Frozen;

namespace MedAiNlp;

/// <summary>Whether a text speaks of a place. Careful: a doubtful word is no place.</summary>
internal static class PlaceMention
{
    // Short names of cities that are words, persons or other places as well: they count with their rank only (白银市).
    private static readonly FrozenSet<string> Doubtful = FrozenSet.Create(
        "安康", "东方", "大同", "白银", "开封", "长治", "吉林", "海南", "中山", "朝阳", "平安", "宝山", "普洱", "保山", "通化", "大庆", "铁岭", "新余",
        "黄山", "三明", "自贡", "和田", "玉树", "昌都", "山南", "资阳", "广安", "巴中", "来宾", "海东", "海西", "海北", "文山", "红河", "怒江", "五指山", "万宁", "张家口");

    // Behind a place's name these make it a part of another name: 北京大学, 南京东路, 青岛啤酒.
    private static readonly string[] Continuations = ["大学", "医科", "医大", "医学院", "中医药", "学院", "东路", "西路", "南路", "北路", "中路", "大道", "路", "街", "银行", "啤酒", "日报", "晚报", "早报", "时报", "话", "菜", "协和", "同济", "同仁"];

    /// <param name="text">A folded text.</param>
    /// <param name="place">The folded full name of the place, with its rank (杭州市).</param>
    public static bool IsIn(ReadOnlySpan<char> text, ReadOnlySpan<char> place)
    {
        if (place.Length < 2)
            return false;
        var brief = NameForm.ShortPlace(place);
        var rank = place[^1];
        // Counties and districts share too many names and words to count without their rank.
        var withRank = rank is '县' or '区' or '旗' && !place.Contains("自治", StringComparison.Ordinal) || brief.Length < 2 || (rank != '省' && Doubtful.GetAlternateLookup<ReadOnlySpan<char>>().Contains(brief));
        for (var at = text.IndexOf(brief); at >= 0;)
        {
            var after = text[(at + brief.Length)..];
            var full = text[at..].StartsWith(place);
            if (full || (!withRank && !Continues(after, rank)))
                return true;
            var next = after.IndexOf(brief);
            at = next < 0 ? -1 : at + brief.Length + next;
        }
        return false;
    }

    private static bool Continues(ReadOnlySpan<char> after, char rank)
    {
        if (after.IsEmpty)
            return false;
        // 吉林省 does not speak of 吉林市, nor 朝阳区 of 朝阳市.
        if (after[0] is '省' or '市' or '县' or '区' && after[0] != rank)
            return true;
        foreach (var continuation in Continuations)
        {
            if (after.StartsWith(continuation))
                return true;
        }
        return false;
    }
}
