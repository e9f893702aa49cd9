using System.Collections.Frozen;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;

namespace MedAiNlp;

/// <summary>What the elements of HTML mean for reading: which break the line, which hide their content, what part of a page they mark.</summary>
internal static class HtmlElements
{
    public static readonly FrozenSet<string> Void = FrozenSet.Create("area", "base", "basefont", "bgsound", "br", "col", "command", "embed", "frame", "hr", "img", "image",
        "input", "keygen", "link", "meta", "param", "source", "track", "wbr");

    public static readonly FrozenSet<string> Breaking = FrozenSet.Create("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
        "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend",
        "li", "listing", "main", "menu", "nav", "ol", "optgroup", "p", "plaintext", "pre", "section", "summary", "table", "tbody", "tfoot", "thead", "tr", "ul", "xmp");

    public static readonly FrozenSet<string> Hidden = FrozenSet.Create("applet", "audio", "canvas", "datalist", "iframe", "math", "noembed", "noframes", "noscript", "object",
        "rp", "rt", "script", "select", "style", "svg", "template", "textarea", "title", "video");

    // An end tag looks for its element only inside the nearest of these.
    public static readonly FrozenSet<string> Scopes = FrozenSet.Create("caption", "table", "td", "th", "template", "button", "object");

    private static readonly string[] ListItem = ["li"];
    private static readonly string[] Definition = ["dt", "dd"];
    private static readonly string[] Row = ["td", "th", "tr"];
    private static readonly string[] Cell = ["td", "th"];
    private static readonly string[] RowGroup = ["td", "th", "tr", "tbody", "thead", "tfoot"];
    private static readonly string[] Option = ["option"];
    private static readonly string[] Link = ["a"];

    private static readonly FrozenSet<string> NavigationWords = FrozenSet.Create("nav", "navi", "navbar", "navigation", "menu", "menus", "submenu", "breadcrumb", "breadcrumbs",
        "crumb", "crumbs", "toolbar", "topbar", "toptool", "topnav", "login", "search", "searchbar", "pager", "pagination", "paging", "daohang", "mianbaoxie", "tabs", "tags");

    private static readonly FrozenSet<string> FooterWords = FrozenSet.Create("footer", "foot", "copyright", "copy", "siteinfo", "footnav", "beian");

    private static readonly FrozenSet<string> CommentWords = FrozenSet.Create("comment", "comments", "commentlist", "commentbox", "reply", "replies", "discuss", "discussion",
        "pinglun", "disqus", "gentie");

    private static readonly FrozenSet<string> AdvertisementWords = FrozenSet.Create("ad", "ads", "adv", "advert", "adverts", "advertisement", "advertising", "adbox", "adsbygoogle",
        "guanggao", "gg", "tuiguang", "sponsor", "sponsored", "promo", "promotion", "qrcode");

    private static readonly FrozenSet<string> LinkListWords = FrozenSet.Create("related", "recommend", "recommended", "recommendation", "xiangguan", "tuijian", "hotnews", "hot",
        "rank", "ranking", "paihang", "sidebar", "friendlink", "friendlinks", "links", "youqing", "more", "morenews", "readmore", "relate", "aside", "prevnext", "prenext");

    /// <summary>How the tokenizer must read what follows the start tag; <see langword="null"/> for ordinary content.</summary>
    public static HtmlParseMode? ContentMode(string name) => name switch
    {
        "script" => HtmlParseMode.Script,
        "style" or "xmp" or "iframe" or "noembed" or "noframes" => HtmlParseMode.Rawtext,
        "title" or "textarea" => HtmlParseMode.RCData,
        "plaintext" => HtmlParseMode.Plaintext,
        _ => null,
    };

    /// <summary>Elements that a start tag ends without saying so: <c>li</c> ends an open <c>li</c>.</summary>
    public static string[] ImpliedEnds(string name) => name switch
    {
        "li" => ListItem,
        "dt" or "dd" => Definition,
        "tr" => Row,
        "td" or "th" => Cell,
        "tbody" or "thead" or "tfoot" => RowGroup,
        "option" => Option,
        "a" => Link,
        _ => [],
    };

    /// <summary>Where an implied end must not reach beyond.</summary>
    public static bool StopsImpliedEnd(string open, string name) => name switch
    {
        "li" => open is "ul" or "ol" or "menu" or "dir" or "table" or "td" or "th",
        "dt" or "dd" => open is "dl" or "table" or "td" or "th",
        "a" => open is "td" or "th" or "table",
        _ => open is "table",
    };

