using System.Buffers;
using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>
/// Finds sentences that a line break or a page break cuts in two: text wrapped at a fixed width, pages of a PDF. Two lines belong
/// together only where the first stops in the middle of a sentence and neither is a heading, an item, a row or a labelled line.
/// </summary>
internal static partial class BrokenLines
{
    // Beyond this many half squares no text is wrapped by hand; such a line is a paragraph.
    private const int WidestWrap = 120;

    private const string Pairs = "“”（）《》「」『』()";

    // Words that a line of its own does not end with.
    private static readonly SearchValues<char> FunctionWords = SearchValues.Create("的在和与與及或被把将將对對向从從由以是于於");

    /// <summary>Puts broken blocks together: the first grows over the others, and the breaks are hidden from the models.</summary>
    public static void Join(Draft draft)
    {
        List<DraftBlock> blocks = draft.Blocks;
        int i = 0;
        while (i < blocks.Count)
        {
            DraftBlock block = blocks[i];
            int last = i;
            while (Next(draft, last) is int next && Continues(draft, last, next))
            {
                bool separates = NeedsSpace(draft.Text[blocks[last].End - 1], draft.Text[blocks[next].Start]);
                draft.Hidden.Hide(blocks[last].End, blocks[next].Start, separates);
                block.LinkCharacters += blocks[next].LinkCharacters;
                last = next;
            }

            block.End = blocks[last].End;
            for (i++; i <= last; i++)
                blocks[i].IsJoined = true;
        }

        blocks.RemoveAll(static b => b.IsJoined);
    }

    /// <summary>Whether the sentence at the end of the block goes on in the next one.</summary>
    public static bool IsBroken(Draft draft, int index) => Next(draft, index) is int next && Continues(draft, index, next);

    // The next block, across the page numbers that stand between the halves of a sentence.
    private static int? Next(Draft draft, int index)
    {
        for (int next = index + 1; next < draft.Blocks.Count && next <= index + 3; next++)
        {
            if (draft.Blocks[next].Kind != BlockKind.Separator)
                return next;
            if (!draft.Of(draft.Blocks[next]).ContainsAnyInRange('0', '9'))
                return null;
        }

        return null;
    }

    private static bool Continues(Draft draft, int index, int next)
    {
        DraftBlock first = draft.Blocks[index], second = draft.Blocks[next];
        if (first.Kind is not (BlockKind.Paragraph or BlockKind.ListItem or BlockKind.Quote) || second.Kind is not (BlockKind.Paragraph or BlockKind.Quote))
            return false;
        if (first.Role != second.Role || first.Kind != second.Kind && second.Kind == BlockKind.Quote)
            return false;
        if (second.Kind == BlockKind.Paragraph && first.Kind == BlockKind.ListItem && draft.Map is not null)
            return false;
        ReadOnlySpan<char> a = LastLine(draft, first), b = draft.Of(second);
        if (draft.IsMarkdown)
        {
            a = a.TrimEnd("*_");
            b = b.TrimStart("*_");
        }

        if (a.IsEmpty || b.IsEmpty || Sentences.EndsSentence(a) || a[^1] is '：' or ':' or '；' or ';' || IsIndented(draft.Text, first, second))
            return false;
        if (LineMarker.Of(b).Kind is not (MarkerKind.None or MarkerKind.NestedNumber) || IsLabel(b) || IsLabel(a, withoutValue: true) || IsAddress(a) || IsAddress(b) || IsDateLine(a) || IsDateLine(b))
            return false;
        if (b[0] is '【' or '●' or '■' || a[0] is '【' && a[^1] is '】' || IsBracketed(a) || IsBracketed(b) || EndsWithByline(a) || a[^1] is '*' or '】' or ']')
            return false;

        // Links in a row are a menu, whatever they say.
        if (first.LinkCharacters > first.Length / 2 || second.LinkCharacters > second.Length / 2)
            return false;

        if (!IsChinese(a, 0.4) || !IsChinese(b[..Math.Min(b.Length, 20)], 0.2) || IsKeyAndValue(b) || Dispatch().IsMatch(b))
            return false;

        // What no sentence ends with, or begins with, and a pair of marks that the break stands inside.
        if (a[^1] is '，' or ',' or '、' || Sentences.IsOpening(a[^1]) || b[0] is '，' or '。' or '、' or '；' or '：' or '！' or '？' or ',' or '%' or '％' or '℃' || b[0] is not ('"' or '\'' or ']') && Sentences.IsClosing(b[0]))
            return true;
        if (HasOpenPair(a, b) || TailOfName().IsMatch(b) && (b.Length >= 8 || b.IndexOfAny(Sentences.Pauses) >= 0))
            return true;
        if (ParagraphOpening().IsMatch(b))
            return false;

        // Where only prose can stand: after 摘要： on the same line, after 正文： on the line before.
        if (b.IndexOfAny(Sentences.Pauses) >= 0 && (Labels.Of(draft.Of(first)) is { Kind: LabelKind.Summary } || index > 0 && Labels.Of(draft.Of(draft.Blocks[index - 1])) is { Kind: LabelKind.Structure }))
            return true;

        bool blank = second.Gap == BlockGap.Paragraph || next != index + 1;
        return blank ? ContinuesAcrossPage(draft, index, b) : ContinuesOnNextLine(draft, index, next, a, b);
    }

