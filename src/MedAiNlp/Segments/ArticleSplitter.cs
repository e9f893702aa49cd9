using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>
/// Cuts a digest or a casebook into its articles. Headings of one kind (案例 1…, numbered or plain headings, titles over a line with
/// source and date) are the articles where each brings what articles bring: a source, a date, a summary, an entry in the table of contents.
/// A document whose headings bring nothing of the kind is one article. Thread-safe; it holds nothing.
/// </summary>
public static partial class ArticleSplitter
{
    private const int LongestTitle = 100;

    // Source, date and author stand in the first lines under a title.
    private const int EvidenceBlocks = 6;

    // What is left of an entry of a table of contents is shorter than this; no article is.
    private const int ShortestBody = 30;

    // Cases without any line of metadata are articles when they are as long as articles, or when no text leads up to them; else they are examples in one article.
    private const int AverageCase = 600;

    // A title over a line with a date needs no more evidence, but some text.
    private const int ShortestUnderByline = 100;

    private const int DeepestPath = 5;

    private static readonly Form[] Forms = Enum.GetValues<Form>();

    private enum Form
    {
        Case,
        TitleLabel,
        NumberedHeading,
        Bracket,
        Chapter,
        ChineseNumber,
        PlainHeading,
        Rule,
        NumberedLine,
        Byline,
    }

    /// <summary>The articles of <paramref name="document"/>, in order. A document that is one article gives one part that is all of it.</summary>
    public static IReadOnlyList<ArticlePart> Split(Document document)
    {
        ArgumentNullException.ThrowIfNull(document);
        IReadOnlyList<Part> parts = Find(document.Text, document.Blocks, document.ModelText);
        if (parts.Count < 2)
        {
            return [new ArticlePart { Title = document.Metadata.Title?.Value ?? "", Path = [], Span = new TextSpan(0, document.Text.Length), Metadata = document.Metadata }];
        }

        return [.. parts.Select(p =>
        {
            DocumentMetadata metadata = document.MetadataOf(p.First, p.End);
            var title = new MetadataField(p.Title, p.TitleSpan.Of(document.Text), p.TitleSpan, document.ToSource(p.TitleSpan));
            return new ArticlePart { Title = p.Title, Path = p.Path, Span = p.Span, Metadata = metadata with { Title = title } };
        })];
    }

    /// <summary>The articles as blocks; none where the document is one article.</summary>
    internal static IReadOnlyList<Part> Find(string text, IReadOnlyList<Block> blocks, TextView view)
    {
        var lines = new BlockLines(view, blocks);
        TableOfContents? contents = TableOfContents.Find(lines, blocks);
        int bodyStart = contents?.End ?? 0;
        List<Candidate> candidates = Candidates(blocks, lines, bodyStart);
        foreach (Form form in Forms)
        {
            if (Count(candidates, form) < 2)
                continue;
            List<Candidate> chosen = Choose(form, candidates, blocks, lines, contents);
            if (chosen.Count >= 2)
                return Parts(text, blocks, lines, chosen, bodyStart, contents);
        }

        return [];
    }

    private static int Count(List<Candidate> candidates, Form form)
    {
        int count = 0;
        foreach (Candidate candidate in candidates)
            count += candidate.Form == form ? 1 : 0;
        return count;
    }

