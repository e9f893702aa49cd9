using System.Collections.Frozen;

namespace MedAiNlp;

/// <summary>What a labelled line of an article tells.</summary>
internal enum LabelKind
{
    Title,
    Source,
    Author,
    Published,
    Keywords,
    Summary,
    Link,

    /// <summary>正文, 主要内容, 图片: labels that say where something begins and nothing more.</summary>
    Structure,
}

/// <summary>Lines such as <c>来源：新华网</c>.</summary>
internal static class Labels
{
    private static readonly FrozenDictionary<string, LabelKind> Words = new Dictionary<string, LabelKind>
    {
        ["标题"] = LabelKind.Title, ["標題"] = LabelKind.Title, ["题目"] = LabelKind.Title, ["題目"] = LabelKind.Title, ["原标题"] = LabelKind.Title, ["原標題"] = LabelKind.Title,
        ["来源"] = LabelKind.Source, ["來源"] = LabelKind.Source, ["文章来源"] = LabelKind.Source, ["文章來源"] = LabelKind.Source, ["信息来源"] = LabelKind.Source, ["資訊來源"] = LabelKind.Source,
        ["稿件来源"] = LabelKind.Source, ["新闻来源"] = LabelKind.Source, ["新聞來源"] = LabelKind.Source, ["稿源"] = LabelKind.Source, ["出处"] = LabelKind.Source, ["出處"] = LabelKind.Source, ["媒体"] = LabelKind.Source, ["媒體"] = LabelKind.Source,
        ["作者"] = LabelKind.Author, ["记者"] = LabelKind.Author, ["記者"] = LabelKind.Author, ["本报记者"] = LabelKind.Author, ["本報記者"] = LabelKind.Author, ["通讯员"] = LabelKind.Author, ["通訊員"] = LabelKind.Author,
        ["撰文"] = LabelKind.Author, ["撰稿"] = LabelKind.Author, ["文"] = LabelKind.Author, ["供稿"] = LabelKind.Author,
        ["发布时间"] = LabelKind.Published, ["發布時間"] = LabelKind.Published, ["發佈時間"] = LabelKind.Published, ["发布日期"] = LabelKind.Published, ["發布日期"] = LabelKind.Published, ["發佈日期"] = LabelKind.Published, ["发表时间"] = LabelKind.Published,
        ["發表時間"] = LabelKind.Published, ["发表日期"] = LabelKind.Published, ["刊发时间"] = LabelKind.Published, ["时间"] = LabelKind.Published, ["時間"] = LabelKind.Published, ["日期"] = LabelKind.Published, ["发稿时间"] = LabelKind.Published, ["更新时间"] = LabelKind.Published, ["更新時間"] = LabelKind.Published,
        ["关键词"] = LabelKind.Keywords, ["關鍵詞"] = LabelKind.Keywords, ["关键字"] = LabelKind.Keywords, ["關鍵字"] = LabelKind.Keywords, ["标签"] = LabelKind.Keywords, ["標籤"] = LabelKind.Keywords,
        ["摘要"] = LabelKind.Summary, ["内容摘要"] = LabelKind.Summary, ["內容摘要"] = LabelKind.Summary, ["导读"] = LabelKind.Summary, ["導讀"] = LabelKind.Summary, ["内容提要"] = LabelKind.Summary, ["提要"] = LabelKind.Summary, ["核心提示"] = LabelKind.Summary,
        ["链接"] = LabelKind.Link, ["鏈接"] = LabelKind.Link, ["連結"] = LabelKind.Link, ["原文链接"] = LabelKind.Link, ["原文連結"] = LabelKind.Link, ["网址"] = LabelKind.Link, ["網址"] = LabelKind.Link, ["原文地址"] = LabelKind.Link, ["文章链接"] = LabelKind.Link, ["新闻链接"] = LabelKind.Link,
        ["正文"] = LabelKind.Structure, ["主要内容"] = LabelKind.Structure, ["主要內容"] = LabelKind.Structure, ["内容"] = LabelKind.Structure, ["內容"] = LabelKind.Structure, ["全文"] = LabelKind.Structure,
        ["图片"] = LabelKind.Structure, ["圖片"] = LabelKind.Structure, ["附图"] = LabelKind.Structure, ["附圖"] = LabelKind.Structure, ["责任编辑"] = LabelKind.Structure, ["責任編輯"] = LabelKind.Structure, ["编辑"] = LabelKind.Structure, ["編輯"] = LabelKind.Structure,
        ["责编"] = LabelKind.Structure, ["審核"] = LabelKind.Structure, ["审核"] = LabelKind.Structure, ["校对"] = LabelKind.Structure, ["校對"] = LabelKind.Structure, ["图"] = LabelKind.Structure, ["图文"] = LabelKind.Structure, ["阅读"] = LabelKind.Structure, ["浏览次数"] = LabelKind.Structure,
    }.ToFrozenDictionary();

    /// <summary>The label at the start of a line, and where its value begins; <see langword="null"/> where there is none.</summary>
    public static (LabelKind Kind, int ValueStart)? Of(ReadOnlySpan<char> line)
    {
        int at = 0;
        while (at < line.Length && line[at] is '【' or '[' or '*' or '#' or '>' or '•' or ' ' or '　' or '■' or '▲')
            at++;
        int colon = line[at..].IndexOfAny("：:】]/");
        if (colon is < 1 or > 12)
            return Bare(line[at..].Trim());
        Span<char> word = stackalloc char[12];
        int length = 0;
        foreach (char c in line.Slice(at, colon))
        {
            if (c is not (' ' or '　' or '*' or '\u00A0'))
                word[length++] = c;
        }

        if (!Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word[..length], out LabelKind kind))
            return null;
        char separator = line[at + colon];
        if (separator == '/' && kind is not LabelKind.Author)
            return null;
        int value = at + colon + 1;
        while (value < line.Length && line[value] is '：' or ':' or ' ' or '　' or '*' or '\t' or '\u00A0')
            value++;
        return (kind, value);
    }

    // 正文 or 图片 alone on a line.
    private static (LabelKind, int)? Bare(ReadOnlySpan<char> line) =>
        line is "正文" or "图片" or "圖片" or "主要内容" or "主要內容" or "链接" or "連結" or "摘要" or "关键词" or "關鍵詞"
            ? (line is "链接" or "連結" ? LabelKind.Link : line is "摘要" ? LabelKind.Summary : line is "关键词" or "關鍵詞" ? LabelKind.Keywords : LabelKind.Structure, line.Length)
            : null;
}
