namespace MedAiNlp.Cli.Output.Html;

/// <summary>
/// Writes one article: what it is about and why, its text with everything found in it, and tables of names, dates, figures and
/// stretches. The tables say in words what colour and hovering show, and each row leads to its place in the text.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="article">The article.</param>
/// <param name="id">The id of the article in the page; everything inside begins with it.</param>
/// <param name="level">The level of its heading, 2 or 3.</param>
internal sealed class HtmlArticle(TextWriter output, ArticleAnalysis article, string id, int level)
{
    private const int MostEvidence = 6;
    private const int LongestQuote = 60;

    // From outside to inside.
    private const int StretchLayer = 0, BlockLayer = 1, EvidenceLayer = 2, EntityLayer = 3, FigureLayer = 4;

    private readonly List<TextMark> _marks = [];
    private readonly Dictionary<TextSpan, string> _sentences = [];

    public void Write(string next)
    {
        output.Write($"<article id=\"{id}\" aria-labelledby=\"{id}-h\">\n<a class=\"skip\" href=\"#{next}\">Skip this article</a>\n");
        WriteHeader();
        output.Write("<div class=\"verdict\">\n");
        WriteTopics();
        WriteQuality();
        output.Write("</div>\n");
        MarkBlocks();
        var stretches = Stretches();
        var groupOf = MarkEntities();
        MarkFigures();
        output.Write($"<div class=\"text\" lang=\"{Language}\">");
        MarkedText.Write(output, article.Text, article.Span, _marks);
        output.Write("</div>\n<div class=\"found\">\n");
        WriteNames(groupOf);
        WriteDates();
        WriteFigures();
        WriteStretches(stretches);
        output.Write("</div>\n</article>\n");
    }

    private string Language => article.Language is "zh-Hans" or "zh-Hant" or "und" ? article.Language : "zh";

    private void WriteHeader()
    {
        output.Write("<header>\n");
        if (article.Path.Count > 0)
            output.Write($"<p class=\"path\" lang=\"{Language}\">{HtmlText.Encode(string.Join(" / ", article.Path))}</p>\n");
        var name = article.Id.Length == 0 ? "article" : article.Id;
        output.Write(article.Title is { Length: > 0 } title
            ? $"<h{level} id=\"{id}-h\" lang=\"{Language}\">{HtmlText.Encode(title)}</h{level}>\n"
            : $"<h{level} id=\"{id}-h\">{HtmlText.Encode(name)}</h{level}>\n");
        var metadata = article.Metadata;
        string?[] about =
        [
            article.Title is { Length: > 0 } ? name : null,
            $"{article.Span.Length:N0} characters",
            article.Language,
            article.Encoding is null or "utf-8" ? null : article.Encoding,
            metadata.Source?.Value,
            metadata.Authors.Count > 0 ? string.Join('、', metadata.Authors.Select(a => a.Value)) : null,
            metadata.Published?.Value,
        ];
        output.Write($"<p class=\"about\">{HtmlText.Encode(string.Join(" · ", about.OfType<string>()))}</p>\n</header>\n");
    }

