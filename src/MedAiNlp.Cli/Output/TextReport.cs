using Spectre.Console;

namespace MedAiNlp.Cli.Output;

/// <summary>
/// Writes results for people: a heading, the topics, what was found by type with how often, the figures with their
/// meaning. Spectre.Console counts East Asian characters as two columns, so that everything stands in line.
/// </summary>
internal sealed class TextReport(IAnsiConsole console, TextWriter output) : IResultWriter
{
    private const int MaxMentionsShown = 40;

    private bool _first = true;

    public void Write(ArticleAnalysis analysis)
    {
        Heading(analysis.Id, $"{analysis.Span.Length:N0} characters, {analysis.Language}");
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        if (analysis.Title is { Length: > 0 } title)
            grid.AddRow(new Text("title", Dim), new Text(OneLine(string.Join(" / ", analysis.Path.Append(title)))));
        grid.AddRow(new Text("topics", Dim), Topics(analysis.Topics));
        foreach (var type in analysis.Entities.GroupBy(e => e.Type).OrderBy(g => TypeOrder(g.Key)).ThenBy(g => g.Key, StringComparer.Ordinal))
            grid.AddRow(new Text(type.Key, StyleOf(type.Key)), Mentions(type, StyleOf(type.Key)));
        if (analysis.Figures.Count > 0)
            grid.AddRow(new Text("figures", StyleOf("figures")), Figures(analysis.Figures));
        console.Write(grid);
    }

    public void WriteError(string id, string message)
    {
        Heading(id, "not analysed");
        console.Write(new Text("  " + message, new Style(Color.Red)));
        console.WriteLine();
    }

    public void Dispose() => output.Flush();

    private void Heading(string id, string remark)
    {
        if (!_first)
            console.WriteLine();
        _first = false;
        console.Write(new Paragraph().Append(id.Length == 0 ? "article" : id, new Style(decoration: Decoration.Bold)).Append($"  {remark}", Dim));
        console.WriteLine();
    }

    private static Paragraph Topics(IReadOnlyList<TopicScore> topics)
    {
        var line = new Paragraph();
        var assigned = topics.Where(t => t.IsAssigned).ToList();
        if (assigned.Count == 0)
            line.Append("none", Dim);
        foreach (var (index, topic) in assigned.Index())
            line.Append(index > 0 ? "  " : "").Append(topic.Label, new Style(Color.Green, decoration: Decoration.Bold)).Append($" {topic.Score:0.00}");
        return line;
    }

    private static Paragraph Mentions(IEnumerable<Entity> entities, Style style)
    {
        var line = new Paragraph();
        var names = entities.GroupBy(e => OneLine(e.Text)).ToList();
        foreach (var (index, name) in names.Take(MaxMentionsShown).Index())
        {
            line.Append(index > 0 ? "  " : "").Append(name.Key, style);
            if (name.Count() > 1)
                line.Append($" ×{name.Count()}", Dim);
        }
        if (names.Count > MaxMentionsShown)
            line.Append($"  and {names.Count - MaxMentionsShown} more", Dim);
        return line;
    }

    private static Paragraph Figures(IReadOnlyList<Figure> figures)
    {
        var line = new Paragraph();
        foreach (var (index, figure) in figures.Take(MaxMentionsShown).Index())
        {
            line.Append(index > 0 ? "  " : "").Append(OneLine(figure.Text), StyleOf("figures"));
            line.Append($" = {Qualifier(figure.Qualifier)}{string.Join("–", figure.Values.Select(v => v.ToString("0.######")))} {figure.Kind.ToJsonName()}", Dim);
        }
        if (figures.Count > MaxMentionsShown)
            line.Append($"  and {figures.Count - MaxMentionsShown} more", Dim);
        return line;
    }

    private static string Qualifier(FigureQualifier qualifier) => qualifier switch
    {
        FigureQualifier.AtLeast => "≥ ",
        FigureQualifier.AtMost => "≤ ",
        FigureQualifier.Approximate => "≈ ",
        _ => "",
    };

    // A name across a line break, or one with control characters, stays on its line here; offsets are for --format jsonl.
    private static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    private static int TypeOrder(string type)
    {
        string[] order = [EntityTypes.Hospital, EntityTypes.Company, EntityTypes.Organization, EntityTypes.Person, EntityTypes.Date];
        var at = Array.IndexOf(order, type);
        return at < 0 ? order.Length : at;
    }

    private static readonly Style Dim = new(Color.Grey);

    private static Style StyleOf(string type) => new(type switch
    {
        EntityTypes.Hospital => Color.Aqua,
        EntityTypes.Company => Color.Yellow,
        EntityTypes.Organization => Color.Fuchsia,
        EntityTypes.Person => Color.Lime,
        "figures" => Color.DodgerBlue1,
        _ => Color.Default,
    });
}
