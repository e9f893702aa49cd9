using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>
/// Reads what an article says about itself: labelled lines (来源：…), the line under the title, the reporter in brackets,
/// the head of a page, JSON-LD, a front matter. What stands in the visible text goes before what does not.
/// </summary>
internal ref partial struct MetadataReader
{
    // The line under the title, with its date and source, is near the top; 时间 further down is when something happens.
    private const int TopBlocks = 8;
    private const int LongestByline = 120;

    private static readonly SearchValues<char> KeywordSeparators = SearchValues.Create("、，,；;|｜");

    private readonly string _text;
    private readonly SourceMap? _map;
    private readonly List<MetadataField> _authors = [];
    private MetadataField? _title, _source, _published, _summary, _link;
    private List<MetadataField> _keywords = [];

    private MetadataReader(string text, SourceMap? map)
    {
        _text = text;
        _map = map;
    }

    /// <summary>Reads the metadata of the blocks [from, to), with that of the page where <paramref name="declared"/> is given.</summary>
    public static DocumentMetadata Read(string text, SourceMap? map, IReadOnlyList<Block> blocks, int from, int to, List<(string Name, string Value, TextSpan Source)> declared, string? givenTitle = null)
    {
        var reader = new MetadataReader(text, map);
        if (!string.IsNullOrWhiteSpace(givenTitle))
            reader._title = new MetadataField(givenTitle.Trim(), givenTitle, null, null);
        reader.ReadBlocks(blocks, from, to);
        reader.ReadDeclared(declared);
        return new DocumentMetadata
        {
            Title = reader._title,
            Source = reader._source,
            Authors = reader._authors,
            Published = reader._published,
            Keywords = reader._keywords,
            Summary = reader._summary,
            Link = reader._link,
        };
    }

    private void ReadBlocks(IReadOnlyList<Block> blocks, int from, int to)
    {
        int seen = 0;
        for (int i = from; i < to; i++)
        {
            Block block = blocks[i];
            if (block.Role is BlockRole.Navigation or BlockRole.LinkList or BlockRole.Comment or BlockRole.Advertisement or BlockRole.Footer || block.Kind is BlockKind.Code)
                continue;
            seen++;
            ReadOnlySpan<char> line = _text.AsSpan(block.Span.Start, block.Span.Length);
            if (block.Role == BlockRole.Title && _title is null)
            {
                _title = Field(block.Span.Start + TitleStart(line), block.Span.End);
            }

            if (Labels.Of(line) is { } label)
            {
                int valueStart = Math.Min(block.Span.Start + label.ValueStart, block.Span.End);
                Block? next = i + 1 < to ? blocks[i + 1] : null;
                ReadLabel(label.Kind, valueStart, block.Span.End, next, seen);
            }

            bool top = seen <= TopBlocks;
            if (top && line.Length <= LongestByline && !line.Contains('。'))
                ReadByline(block.Span, block.Role == BlockRole.Title);
            if (top || i >= to - 3)
                ReadReporter(block.Span);
        }
    }

    // "#### 1. 标题: …" is a title under a number and a label.
    private static int TitleStart(ReadOnlySpan<char> line)
    {
        int start = line.Length - line.TrimStart("# ").Length;
        if (LineMarker.Of(line[start..]) is { Kind: MarkerKind.Number } marker)
            start += marker.Length;
        return Labels.Of(line[start..]) is { Kind: LabelKind.Title } label ? start + label.ValueStart : start;
    }

    private void ReadLabel(LabelKind kind, int start, int end, Block? next, int seen)
    {
        // A label alone on its line labels the next paragraph.
        bool alone = start >= end;
        if (alone && next is { } following && kind is LabelKind.Summary or LabelKind.Link or LabelKind.Keywords && Labels.Of(_text.AsSpan(next.Value.Span.Start, next.Value.Span.Length)) is null)
            (start, end, alone) = (next.Value.Span.Start, next.Value.Span.End, false);
        if (alone)
            return;
        switch (kind)
        {
            case LabelKind.Title:
                _title ??= Field(start, end);
                break;
            case LabelKind.Source:
                _source ??= Field(start, ValueEnd(start, end));
                break;
            case LabelKind.Author:
                AddNames(start, ValueEnd(start, end));
                break;
            case LabelKind.Published when seen <= TopBlocks + 4:
                ReadDate(start, end);
                break;
            case LabelKind.Keywords when _keywords.Count == 0:
                _keywords = SplitKeywords(start, end);
                break;
            case LabelKind.Summary:
                _summary ??= Field(start, end);
                break;
            case LabelKind.Link:
                ReadLink(start, end);
                break;
        }
    }

    // 2024-10-10 09:30　来源：新华网　作者：张三
    private void ReadByline(TextSpan line, bool isTitle)
    {
        // A look without results first: most lines say nothing of the kind.
        ReadOnlySpan<char> words = _text.AsSpan(line.Start, line.Length);
        if (BylineItem().IsMatch(words))
            ReadItems(line);
        if (isTitle || _published is not null)
            return;
        if (FirstDate(words) is not { } date)
            return;

        // A date counts where it is the line, begins it, or stands beside what bylines hold; not inside a title.
        Span<char> buffer = stackalloc char[LongestByline];
        words[..date.Start].CopyTo(buffer);
        words[date.End..].CopyTo(buffer[date.Start..]);
        ReadOnlySpan<char> rest = buffer[..(words.Length - date.Length)];
        if (rest.Trim(" 　（）()【】[]\u00A0*|").Length <= 1 || BylineWord().IsMatch(rest) && words.Length <= 80)
            ReadDate(line.Start + date.Start, line.Start + date.End);
    }

    private void ReadItems(TextSpan line)
    {
        foreach (Match match in BylineItem().Matches(line.Of(_text)))
        {
            Group value = match.Groups["value"];
            int start = line.Start + value.Index, end = start + value.Length;
            if (match.Groups["source"].Success)
                _source ??= Field(start, end);
            else if (match.Groups["author"].Success && _authors.Count == 0)
                AddNames(start, end);
        }
    }

    // 科技日报讯（记者 张三 通讯员 李四）, 新华社北京2月18日电（记者张三）, （记者 张三）
    private void ReadReporter(TextSpan block)
    {
        ReadOnlySpan<char> head = _text.AsSpan(block.Start, Math.Min(block.Length, 100));
        if (Dispatch().IsMatch(head))
        {
            Match dispatch = Dispatch().Match(head.ToString());
            Group medium = dispatch.Groups["medium"];
            if (medium.Success && medium.Value is not ("本报" or "本報" or "本网" or "本網" or "本刊" or "本台"))
                _source ??= Field(block.Start + medium.Index, block.Start + medium.Index + medium.Length);
            Group names = dispatch.Groups["names"];
            if (names.Success && _authors.Count == 0)
                AddNames(block.Start + names.Index, block.Start + names.Index + names.Length);
        }

        int tailStart = Math.Max(block.Start, block.End - 80);
        ReadOnlySpan<char> tail = _text.AsSpan(tailStart..block.End);
        if (_authors.Count == 0 && Signature().IsMatch(tail))
        {
            Group names = Signature().Match(tail.ToString()).Groups["names"];
            AddNames(tailStart + names.Index, tailStart + names.Index + names.Length);
        }
    }

    private void AddNames(int start, int end)
    {
        foreach (Match name in Name().Matches(_text[start..end]))
        {
            if (name.Value is "记者" or "記者" or "通讯员" or "通訊員" or "本报" or "本报记者" or "见习记者" or "实习生" or "特约记者" or "编辑" or "摄影" or "作者" or "文" or "图")
                continue;
            string bare = RoleWord().Replace(name.Value, "");
            if (bare.Length is < 2 or > 30)
                continue;
            int at = start + name.Index + name.Length - bare.Length;
            if (_authors.Count < 20 && !_authors.Exists(a => a.Value == bare))
                _authors.Add(Field(at, at + bare.Length)!);
        }
    }

    private void ReadDate(int start, int end)
    {
        if (_published is not null || FirstDate(_text.AsSpan(start, end - start)) is not { } date)
            return;
        if (Iso(_text.AsSpan(start + date.Start, date.Length)) is { } iso)
            _published = Field(start + date.Start, start + date.End) is { } field ? field with { Value = iso } : null;
    }

    // A Markdown link has the address twice; the target is the clean one.
    private void ReadLink(int start, int end)
    {
        if (_link is not null)
            return;
        string line = _text[start..end];
        int target = line.IndexOf("](", StringComparison.Ordinal);
        Match match = target >= 0 ? Address().Match(line, target + 2) : Address().Match(line);
        if (match.Success)
            _link = Field(start + match.Index, start + match.Index + match.Length);
    }

    private List<MetadataField> SplitKeywords(int start, int end)
    {
        ReadOnlySpan<char> line = _text.AsSpan(start, end - start);
        string separators = line.IndexOfAny(KeywordSeparators) >= 0 ? "、，,；;|｜"
            : line.Count(' ') + line.Count('　') >= 2 ? " 　" : "\0";
        List<MetadataField> words = [];
        int at = start;
        for (int i = start; i <= end && words.Count < 50; i++)
        {
            if (i < end && !separators.Contains(_text[i]))
                continue;
            if (Field(at, i) is { } word)
                words.Add(word);
            at = i + 1;
        }

        return words;
    }

    // The value of an inline label stops where the next label or a gap begins.
    private int ValueEnd(int start, int end)
    {
        Match gap = ValueStop().Match(_text, start, end - start);
        return gap.Success && gap.Index > start ? gap.Index : end;
    }

    private MetadataField? Field(int start, int end)
    {
        while (start < end && (Lines.IsBlank(_text[start]) || _text[start] is '*' or '：' or ':' or '<'))
            start++;
        while (end > start && (Lines.IsBlank(_text[end - 1]) || _text[end - 1] is '*' or '>'))
            end--;
        if (start >= end)
            return null;
        var span = TextSpan.FromBounds(start, end);
        string text = span.Of(_text);
        string value = LineBreak().Replace(text, "").Replace("\\", "", StringComparison.Ordinal).Replace("**", "", StringComparison.Ordinal);
        return new MetadataField(value, text, span, _map?.ToSource(span) ?? span);
    }

    private void ReadDeclared(List<(string Name, string Value, TextSpan Source)> declared)
    {
        foreach ((string name, string value, TextSpan source) in declared)
        {
            if (name == "json-ld")
                ReadJson(value, source);
        }

        foreach ((string name, string value, TextSpan source) in declared)
        {
            var field = new MetadataField(value, value, null, source);
            switch (name)
            {
                case "front:title" or "meta:og:title" or "title" or "meta:headline":
                    _title ??= field;
                    break;
                case "front:source" or "meta:source" or "meta:mediasource" or "meta:copyrightholder" or "meta:contentsource":
                    _source ??= field;
                    break;
                case "front:author" or "meta:author" or "meta:article:author" or "meta:og:article:author":
                    if (_authors.Count == 0 && value.Length <= 60)
                        _authors.AddRange(value.Split(['、', '，', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(n => field with { Value = n }));
                    break;
                case "front:date" or "front:published" or "meta:publishdate" or "meta:pubdate" or "meta:article:published_time" or "meta:og:article:published_time" or "meta:og:release_date" or "meta:datepublished" or "meta:date" or "meta:pub_date":
                    if (_published is null && FirstDate(value) is { } date && Iso(date.Of(value)) is { } iso)
                        _published = field with { Value = iso };
                    break;
                case "front:keywords" or "front:tags" or "meta:keywords":
                    if (_keywords.Count == 0)
                        _keywords = [.. value.Trim('[', ']').Split(['、', '，', ',', ';', '；', '|'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Take(50).Select(k => field with { Value = k.Trim('"', '\'') })];
                    break;
                case "front:summary" or "front:description" or "meta:description" or "meta:og:description":
                    _summary ??= field;
                    break;
                case "front:link" or "front:url" or "meta:og:url":
                    _link ??= field;
                    break;
            }
        }
    }

    private void ReadJson(string json, TextSpan source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            foreach (JsonElement item in Items(document.RootElement))
            {
                if (item.ValueKind != JsonValueKind.Object || !item.TryGetProperty("@type", out JsonElement type) || !type.ToString().Contains("Article", StringComparison.Ordinal) && !type.ToString().Contains("BlogPosting", StringComparison.Ordinal))
                    continue;
                _title ??= Json(item, "headline", source);
                _source ??= item.TryGetProperty("publisher", out JsonElement publisher) ? Json(publisher, "name", source) : null;
                if (_authors.Count == 0 && item.TryGetProperty("author", out JsonElement authors))
                {
                    foreach (JsonElement author in Items(authors))
                    {
                        if ((Plain(author, source) ?? Json(author, "name", source)) is { } field && _authors.Count < 20)
                            _authors.Add(field);
                    }
                }

                if (_published is null && Json(item, "datePublished", source) is { } published && FirstDate(published.Value) is { } date && Iso(date.Of(published.Value)) is { } iso)
                    _published = published with { Value = iso };
                _summary ??= Json(item, "description", source);
                _link ??= Json(item, "url", source) ?? Json(item, "mainEntityOfPage", source);
            }
        }
        catch (JsonException)
        {
            // A page whose JSON-LD is broken says nothing by it.
        }
    }

    private static List<JsonElement> Items(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return [.. element.EnumerateArray()];
        return element.ValueKind == JsonValueKind.Object && element.TryGetProperty("@graph", out JsonElement graph) && graph.ValueKind == JsonValueKind.Array ? [.. graph.EnumerateArray()] : [element];
    }

    private static MetadataField? Json(JsonElement item, string name, TextSpan source) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out JsonElement value) ? Plain(value, source) : null;

    private static MetadataField? Plain(JsonElement value, TextSpan source) =>
        value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Trim().Length > 0 ? new MetadataField(text.Trim(), text, null, source) : null;

    private static TextSpan? FirstDate(ReadOnlySpan<char> text)
    {
        foreach (ValueMatch match in Date().EnumerateMatches(text))
            return new TextSpan(match.Index, match.Length);
        return null;
    }

    // The numbers of a date in their order: a year of four digits, month and day, and behind a year perhaps hour and minute.
    private static string? Iso(ReadOnlySpan<char> date)
    {
        bool hasYear = date.IndexOfAnyExceptInRange('0', '9') == 4;
        int year = hasYear ? TakeNumber(ref date) : 2000;
        int month = TakeNumber(ref date), day = TakeNumber(ref date), hour = TakeNumber(ref date), minute = TakeNumber(ref date);
        if (month is < 1 or > 12 || year < 1 || day < 1 || day > DateTime.DaysInMonth(year, month))
            return null;
        if (!hasYear)
            return $"--{month:D2}-{day:D2}";
        return hour is >= 0 and < 24 && minute is >= 0 and < 60 ? $"{year:D4}-{month:D2}-{day:D2}T{hour:D2}:{minute:D2}" : $"{year:D4}-{month:D2}-{day:D2}";
    }

    // The next number; -1 where there is none.
    private static int TakeNumber(ref ReadOnlySpan<char> text)
    {
        int start = text.IndexOfAnyInRange('0', '9');
        if (start < 0)
            return -1;
        text = text[start..];
        int length = text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
        int number = int.Parse(text[..length], NumberStyles.None, CultureInfo.InvariantCulture);
        text = text[length..];
        return number;
    }

    [GeneratedRegex(@"(?:(?<![0-9])[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}(?![0-9])\s*日?(?:[ T\u00A0　]*[0-9]{1,2}\s*[:：时時]\s*[0-9]{2})?|(?<![0-9])[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日)", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    [GeneratedRegex(@"(?:(?<source>来源|來源|稿源|出处|出處)|(?<author>作者|本报记者|本報記者|记者|記者|撰文|通讯员))\s*[:：]\s*(?<value>[^|｜\t\r\n：:]{2,40}?)(?=\s*(?:$|[|｜\t\r\n）)】\]]|[ 　\u00A0]+\S*[:：]|[ 　\u00A0]+[0-9]{4}|[ 　\u00A0]{2,}|作者|来源|來源|编辑|編輯|责编|发布时间|时间|日期|阅读|点击|浏览|字体|分享|[0-9]{4}[-年]))", RegexOptions.CultureInvariant)]
    private static partial Regex BylineItem();

    [GeneratedRegex(@"来源|來源|作者|记者|記者|编辑|編輯|发布|發布|發佈|时间|時間|日期|字号|字体|阅读|浏览|点击|责编", RegexOptions.CultureInvariant)]
    private static partial Regex BylineWord();

    [GeneratedRegex(@"[ 　\u00A0]{2,}|[|｜\t\r\n]|[ 　\u00A0]+(?=[^\s：:]{2,6}[：:])|[ 　\u00A0]+(?=[0-9]{4})|(?<=\S)(?:作者|来源|來源|发布时间|時間|时间|日期|责任编辑|编辑)\s*[：:]", RegexOptions.CultureInvariant)]
    private static partial Regex ValueStop();

    [GeneratedRegex(@"^[【\s　]*(?<medium>[\p{IsCJKUnifiedIdeographs}]{2,10}?)(?:[\p{IsCJKUnifiedIdeographs}]{0,8}[0-9]{0,4}年?[0-9]{1,2}月[0-9]{1,2}日)?(?:讯|訊|消息|电|電)[】\s　]*(?:[（(](?:[^（）()]{0,12}?)(?:记者|記者)[\s　:：]*(?<names>[^（）()]{2,40})[）)])", RegexOptions.CultureInvariant)]
    private static partial Regex Dispatch();

    [GeneratedRegex(@"[（(](?:本报|本報|[^（）()]{0,8})?(?:记者|記者|作者|文)[\s　:：/]+(?<names>[^（）()。，]{2,40})[）)]\s*$|[（(](?:本报|本報)?(?:记者|記者)(?<names>[^（）()。，]{2,20})[）)]\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Signature();

    [GeneratedRegex(@"[^\s　、，,；;/|和：:（）()*\u00A0]+", RegexOptions.CultureInvariant)]
    private static partial Regex Name();

    [GeneratedRegex(@"^(?:本报|本報)?(?:见习|实习|特约)?(?:记者|記者|通讯员|通訊員|作者)", RegexOptions.CultureInvariant)]
    private static partial Regex RoleWord();

    [GeneratedRegex(@"(?:https?://|www\.)[^\s<>\[\]""'（）【】，。；、）]+[^\s<>\[\]""'（）【】，。；、）().,;]", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Address();

    [GeneratedRegex(@"\s*[\r\n]+\s*", RegexOptions.CultureInvariant)]
    private static partial Regex LineBreak();
}
