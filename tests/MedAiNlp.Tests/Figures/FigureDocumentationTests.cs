using System.Globalization;

namespace MedAiNlp.Tests.Figures;

/// <summary>Reads the tables of docs/figures.md and checks them row by row, so that the page cannot drift from the code.</summary>
public class FigureDocumentationTests
{
    [Fact]
    public void The_page_has_at_least_three_hundred_rows() => Rows().Should().HaveCountGreaterThan(300);

    public static TheoryData<string> Texts()
    {
        var data = new TheoryData<string>();
        foreach (string text in Rows().Select(r => r.Text).Distinct())
        {
            data.Add(text);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_of_the_page_reads_as_it_says(string text)
    {
        string[] expected = [.. Rows().Where(r => r.Text == text && r.Cells[1] != "—").Select(r => string.Join(" | ", r.Cells))];

        Describe(text).Should().Equal(expected);
    }

    // Every mention of the text written like a row of the page.
    private static string[] Describe(string text)
    {
        FigureScan scan = FigureScanner.Default.Scan(text);
        IEnumerable<(int Start, string Row)> figures = scan.Figures.Select(f => (f.Start, string.Join(" | ",
            Mark(text, f.Span), string.Join(", ", f.Values.Select(v => v.ToString("R", CultureInfo.InvariantCulture))), f.Unit, f.CanonicalUnit,
            f.Kind.ToJsonName(), f.Qualifier.ToJsonName(), f.Subject is { } s ? s.Of(text) : "")));
        IEnumerable<(int Start, string Row)> dates = scan.Dates.Select(d => (d.Start, string.Join(" | ", Mark(text, d.Span), d.Value ?? "", "", "", "date", "", "")));
        return [.. figures.Concat(dates).OrderBy(m => m.Start).Select(m => m.Row)];
    }

    private static string Mark(string text, TextSpan span) => $"{text[..span.Start]}⟨{span.Of(text)}⟩{text[span.End..]}";

    private static List<(string Text, string[] Cells)> Rows()
    {
        var rows = new List<(string Text, string[] Cells)>();
        bool inTable = false;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "docs", "figures.md")))
        {
            if (line.StartsWith("| text |", StringComparison.Ordinal))
            {
                inTable = true;
            }
            else if (!line.StartsWith('|'))
            {
                inTable = false;
            }
            else if (inTable && !line.StartsWith("|---", StringComparison.Ordinal))
            {
                string[] cells = [.. line.Trim('|').Split('|').Select(c => c.Trim())];
                rows.Add((cells[0].Replace("⟨", "", StringComparison.Ordinal).Replace("⟩", "", StringComparison.Ordinal), cells));
            }
        }

        return rows;
    }
}