    private static bool ContinuesAcrossPage(Draft draft, int index, ReadOnlySpan<char> b)
    {
        // The rest must be prose: it reaches the end of a sentence, here or on a further page.
        if (b.IndexOfAny(Sentences.Stops) < 0 && !(b.Length >= 20 && b.ContainsAny('，', ',')))
            return false;

        // A heading is short, or a single clause; the end of a page stands after clauses or whole sentences.
        ReadOnlySpan<char> whole = draft.Of(draft.Blocks[index]);
        if (whole.Contains('。') || whole.Length >= 70)
            return true;
        bool clauses = whole.ContainsAny('，', ',');
        return clauses && (whole.Length >= 24 && !IsFirst(draft, index) || SentenceOpening().IsMatch(whole) || Labels.Of(whole) is { Kind: LabelKind.Summary });
    }

    private static bool ContinuesOnNextLine(Draft draft, int index, int next, ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        // Two lines, and the first shorter than a title: 中日 / 友好医院.
        int width = EastAsian.Width(a);
        if (draft.Blocks.Count == 2 && width <= 12 && b.Length > 2)
            return true;
        bool prose = b.IndexOfAny(Sentences.Pauses) >= 0 || b.Length >= 12;
        if (!prose)
            return false;
        if (a.Contains('。') || FunctionWords.Contains(a[^1]))
            return true;

        // Text wrapped at one width: a full line with clauses, or with nothing but full lines around it.
        (int widest, int lines) = Neighbourhood(draft, index, next);
        bool wrapped = lines > 2 && widest <= WidestWrap && width >= widest - (char.IsAsciiLetterOrDigit(b[0]) ? 16 : 6);
        bool clauses = a.ContainsAny('，', ',') || a.Contains('、');
        if (wrapped && !IsFirst(draft, index))
            return clauses || b.ContainsAny('，', '。') && width >= 32;
        if (wrapped && lines > 3)
            return width >= widest - 4 && b.ContainsAny('，', '。') && width >= 32;
        return clauses && b.ContainsAny('。', '，') && (SentenceOpening().IsMatch(a) || a.Length > 45 || !IsFirst(draft, index) && HeadOfName().IsMatch(b));
    }

    // Titles come first, and are no longer than this.
    private static bool IsFirst(Draft draft, int index)
    {
        int before = index - 1;
        while (before >= 0 && draft.Blocks[before].Kind == BlockKind.Separator)
            before--;
        return before < 0 && draft.Blocks[index].Length <= 45;
    }

    private static bool IsChinese(ReadOnlySpan<char> line, double share)
    {
        int han = 0, all = 0;
        foreach (char c in line)
        {
            if (EastAsian.IsWide(c))
                han++;
            if (!char.IsWhiteSpace(c))
                all++;
        }

        return han > 0 && han >= all * share;
    }

    // 咨询电话：… and 真相：… begin lines of their own.
    private static bool IsKeyAndValue(ReadOnlySpan<char> line)
    {
        int colon = line[..Math.Min(line.Length, 10)].IndexOfAny('：', ':');
        return colon > 0 && line[..colon].IndexOfAny(Sentences.Pauses) < 0;
    }

    // An opening mark of the last sentence that closes on the next line.
    private static bool HasOpenPair(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        for (int i = 0; i < Pairs.Length; i += 2)
        {
            (char open, char close) = (Pairs[i], Pairs[i + 1]);
            int opened = a.LastIndexOf(open), closes = b.IndexOf(close), opens = b.IndexOf(open);
            if (opened >= 0 && !a[opened..].Contains(close) && closes >= 0 && (opens < 0 || closes < opens) && closes <= 60 && a.Length - opened <= 60)
                return true;
        }

        return false;
    }

    // The widest of the lines that follow each other without a blank one, and how many they are.
    private static (int Widest, int Lines) Neighbourhood(Draft draft, int index, int next)
    {
        int from = index, to = next;
        while (from > 0 && index - from < 8 && draft.Blocks[from].Gap == BlockGap.Line && draft.Blocks[from - 1].Kind is BlockKind.Paragraph or BlockKind.ListItem)
            from--;
        while (to + 1 < draft.Blocks.Count && to - next < 8 && draft.Blocks[to + 1].Gap == BlockGap.Line && draft.Blocks[to + 1].Kind is BlockKind.Paragraph or BlockKind.ListItem)
            to++;
        int widest = 0;
        for (int i = from; i <= to; i++)
            widest = Math.Max(widest, EastAsian.Width(draft.Of(draft.Blocks[i])));
        return (widest, to - from + 1);
    }