    /// <summary>Whether the element is there but not seen: by attribute or by its own style. <paramref name="shownByScript"/> is set where scripts commonly show it later.</summary>
    public static bool IsHiddenByStyle(HtmlTagToken tag, out bool shownByScript)
    {
        shownByScript = false;
        bool hidden = false;
        foreach (HtmlAttributeToken attribute in tag.Attributes)
        {
            if (attribute.Name == "hidden")
            {
                hidden = true;
            }
            else if (attribute.Name == "style" && attribute.Value is { Length: > 4 } style)
            {
                foreach (Range range in style.AsSpan().Split(';'))
                {
                    ReadOnlySpan<char> declaration = style.AsSpan(range);
                    int colon = declaration.IndexOf(':');
                    if (colon < 0)
                        continue;
                    ReadOnlySpan<char> property = declaration[..colon].Trim();
                    ReadOnlySpan<char> value = declaration[(colon + 1)..].Trim();
                    if (Is(property, "display") && value.StartsWith("none", StringComparison.OrdinalIgnoreCase))
                        hidden = true;
                    else if (Is(property, "font-size") && IsZero(value))
                        hidden = true;
                    else if (Is(property, "text-indent") && IsFarAway(value) || (Is(property, "left") || Is(property, "top")) && IsFarAway(value))
                        hidden = true;
                    else if (Is(property, "visibility") && (value.StartsWith("hidden", StringComparison.OrdinalIgnoreCase) || value.StartsWith("collapse", StringComparison.OrdinalIgnoreCase))
                        || Is(property, "opacity") && IsZero(value))
                        hidden = shownByScript = true;
                }
            }
        }

        return hidden;

        static bool Is(ReadOnlySpan<char> property, string name) => property.Equals(name, StringComparison.OrdinalIgnoreCase);
        static bool IsZero(ReadOnlySpan<char> value) => value.Length > 0 && value[0] is '0' or '.' && !value.ContainsAnyInRange('1', '9');
        static bool IsFarAway(ReadOnlySpan<char> value) => value.Length > 4 && value[0] == '-' && char.IsAsciiDigit(value[1]) && char.IsAsciiDigit(value[2]) && char.IsAsciiDigit(value[3]) && !value.Contains('%');
    }

    /// <summary>The role that an element gives to what is in it, by its name, its ARIA role, its classes and its id.</summary>
    public static BlockRole? RoleOf(string name, HtmlTagToken tag, bool insideArticle)
    {
        switch (name)
        {
            case "nav" or "button":
                return BlockRole.Navigation;
            case "footer":
                return insideArticle ? null : BlockRole.Footer;
            case "article" or "main" or "body" or "html" or "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                return null;
        }

        foreach (HtmlAttributeToken attribute in tag.Attributes)
        {
            if (attribute.Name is "class" or "id")
            {
                if (RoleOfWords(attribute.Value) is { } role)
                    return role;
            }
            else if (attribute.Name == "role" && attribute.Value is "navigation" or "menu" or "menubar" or "search" or "toolbar")
            {
                return BlockRole.Navigation;
            }
            else if (attribute.Name == "role" && attribute.Value is "contentinfo")
            {
                return insideArticle ? null : BlockRole.Footer;
            }
        }

        return null;
    }

    /// <summary>Whether the element is where a page keeps its article.</summary>
    public static bool IsArticle(string name, HtmlTagToken tag) =>
        name is "article" or "main" || tag.Attributes.Any(a => a.Name == "role" && a.Value is "main" or "article" || a.Name == "id" && a.Value == "js_content" || a.Name == "itemprop" && a.Value == "articleBody");

    // class="Left-Nav topBar2" is the words left, nav, top, bar, topbar. Only a whole word counts: head holds ad, more is in memory.
    private static BlockRole? RoleOfWords(string? value)
    {
        if (string.IsNullOrEmpty(value) || value.Length > 400)
            return null;
        BlockRole? role = null;
        foreach (Range range in value.AsSpan().SplitAny(" \t\r\n-_"))
        {
            ReadOnlySpan<char> word = value.AsSpan(range).TrimEnd("0123456789");
            if (word.Length == 0)
                continue;
            int start = 0;
            for (int i = 1; i <= word.Length; i++)
            {
                if (i == word.Length || char.IsAsciiLetterUpper(word[i]) && char.IsAsciiLetterLower(word[i - 1]))
                {
                    role ??= RoleOfWord(word[start..i]);
                    start = i;
                }
            }

            role ??= RoleOfWord(word);
        }

        return role;
    }

    private static BlockRole? RoleOfWord(ReadOnlySpan<char> word)
    {
        string lower = word.ToString().ToLowerInvariant();
        if (NavigationWords.Contains(lower)) return BlockRole.Navigation;
        if (FooterWords.Contains(lower)) return BlockRole.Footer;
        if (CommentWords.Contains(lower)) return BlockRole.Comment;
        if (AdvertisementWords.Contains(lower)) return BlockRole.Advertisement;
        if (LinkListWords.Contains(lower)) return BlockRole.LinkList;
        return null;
    }
}
