using System.Text;

namespace MedAiNlp.Cli.Output.Html;

/// <summary>
/// Writes one page to look at: every article with what was found in it, and the list of articles at the end, because an article is
/// written as soon as it is there and then forgotten. The page needs nothing else: no network, no script, no font.
/// </summary>
internal sealed class HtmlReport : IResultWriter
{
    private const int LongestTitle = 80;

    private readonly StreamWriter _output;
    private readonly List<Entry> _contents = [];
    private Document? _digest;
    private int _articles;
    private int _failed;

    public HtmlReport(Stream output)
    {
        _output = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        _output.Write(Head());
    }

    public void Write(ArticleAnalysis analysis)
    {
        var isPart = analysis.Span.Length < analysis.Text.Length;
        if (!ReferenceEquals(analysis.Document, _digest))
            CloseDigest();
        if (isPart && _digest is null)
            OpenDigest(analysis);
        var id = NextId();
        var topics = string.Join(", ", analysis.Topics.Where(t => t.IsAssigned).Select(t => t.Label));
        _contents.Add(new Entry(id, Shortened(analysis.Title is { Length: > 0 } title ? title : Name(analysis.Id)), topics.Length > 0 ? topics : "no topic", isPart));
        new HtmlArticle(_output, analysis, id, isPart ? 3 : 2).Write($"a{_articles + 1}");
    }

    public void WriteError(string id, string message)
    {
        CloseDigest();
        _failed++;
        var place = NextId();
        _contents.Add(new Entry(place, Shortened(Name(id)), "not analysed", IsPart: false));
        _output.Write($"<article id=\"{place}\" class=\"error\" aria-labelledby=\"{place}-h\">\n<h2 id=\"{place}-h\">{HtmlText.Encode(Name(id))}</h2>\n<p><strong>Not analysed.</strong> {HtmlText.Encode(message)}</p>\n</article>\n");
    }

    public void Dispose()
    {
        CloseDigest();
        _output.Write($"</main>\n<nav id=\"contents\" aria-labelledby=\"contents-h\">\n<h2 id=\"contents-h\"><span id=\"a{_articles + 1}\"></span>Contents</h2>\n<p>{Counted(_articles - _failed, "article")} analysed{(_failed > 0 ? $", {_failed:N0} not" : "")}.</p>\n");
        if (_contents.Count > 1)
        {
            _output.Write("<ul>\n");
            foreach (var entry in _contents)
                _output.Write($"<li{(entry.IsPart ? " class=\"part\"" : "")}><a href=\"#{entry.Id}\">{HtmlText.Encode(entry.Title)}</a>{(entry.Remark.Length > 0 ? $" <span class=\"remark\">{HtmlText.Encode(entry.Remark)}</span>" : "")}</li>\n");
            _output.Write("</ul>\n");
        }
        _output.Write("</nav>\n</body>\n</html>\n");
        _output.Dispose();
    }

    // The articles of a casebook or digest come one after another and share its document.
    private void OpenDigest(ArticleAnalysis part)
    {
        _digest = part.Document;
        var name = part.Id[..Math.Max(0, part.Id.LastIndexOf('#'))];
        _contents.Add(new Entry($"d{_articles + 1}", Shortened(Name(name)), "", IsPart: false));
        _output.Write($"<section id=\"d{_articles + 1}\" class=\"digest\" aria-labelledby=\"d{_articles + 1}-h\">\n<h2 id=\"d{_articles + 1}-h\">{HtmlText.Encode(Name(name))}</h2>\n");
    }

    private void CloseDigest()
    {
        if (_digest is not null)
            _output.Write("</section>\n");
        _digest = null;
    }

    private string NextId() => $"a{++_articles}";

    private static string Name(string id) => id.Length == 0 ? "article" : id;

    private static string Counted(int count, string noun) => $"{count:N0} {noun}{(count == 1 ? "" : "s")}";

    private static string Shortened(string title) =>
        title.Length <= LongestTitle ? title : string.Concat(title.AsSpan(0, char.IsHighSurrogate(title[LongestTitle - 1]) ? LongestTitle - 1 : LongestTitle), "…");

    // The policy forbids the page everything but its own style: what an article says cannot load or run anything.
    private static string Head() => $"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="referrer" content="no-referrer">
        <title>Analysis of articles – MedAiNlp</title>
        <style>
        {Style()}</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the articles</a>
        <header class="page">
        <h1>Analysis of articles</h1>
        <p>Hover over a mark, or reach it with the Tab key, to see what it means; the tables say the same. <a href="#contents">Contents</a> are at the end.</p>
        <ul class="legend" aria-label="Marks">
        <li><span class="entity hospital" data-type="HOSPITAL">hospital</span></li>
        <li><span class="entity company" data-type="COMPANY">company</span></li>
        <li><span class="entity organization" data-type="ORG">other organisation</span></li>
        <li><span class="entity person" data-type="PERSON">person</span></li>
        <li><span class="entity date" data-type="DATE">date</span></li>
        <li><span class="entity other" data-type="TYPE">type of another model</span></li>
        <li><span class="figure">figure</span></li>
        <li><span class="aside">menus, footers and the like</span></li>
        <li><span class="evidence">sentence listed as evidence</span></li>
        <li><span class="stretch" data-topics="topic"></span>a stretch with other topics begins</li>
        </ul>
        </header>
        <main id="main" tabindex="-1">

        """;

    private static string Style()
    {
        using var stream = typeof(HtmlReport).Assembly.GetManifestResourceStream("MedAiNlp.Cli.Output.Html.page.css")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    /// <summary>A line of the list of articles: all that is kept of one.</summary>
    private sealed record Entry(string Id, string Title, string Remark, bool IsPart);
}