    private static List<Candidate> Candidates(IReadOnlyList<Block> blocks, BlockLines lines, int from)
    {
        List<Candidate> candidates = [];
        for (int i = from; i < blocks.Count; i++)
        {
            Block block = blocks[i];
            ReadOnlySpan<char> line = lines[i];
            if (line.Length is < 2 or > LongestTitle || block.Kind is BlockKind.Separator or BlockKind.TableRow or BlockKind.Code or BlockKind.Caption || block.Role is BlockRole.Footer or BlockRole.Comment or BlockRole.Advertisement)
                continue;
            LineMarker marker = LineMarker.Of(line);
            bool titleLabel = Labels.Of(line[Math.Min(marker.Length, line.Length)..]) is { Kind: LabelKind.Title };
            if (!titleLabel && (Labels.Of(line) is not null || PlainTextReader.EndsLikeProse(line) || IsByline(line)))
                continue;
            bool heading = block.Kind == BlockKind.Heading;
            if (marker.Kind == MarkerKind.Case && marker.Length < line.Length)
                Add(Form.Case);
            if (titleLabel)
                Add(Form.TitleLabel);
            if (marker.Kind == MarkerKind.Number)
                Add(heading ? Form.NumberedHeading : Form.NumberedLine);
            if (marker.Kind == MarkerKind.Chapter)
                Add(Form.Chapter);
            if (marker.Kind == MarkerKind.Chinese)
                Add(Form.ChineseNumber);
            if (line[0] == '【' && line.IndexOf('】') is var close and > 2 && (close == line.Length - 1 || close < 8))
                Add(Form.Bracket);
            if (heading && marker.Kind == MarkerKind.None)
                Add(Form.PlainHeading);
            if (i > 0 && blocks[i - 1].Kind == BlockKind.Separator && !lines[i - 1].ContainsAnyInRange('0', '9'))
                Add(Form.Rule);
            if (i + 1 < blocks.Count && (IsByline(lines[i + 1]) || Labels.Of(lines[i + 1]) is { Kind: LabelKind.Source or LabelKind.Published or LabelKind.Author }))
                Add(Form.Byline);

            void Add(Form form) => candidates.Add(new Candidate(form, i, marker, heading ? block.Level : 7));
        }

        return candidates;
    }

    private static List<Candidate> Choose(Form form, List<Candidate> candidates, IReadOnlyList<Block> blocks, BlockLines lines, TableOfContents? contents)
    {
        List<Candidate> group = [.. candidates.Where(c => c.Form == form)];
        bool[] evident = new bool[group.Count];
        bool[] listed = new bool[group.Count];
        int[] lengths = new int[group.Count];
        for (int i = 0; i < group.Count; i++)
        {
            int end = i + 1 < group.Count ? group[i + 1].Block : blocks.Count;
            evident[i] = HasMetadata(blocks, lines, group[i].Block + 1, end);
            listed[i] = contents is not null && contents.Titles.Contains(TableOfContents.Key(lines[group[i].Block]));
            lengths[i] = end > group[i].Block + 1 ? blocks[end - 1].Span.End - blocks[group[i].Block].Span.End : 0;
        }

        int evidence = evident.Count(e => e);
        bool accepted = form switch
        {
            Form.Case => evidence >= 2 || listed.Count(l => l) >= group.Count / 2.0 && listed.Any(l => l) || lengths.Average() >= AverageCase
                || lengths.Min() >= 2 * ShortestBody && !HasProse(blocks, lines, contents?.End ?? 0, group[0].Block),
            Form.TitleLabel => true,
            Form.Rule => evidence >= 2 || group.Count >= 3 && lengths.Min() >= 2 * ShortestBody && group[0].Block <= 2 + (contents?.End ?? 0),
            Form.ChineseNumber or Form.Chapter => evidence >= 2 && evidence * 2 >= group.Count && !IsOverArticles(group, candidates),
            _ => evidence >= 2,
        };
        if (!accepted)
            return [];

        // A later title with metadata under the same number is the better one.
        Dictionary<int, int> lastEvident = [];
        for (int i = 0; i < group.Count; i++)
        {
            if (evident[i])
                lastEvident[group[i].Marker.Number] = i;
        }

        // Subheadings and items inside the articles look like the titles, but bring nothing, and break the count.
        List<Candidate> chosen = [];
        int last = 0;
        for (int i = 0; i < group.Count; i++)
        {
            Candidate candidate = group[i];
            bool keep = lengths[i] >= (form == Form.Byline ? ShortestUnderByline : ShortestBody) && form switch
            {
                Form.Case or Form.TitleLabel or Form.Rule => true,
                Form.PlainHeading or Form.Byline => evident[i],
                _ => evident[i] || listed[i] || candidate.Marker.Number == last + 1 && last > 0 && lastEvident.GetValueOrDefault(last + 1, -1) <= i,
            };
            if (!keep)
                continue;

            // A title repeated over its own text is the same article.
            if (chosen.Count > 0 && SameTitle(lines[chosen[^1].Block], lines[candidate.Block]))
                continue;
            chosen.Add(candidate);
            last = candidate.Marker.Number;
        }

        return chosen;
    }