    // A sentence that begins in a new paragraph is set in by more than the line above it.
    private static bool IsIndented(string text, DraftBlock first, DraftBlock second) =>
        Indent(text, second.Start) is var indent && indent >= 2 && indent > Indent(text, first.Start);

    private static int Indent(string text, int start)
    {
        int width = 0;
        for (int i = start - 1; i >= 0 && text[i] is ' ' or '　' or '\t' or '\u00A0'; i--)
            width += text[i] is '　' or '\t' ? 2 : 1;
        return width;
    }

    // Only the last physical line tells where the paragraph stops.
    private static ReadOnlySpan<char> LastLine(Draft draft, DraftBlock block)
    {
        ReadOnlySpan<char> text = draft.Of(block);
        int at = text.LastIndexOfAny('\n', '\r');
        return at < 0 ? text : text[(at + 1)..].Trim();
    }

    private static bool IsLabel(ReadOnlySpan<char> line, bool withoutValue = false) =>
        Labels.Of(line) is { } label && (!withoutValue || label.ValueStart >= line.Length || label.Kind is not (LabelKind.Summary or LabelKind.Structure));

    private static bool IsAddress(ReadOnlySpan<char> line) => line.TrimStart("<([").StartsWith("http", StringComparison.OrdinalIgnoreCase) || line.StartsWith("www.", StringComparison.OrdinalIgnoreCase);

    private static bool IsDateLine(ReadOnlySpan<char> line) => line.Length <= 40 && line.Length > 3 && !line.ContainsAny("，。") && DateLine().IsMatch(line);

    private static bool IsBracketed(ReadOnlySpan<char> line) => line.Length is > 2 and <= 40 && line[0] is '（' or '(' && line[^1] is '）' or ')' && line[1..^1].IndexOfAny("（(）)") < 0;

    private static bool EndsWithByline(ReadOnlySpan<char> line) => line[^1] is '）' or ')' && line.LastIndexOfAny('（', '(') is >= 0 and var open
        && (line[open..].Contains("记者", StringComparison.Ordinal) || line[open..].Contains("記者", StringComparison.Ordinal) || line[open..].Contains("编辑", StringComparison.Ordinal)
            || line[open..].Contains("編輯", StringComparison.Ordinal) || line[open..].Contains("来源", StringComparison.Ordinal) || line[open..].Contains("通讯员", StringComparison.Ordinal));

    private static bool NeedsSpace(char before, char after) => !EastAsian.IsWide(before) && !EastAsian.IsWide(after) && char.IsLetterOrDigit(before) && char.IsAsciiLetter(after);

    [GeneratedRegex(@"^(?:附属|附屬|[医醫]院(?!管)|人民医院|人民醫院|中心医院|中心醫院|第[一二三四五六七八九十\d]+(?:附属|附屬)?(?:人民|中心)?[医醫]院|医学院|醫學院|妇幼保健院|婦幼保健院|有限公司|股份有限公司|有限责任公司|科技有限公司|科技股份|分公司|卫生健康委|卫健委|卫生院)", RegexOptions.CultureInvariant)]
    private static partial Regex TailOfName();

    // 友好医院 after a clause is the rest of a name; 湘雅医院 after a heading begins a paragraph.
    [GeneratedRegex(@"^\p{IsCJKUnifiedIdeographs}{1,4}?(?:医院|醫院|大学|大學|公司|集团|集團|学院|學院|研究院|委员会|委員會)", RegexOptions.CultureInvariant)]
    private static partial Regex HeadOfName();

    [GeneratedRegex(@"^(?:近日|日前|据悉|据了解|据介绍|據悉|據了解|本报|本報|记者|記者|截至|此外|同时，|同時，|其中，|随着|隨著|当前，|目前，)", RegexOptions.CultureInvariant)]
    private static partial Regex ParagraphOpening();

    // 新华社北京2月18日电（…, 本报讯（…
    [GeneratedRegex(@"^[^，。]{0,24}[讯訊电電]\s*[（(]", RegexOptions.CultureInvariant)]
    private static partial Regex Dispatch();

    [GeneratedRegex(@"^\s*(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]|\d{1,2}\s*月\s*\d{1,2}\s*日).*?(?:来源|來源|作者|记者|記者|$)", RegexOptions.CultureInvariant)]
    private static partial Regex DateLine();

    // How a sentence of a news text opens and a title hardly ever does.
    [GeneratedRegex(@"^(?:[“「]|近日|日前|近年来|近年來|今天|昨天|昨日|今日|今年|去年|目前|当前|當前|据|據|本报|本報|记者|記者|截至|截止|随着|隨著|此外|同时|同時|其中|另外|为了|為了|在此|通过|在|自|经|此次|该|該|这|這|我们|我們|他|她|\d{4}\s*年|\d{1,2}\s*月\s*\d{0,2})", RegexOptions.CultureInvariant)]
    private static partial Regex SentenceOpening();
}
