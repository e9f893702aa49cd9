using System.Buffers;
using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>
/// Gives every block its role: what the structure says, else what share of it is links, where it stands, and what it says.
/// </summary>
internal static partial class RoleFinder
{
    private const double LinkShare = 0.66;

    private static readonly SearchValues<char> Arrows = SearchValues.Create(">＞»›");

    public static void Assign(Draft draft, string? title)
    {
        MarkTitle(draft, title ?? Declared(draft, "meta:og:title") ?? Declared(draft, "title"));
        List<DraftBlock> blocks = draft.Blocks;
        int firstProse = FirstProse(draft);
        int titleAt = blocks.FindIndex(static b => b.Role == BlockRole.Title);
        for (int i = 0; i < blocks.Count; i++)
        {
            DraftBlock block = blocks[i];
            ReadOnlySpan<char> text = draft.Of(block);

            // A list of links inside the article is an aside; prose inside a box called "more" or "hot" is the article.
            if (block.Role is BlockRole.LinkList && IsProse(draft, block) || block.Role is BlockRole.Advertisement or BlockRole.Navigation && text.Length >= 80 && IsProse(draft, block) && block.LinkCharacters == 0 && draft.Map is not null && !Advertising().IsMatch(text))
                block.Role = null;
            if (block.Role is not null)
                continue;
            if (text.Length <= 200 && Footer().IsMatch(text))
                block.Role = BlockRole.Footer;
            else if (text.Length <= 12 && AdvertisementLabel().IsMatch(text))
                block.Role = BlockRole.Advertisement;
            else if (IsLinks(block) && (IsLinksNear(blocks, i) || i < Math.Max(titleAt, firstProse)))
                block.Role = i < Math.Max(titleAt, firstProse) || Paging().IsMatch(text) ? BlockRole.Navigation : BlockRole.LinkList;
            else if (IsBreadcrumb(text) || text.Length <= 12 && Paging().IsMatch(text))
                block.Role = BlockRole.Navigation;
            else if (block.Kind == BlockKind.Separator)
                block.Role = BlockRole.Navigation;
        }

        // The heading over a list of links goes with it.
        for (int i = blocks.Count - 2; i >= 0; i--)
        {
            if (blocks[i].Role is null && blocks[i].Length <= 20 && RelatedHeading().IsMatch(draft.Of(blocks[i])) && blocks[i + 1].Role is BlockRole.LinkList or BlockRole.Comment or BlockRole.Advertisement)
                blocks[i].Role = blocks[i + 1].Role;
        }
    }

    private static void MarkTitle(Draft draft, string? declared)
    {
        if (draft.Map is null && draft.Blocks.Exists(static b => b.Role == BlockRole.Title))
            return;

        // The heading that the declared title begins with or contains ("标题 - 网站名"), else the first highest heading.
        DraftBlock? best = null;
        if (declared is { Length: > 0 })
            best = HeadingOf(draft, Squeeze(declared));
        best ??= HighestHeading(draft);
        if (best is not null)
        {
            best.Role = BlockRole.Title;
            best.Kind = BlockKind.Heading;
            best.Level = best.Level == 0 ? 1 : best.Level;
        }
    }

    private static DraftBlock? HeadingOf(Draft draft, string title) =>
        draft.Blocks.Where(b => b.Length is >= 4 and <= 120 && b.Role is null && title.StartsWith(Squeeze(draft.Of(b)), StringComparison.Ordinal)).MaxBy(b => (b.Kind == BlockKind.Heading ? 1000 : 0) + b.Length);

    private static DraftBlock? HighestHeading(Draft draft)
    {
        DraftBlock? best = null;
        foreach (DraftBlock block in draft.Blocks)
        {
            if (block.Kind == BlockKind.Heading && block.Level <= 2 && block.Role is null && block.LinkCharacters < block.Length / 2 && (best is null || Rank(block) < Rank(best)))
                best = block;
        }

        return best;

        static long Rank(DraftBlock block) => block.Level * 1_000_000L + Math.Min(block.Start, 999_999);
    }

    private static int FirstProse(Draft draft)
    {
        for (int i = 0; i < draft.Blocks.Count; i++)
        {
            if (draft.Blocks[i].Role is null or BlockRole.Body && IsProse(draft, draft.Blocks[i]))
                return i;
        }

        return -1;
    }

    private static string? Declared(Draft draft, string name)
    {
        foreach ((string declared, string value, _) in draft.Declared)
        {
            if (declared == name)
                return value;
        }

        return null;
    }

    private static string Squeeze(ReadOnlySpan<char> text)
    {
        var squeezed = new System.Text.StringBuilder(text.Length);
        foreach (char c in text)
        {
            if (!Lines.IsBlank(c))
                squeezed.Append(c);
        }

        return squeezed.ToString();
    }

    // Most lines hold no arrow, and the trail may begin anywhere.
    private static bool IsBreadcrumb(ReadOnlySpan<char> text) => text.Length <= 120 && (TrailHead().IsMatch(text) || text.ContainsAny(Arrows) && Trail().IsMatch(text));

    private static bool IsProse(Draft draft, DraftBlock block) => block.Length >= 30 && !IsLinks(block) && draft.Of(block).IndexOfAny(Sentences.Stops) >= 0;

    private static bool IsLinks(DraftBlock block) => block.Length > 0 && block.LinkCharacters >= block.Length * LinkShare;

    // A single link in the article is a reference; three in a row are a list.
    private static bool IsLinksNear(List<DraftBlock> blocks, int index)
    {
        int run = 1;
        for (int i = index - 1; i >= 0 && run < 3 && IsLinks(blocks[i]); i--)
            run++;
        for (int i = index + 1; i < blocks.Count && run < 3 && IsLinks(blocks[i]); i++)
            run++;
        return run >= 3;
    }

    [GeneratedRegex(@"版权所有|版權所有|Copyright|©|ICP\s*[备備证證]|公网安备|All Rights Reserved|网站地图|網站地圖|Powered by|违法和不良信息举报", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Footer();

    [GeneratedRegex(@"^\s*[\[【（(]?(?:广告|廣告|推广|推廣|赞助|贊助|Advertisement|Sponsored|AD)[\]】）)]?\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AdvertisementLabel();

    [GeneratedRegex(@"扫码|加微信|点击购买|立即咨询|优惠|限时|免费领取|掃碼|點擊購買", RegexOptions.CultureInvariant)]
    private static partial Regex Advertising();

    [GeneratedRegex(@"^(?:(?:您)?(?:现在的|当前|所在)?位置|当前位置|首页|首頁)\s*[:：>＞»›/]", RegexOptions.CultureInvariant)]
    private static partial Regex TrailHead();

    [GeneratedRegex(@"[^>＞»›]{2,12}\s*[>＞»›]\s*[^>＞»›]{2,12}\s*[>＞»›]", RegexOptions.CultureInvariant)]
    private static partial Regex Trail();

    [GeneratedRegex(@"^(?:上一[篇页頁条條].*|下一[篇页頁条條].*|返回(?:首页|顶部|列表)?|首页|首頁|末页|更多|打印|分享|收藏|关闭|\d{1,3})\s*[:：]?$", RegexOptions.CultureInvariant)]
    private static partial Regex Paging();

    [GeneratedRegex(@"相关|相關|推荐|推薦|热点|熱點|热门|熱門|排行|更多|延伸阅读|延伸閱讀|友情链接|评论|評論|猜你喜欢|往期", RegexOptions.CultureInvariant)]
    private static partial Regex RelatedHeading();
}