    private static bool HasProse(IReadOnlyList<Block> blocks, BlockLines lines, int from, int end)
    {
        for (int i = from; i < end; i++)
        {
            if (blocks[i].Role == BlockRole.Body && lines[i].Length >= 40 && Sentences.EndsSentence(lines[i]))
                return true;
        }

        return false;
    }

    // 一、二、三 over titles that bring their own source are sections, not articles.
    private static bool IsOverArticles(List<Candidate> group, List<Candidate> candidates)
    {
        HashSet<int> titles = [.. candidates.Where(c => c.Form is Form.Byline or Form.NumberedLine or Form.NumberedHeading or Form.TitleLabel).Select(c => c.Block)];
        return group.Any(g => titles.Contains(g.Block + 1));
    }

    private static bool HasMetadata(IReadOnlyList<Block> blocks, BlockLines lines, int from, int end)
    {
        int to = Math.Min(end, from + EvidenceBlocks);
        for (int i = from; i < to; i++)
        {
            if (blocks[i].Kind == BlockKind.Separator)
                continue;
            if (IsByline(lines[i]) || Labels.Of(lines[i]) is { Kind: LabelKind.Source or LabelKind.Published or LabelKind.Author or LabelKind.Keywords or LabelKind.Summary or LabelKind.Link } || lines[i] is "正文：" or "正文:" or "正文")
                return true;

            // After a paragraph of text the head of the article is over.
            if (lines[i].Length > 60 && Sentences.EndsSentence(lines[i]))
                return Dispatch().IsMatch(lines[i]);
        }

        return false;
    }

    private static List<Part> Parts(string text, IReadOnlyList<Block> blocks, BlockLines lines, List<Candidate> chosen, int bodyStart, TableOfContents? contents)
    {
        List<Part> parts = [];
        List<(int Rank, string Heading)> sections = [];
        int[] sectionStarts = new int[chosen.Count];
        List<List<int>> chains = [];
        int articleLevel = chosen.Min(c => c.Level);
        for (int i = 0; i < chosen.Count; i++)
        {
            // Headings right above the title, with nothing between, are the sections it stands in.
            int floor = i == 0 ? bodyStart : chosen[i - 1].Block + 1;
            List<int> chain = [];
            for (int above = chosen[i].Block - 1; above >= floor && chain.Count < DeepestPath && IsSection(above, chosen[i], articleLevel); above--)
                chain.Insert(0, above);
            chains.Add(chain);
            sectionStarts[i] = chain.Count > 0 ? chain[0] : chosen[i].Block;
        }

        for (int i = 0; i < chosen.Count; i++)
        {
            foreach (int heading in chains[i])
            {
                int rank = Rank(LineMarker.Of(lines[heading]).Kind, blocks[heading].Level);
                sections.RemoveAll(s => s.Rank >= rank);
                sections.Add((rank, lines[heading].ToString()));
            }

            int end = i + 1 < chosen.Count ? sectionStarts[i + 1] : EndMatter(blocks, lines, chosen[i].Block + 1);
            while (end > chosen[i].Block + 1 && (blocks[end - 1].Kind == BlockKind.Separator || blocks[end - 1].Role is BlockRole.Footer or BlockRole.LinkList or BlockRole.Comment && blocks[end - 1].Span.Length > 0))
                end--;
            Candidate candidate = chosen[i];
            Block first = blocks[candidate.Block];
            string line = lines[candidate.Block].ToString();
            int skip = candidate.Marker.Kind is MarkerKind.Case or MarkerKind.Chapter ? 0 : candidate.Marker.Length;
            if (Labels.Of(line.AsSpan(Math.Min(skip, line.Length))) is { Kind: LabelKind.Title } label)
                skip += label.ValueStart;
            string title = line[Math.Min(skip, line.Length)..].Trim(' ', '*', '【', '】');
            List<string> path = [.. sections.Select(s => s.Heading)];
            if (candidate.Marker.Kind is not (MarkerKind.None or MarkerKind.Bullet))
                path.Add(line[..candidate.Marker.LabelLength].Trim('.', '．', '、', ' '));
            int titleStart = text.IndexOf(title.Length > 0 ? title : line, first.Span.Start, first.Span.Length, StringComparison.Ordinal);
            TextSpan titleSpan = titleStart < 0 || title.Length == 0 ? first.Span : new TextSpan(titleStart, title.Length);
            parts.Add(new Part(title, titleSpan, path, TextSpan.FromBounds(LineStart(text, first.Span.Start), blocks[end - 1].Span.End), candidate.Block, end));
        }

        return parts;

        bool IsSection(int block, Candidate article, int level)
        {
            MarkerKind kind = LineMarker.Of(lines[block]).Kind;
            if (blocks[block].Role == BlockRole.Title && block < article.Block - 1 || lines[block].Length > 60 || PlainTextReader.EndsLikeProse(lines[block]) || Labels.Of(lines[block]) is not null)
                return false;
            if (kind is MarkerKind.Chapter or MarkerKind.Chinese && article.Marker.Kind != kind)
                return true;
            return blocks[block].Kind == BlockKind.Heading && blocks[block].Role != BlockRole.Title && kind == MarkerKind.None && blocks[block].Level < level
                && (contents is null || contents.Titles.Contains(TableOfContents.Key(lines[block])));
        }
    }

