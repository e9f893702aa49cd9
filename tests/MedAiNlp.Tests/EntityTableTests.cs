using System.Text;
using Xunit.Abstractions;

namespace MedAiNlp.Tests;

/// <summary>Reads docs/entities.md and holds the default model to it: what the page promises is found, what it calls a known failure still fails.</summary>
public sealed class EntityTableTests(ITestOutputHelper output)
{
    private const int FewestRows = 150;

    private sealed record Row(int Line, string Text, string Expected, string Failure);

    [Fact]
    public void The_page_has_enough_rows_and_few_known_failures_each_with_its_reason()
    {
        var rows = Rows();
        rows.Should().HaveCountGreaterThanOrEqualTo(FewestRows);
        rows.Select(r => r.Text).Should().OnlyHaveUniqueItems();
        rows.Count(r => r.Failure.Length > 0).Should().BeLessThanOrEqualTo(rows.Count / 10);
        rows.Should().NotContain(r => r.Failure.Length > 0 && r.Failure.Length < 10, "a known failure says why");
    }

    [Fact]
    public void Every_row_names_only_what_stands_in_its_sentence()
    {
        foreach (var row in Rows())
        {
            var at = 0;
            foreach (var found in row.Expected.Split("; ").Where(f => f != "–"))
            {
                var name = found[(found.IndexOf(' ') + 1)..];
                found.Split(' ')[0].Should().BeOneOf(EntityTypes.Hospital, EntityTypes.Company, EntityTypes.Organization, EntityTypes.Person);
                at = row.Text.IndexOf(name, at, StringComparison.Ordinal);
                at.Should().BeGreaterThanOrEqualTo(0, "line {0}: '{1}' has to stand in the sentence, in this order", row.Line, name);
                at += name.Length;
            }
        }
    }

    [Fact]
    public void The_default_model_finds_what_the_page_says()
    {
        using var recognizer = EntityRecognizer.Load(Path.Combine(Repository.Models, "zh-entities"));
        var report = new StringBuilder();
        var wrong = 0;
        foreach (var row in Rows())
        {
            var entities = recognizer.Recognize(row.Text);
            entities.Should().NotContain(e => row.Text.Substring(e.Start, e.Length) != e.Text);
            var found = entities.Count == 0 ? "–" : string.Join("; ", entities.Select(e => $"{e.Type} {e.Text}"));
            var right = found == row.Expected;
            if (right == (row.Failure.Length == 0))
                continue;
            wrong++;
            report.AppendLine(right
                ? $"line {row.Line}: '{row.Text}' is right now; clear its last column"
                : $"line {row.Line}: '{row.Text}' gives '{found}', the page says '{row.Expected}'");
        }
        output.WriteLine(report.ToString());
        wrong.Should().Be(0, report.ToString());
    }

    private static List<Row> Rows() =>
        [.. File.ReadLines(Path.Combine(Repository.Root, "docs", "entities.md"))
            .Select((line, i) => (Number: i + 1, Fields: line.Split('|')))
            .Where(l => l.Fields.Length == 5 && l.Fields[1].Trim() is not ("sentence" or "---"))
            .Select(l => new Row(l.Number, Text(l.Fields[1]), Text(l.Fields[2]), l.Fields[3].Trim()))];

    // One space on either side belongs to the table, all else (ideographic spaces too) to the sentence.
    private static string Text(string field) => field[1..^1].Replace("\\n", "\n");
}