    private void WriteTopics()
    {
        if (article.Topics.Count == 0)
            return;
        output.Write($"<h{level + 1}>Topics</h{level + 1}>\n<ul class=\"topics\">\n");
        foreach (var topic in article.Topics)
        {
            var label = HtmlText.Encode(topic.Label);
            var score = topic.Score.ToString("0.00");
            output.Write($"<li{(topic.IsAssigned ? " class=\"assigned\"" : "")}><span class=\"topic\">{label}</span> <meter min=\"0\" max=\"1\" value=\"{score}\" aria-label=\"{label}\">{score}</meter> <span class=\"score\">{score}</span> {(topic.IsAssigned ? "<strong>assigned</strong>" : "<span class=\"no\">not assigned</span>")}");
            if (topic.IsAssigned)
                WriteEvidence(topic);
            output.Write("</li>\n");
        }
        output.Write("</ul>\n");
    }

    private void WriteEvidence(TopicScore topic)
    {
        var sentences = topic.Evidence.Select(e => e with { Span = Trimmed(e.Span) }).Where(e => e.Span.Length > 0).ToList();
        if (sentences.Count == 0)
            return;
        output.Write($"\n<details><summary>Why {HtmlText.Encode(topic.Label)}</summary>\n<p>Sentences by what they added to the log-odds of the topic.</p>\n<ol class=\"evidence\">\n");
        foreach (var sentence in sentences.OrderByDescending(s => Math.Abs(s.Contribution)).Take(MostEvidence))
            output.Write($"<li><span class=\"{(sentence.Contribution < 0 ? "against" : "for")}\">{Signed(sentence.Contribution)}</span> <a href=\"#{Sentence(sentence.Span)}\" lang=\"{Language}\">{Quote(sentence.Span)}</a></li>\n");
        output.Write("</ol>\n");
        if (sentences.Count > MostEvidence)
            output.Write($"<p>{sentences.Count - MostEvidence:N0} other sentences added {Signed(sentences.Sum(s => s.Contribution) - sentences.OrderByDescending(s => Math.Abs(s.Contribution)).Take(MostEvidence).Sum(s => s.Contribution))} together.</p>\n");
        output.Write("</details>");
    }

    // One mark for each sentence, whichever topics it spoke for.
    private string Sentence(TextSpan span)
    {
        if (_sentences.TryGetValue(span, out var sentence))
            return sentence;
        _sentences[span] = sentence = $"{id}-s{_sentences.Count + 1}";
        _marks.Add(new TextMark(span, EvidenceLayer, "span", "evidence", $"id=\"{sentence}\""));
        return sentence;
    }

    private void WriteQuality()
    {
        var raised = article.Quality.Raised;
        if (raised.Count == 0)
            return;
        output.Write($"<h{level + 1}>How the text is built</h{level + 1}>\n<ul class=\"quality\">\n");
        foreach (var signal in raised)
            output.Write($"<li><b>{HtmlText.Encode(signal.Name)}</b> {HtmlText.Encode(signal.Explanation)}</li>\n");
        output.Write("</ul>\n");
    }

    private void MarkBlocks()
    {
        foreach (var block in article.Document.Blocks.Where(b => b.Span.Overlaps(article.Span)))
        {
            if (block.Role is not (BlockRole.Body or BlockRole.Title))
                _marks.Add(new TextMark(block.Span, BlockLayer, "span", "aside"));
            else if (block.Kind == BlockKind.Heading || block.Role == BlockRole.Title)
                _marks.Add(new TextMark(block.Span, BlockLayer, "b", "heading"));
        }
    }

    // Windows side by side with the same topics are one stretch; a text with one stretch needs no table.
    private List<(TextSpan Span, List<TopicScore> Topics)> Stretches()
    {
        var stretches = new List<(TextSpan Span, List<TopicScore> Topics)>();
        foreach (var segment in article.TopicSegments)
        {
            var topics = segment.Topics.Where(t => t.IsAssigned).ToList();
            if (stretches.Count > 0 && stretches[^1].Topics.Select(t => t.Label).Order(StringComparer.Ordinal).SequenceEqual(topics.Select(t => t.Label).Order(StringComparer.Ordinal)))
                stretches[^1] = (TextSpan.FromBounds(stretches[^1].Span.Start, segment.Span.End), [.. topics.Select(t => t with { Score = Math.Max(t.Score, stretches[^1].Topics.First(o => o.Label == t.Label).Score) })]);
            else
                stretches.Add((segment.Span, topics));
        }
        if (stretches.Count < 2)
            return [];
        foreach (var (index, stretch) in stretches.Index())
            _marks.Add(new TextMark(new TextSpan(Trimmed(stretch.Span).Start, 0), StretchLayer, "span", "stretch", $"id=\"{id}-t{index + 1}\" data-topics=\"{HtmlText.Encode(Labels(stretch.Topics))}\""));
        return stretches;
    }

    /// <summary>Marks the entities, and says which of them make up each group, by their place in the list.</summary>
    private List<(MentionGroup Group, List<int> Mentions)> MarkEntities()
    {
        var places = article.Entities.Index().ToDictionary(e => (e.Item.Start, e.Item.Length, e.Item.Type), e => e.Index);
        var groups = article.Mentions.Select(g => (Group: g, Mentions: g.Mentions.Select(m => places[(m.Start, m.Length, m.Type)]).ToList())).ToList();
        var rows = new string?[article.Entities.Count];
        foreach (var (index, group) in groups.Index())
        {
            foreach (var mention in group.Mentions)
                rows[mention] = $"{id}-n{index + 1}";
        }
        foreach (var (index, entity) in article.Entities.Index())
        {
            var tip = string.Join(" · ", new[] { entity.Type, entity.Canonical ?? entity.Value ?? entity.Name, entity.Type == EntityTypes.Date ? null : entity.Score.ToString("0.00") }.OfType<string>());
            _marks.Add(new TextMark(entity.Span, EntityLayer, "mark", $"entity {Class(entity.Type)}", $"id=\"{id}-e{index + 1}\" tabindex=\"0\" aria-describedby=\"{rows[index] ?? $"{id}-d{index + 1}"}\" data-type=\"{HtmlText.Encode(entity.Type)}\" data-tip=\"{HtmlText.Encode(tip)}\""));
        }
        return groups;
    }

    private void MarkFigures()
    {
        foreach (var (index, figure) in article.Figures.Index())
            _marks.Add(new TextMark(figure.Span, FigureLayer, "mark", "figure", $"id=\"{id}-f{index + 1}\" tabindex=\"0\" aria-describedby=\"{id}-r{index + 1}\" data-number=\"{index + 1}\" data-tip=\"{HtmlText.Encode($"{Sign(figure.Qualifier)}{Values(figure)} {(figure.Kind == FigureKind.Percent ? "of 1" : Unit(figure))} · {figure.Kind.ToJsonName()} · {figure.Qualifier.ToJsonName()}")}\""));
    }

    private void WriteNames(List<(MentionGroup Group, List<int> Mentions)> groups)
    {
        if (groups.Count == 0)
            return;
        OpenTable("Names", groups.Count, "Name", "Type", "Stands for", "Mentions");
        foreach (var (index, (group, mentions)) in groups.Index())
        {
            output.Write($"<tr id=\"{id}-n{index + 1}\"><th scope=\"row\" lang=\"{Language}\">{HtmlText.Encode(article.Entities[mentions.MaxBy(m => article.Entities[m].Length)].Name)}</th><td><span class=\"{Class(group.Type)} type\">{HtmlText.Encode(group.Type)}</span></td><td lang=\"{Language}\">{HtmlText.Encode(group.Canonical ?? "")}</td><td>");
            foreach (var names in mentions.GroupBy(m => article.Entities[m].Name))
            {
                output.Write($"<span class=\"mentions\" lang=\"{Language}\">{HtmlText.Encode(names.Key)}");
                foreach (var (number, mention) in names.Index())
                    output.Write($" <a href=\"#{id}-e{mention + 1}\">{number + 1}</a>");
                output.Write("</span> ");
            }
            output.Write("</td></tr>\n");
        }
        CloseTable();
    }

    private void WriteDates()
    {
        var dates = article.Entities.Index().Where(e => e.Item.Type == EntityTypes.Date).ToList();
        if (dates.Count == 0)
            return;
        OpenTable("Dates", dates.Count, "Date", "ISO 8601");
        foreach (var (index, date) in dates)
            output.Write($"<tr id=\"{id}-d{index + 1}\"><th scope=\"row\" lang=\"{Language}\"><a href=\"#{id}-e{index + 1}\">{HtmlText.Encode(date.Name)}</a></th><td>{HtmlText.Encode(date.Value ?? "incomplete")}</td></tr>\n");
        CloseTable();
    }

    private void WriteFigures()
    {
        if (article.Figures.Count == 0)
            return;
        OpenTable("Figures", article.Figures.Count, "", "Figure", "Value", "Unit", "Kind", "Qualifier", "Of what");
        foreach (var (index, figure) in article.Figures.Index())
            output.Write($"<tr id=\"{id}-r{index + 1}\"><td>{index + 1}</td><th scope=\"row\" lang=\"{Language}\"><a href=\"#{id}-f{index + 1}\">{HtmlText.Encode(figure.Text)}</a></th><td class=\"value\">{Sign(figure.Qualifier)}{Values(figure)}</td><td lang=\"{Language}\">{HtmlText.Encode(Unit(figure))}</td><td>{figure.Kind.ToJsonName()}</td><td>{figure.Qualifier.ToJsonName()}</td><td lang=\"{Language}\">{HtmlText.Encode(figure.Subject?.Of(article.Text) ?? "")}</td></tr>\n");
        CloseTable();
    }

    private void WriteStretches(List<(TextSpan Span, List<TopicScore> Topics)> stretches)
    {
        if (stretches.Count == 0)
            return;
        OpenTable("Where topics hold", stretches.Count, "From", "Topics", "Characters");
        foreach (var (index, (span, topics)) in stretches.Index())
            output.Write($"<tr><th scope=\"row\" lang=\"{Language}\"><a href=\"#{id}-t{index + 1}\">{Quote(Trimmed(span))}</a></th><td>{HtmlText.Encode(Labels(topics))}</td><td class=\"value\">{span.Start}–{span.End}</td></tr>\n");
        CloseTable();
    }

    private void OpenTable(string name, int rows, params string[] columns)
    {
        output.Write($"<details open><summary>{name} <span class=\"count\">{rows:N0}</span></summary>\n<div class=\"scroll\"><table>\n<thead><tr>");
        foreach (var column in columns)
            output.Write(column.Length == 0 ? "<th scope=\"col\"><span class=\"hidden\">Number</span></th>" : $"<th scope=\"col\">{column}</th>");
        output.Write("</tr></thead>\n<tbody>\n");
    }

    private void CloseTable() => output.Write("</tbody>\n</table></div></details>\n");

    private TextSpan Trimmed(TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && char.IsWhiteSpace(article.Text[start]))
            start++;
        while (end > start && char.IsWhiteSpace(article.Text[end - 1]))
            end--;
        return TextSpan.FromBounds(start, end);
    }

    private string Quote(TextSpan span)
    {
        var text = span.Of(article.Text);
        return text.Length <= LongestQuote ? HtmlText.Encode(text) : HtmlText.Encode(text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)]) + "…";
    }

    private static string Class(string type) => type switch
    {
        EntityTypes.Hospital => "hospital",
        EntityTypes.Company => "company",
        EntityTypes.Organization => "organization",
        EntityTypes.Person => "person",
        EntityTypes.Date => "date",
        _ => "other",
    };

    private static string Labels(List<TopicScore> topics) =>
        topics.Count == 0 ? "no topic" : string.Join(", ", topics.Select(t => $"{t.Label} {t.Score:0.00}"));

    private static string Signed(double contribution) => contribution.ToString("+0.00;−0.00;0.00");

    private static string Values(Figure figure) => string.Join(", ", figure.Values.Select(v => v.ToString("#,0.############")));

    private static string Unit(Figure figure) => figure.CanonicalUnit.Length == 0 || figure.CanonicalUnit == figure.Unit ? figure.Unit : $"{figure.Unit} ({figure.CanonicalUnit})";

    private static string Sign(FigureQualifier qualifier) => qualifier switch
    {
        FigureQualifier.AtLeast => "≥ ",
        FigureQualifier.AtMost => "≤ ",
        FigureQualifier.Approximate => "≈ ",
        _ => "",
    };
}