    // Appendix, editors' note, imprint: what follows the last article and belongs to the document.
    private static int EndMatter(IReadOnlyList<Block> blocks, BlockLines lines, int from)
    {
        for (int i = from; i < blocks.Count; i++)
        {
            if (lines[i].Length <= 30 && EndMatterHeading().IsMatch(lines[i]))
                return i;
        }

        return blocks.Count;
    }

    private static int Rank(MarkerKind kind, int level) => kind switch
    {
        MarkerKind.Chapter => 1,
        MarkerKind.Chinese => 2,
        MarkerKind.ChineseInBrackets => 3,
        MarkerKind.Number => 4,
        _ => Math.Max(level, 1),
    };

    private static bool SameTitle(ReadOnlySpan<char> a, ReadOnlySpan<char> b)
    {
        string first = TableOfContents.Key(a), second = TableOfContents.Key(b);
        return first.Length >= 4 && second.Length >= 4 && (first.Contains(second, StringComparison.Ordinal) || second.Contains(first, StringComparison.Ordinal));
    }

    // The line may begin with marks that the block leaves out, as in "### 3. …".
    private static int LineStart(string text, int start)
    {
        int at = start;
        while (at > 0 && text[at - 1] is ' ' or '#' or '*' or '>' or '\t')
            at--;
        return at == 0 || text[at - 1] is '\n' or '\r' ? at : start;
    }

    private static bool IsByline(ReadOnlySpan<char> line) => line.Length <= 80 && Byline().IsMatch(line);

    [GeneratedRegex(@"^[（(【\[\s]*(?:\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?)?[\s|｜，,]*(?:来源|來源|稿源|作者|记者|記者|文)\s*[:：/]|^[（(【\[\s]*\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?[\s）)】\]|｜]*(?:[\p{IsCJKUnifiedIdeographs}]{2,12})?$", RegexOptions.CultureInvariant)]
    private static partial Regex Byline();

    [GeneratedRegex(@"^[【\s]*[\p{IsCJKUnifiedIdeographs}]{2,12}?(?:\d{1,2}月\d{1,2}日)?[讯訊电電][】\s]*[（(]", RegexOptions.CultureInvariant)]
    private static partial Regex Dispatch();

    [GeneratedRegex(@"^(?:附\s*[录錄件]|后\s*记|後\s*記|编后|編後|编者按语?$|致谢|致謝|版权声明|版權聲明|免责声明|主编[:：]|编辑部|本期编辑|报[:：]\s|抄送[:：])", RegexOptions.CultureInvariant)]
    private static partial Regex EndMatterHeading();

    private readonly record struct Candidate(Form Form, int Block, LineMarker Marker, int Level);

    /// <summary>An article as the blocks [First, End).</summary>
    internal sealed record Part(string Title, TextSpan TitleSpan, IReadOnlyList<string> Path, TextSpan Span, int First, int End);
}
