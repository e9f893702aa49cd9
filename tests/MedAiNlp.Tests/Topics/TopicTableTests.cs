using System.Text.RegularExpressions;

namespace MedAiNlp.Tests.Topics;

/// <summary>Holds the default model to the table of docs/topics.md.</summary>
public sealed partial class TopicTableTests(DefaultTopics topics) : IClassFixture<DefaultTopics>
{
    // Marks a row that the model is known to get wrong.
    private const string StillWrong = "†";

    public static IEnumerable<object[]> Rows() =>
        All().Where(row => !row.Text.EndsWith(StillWrong, StringComparison.Ordinal)).Select(row => (object[])[row.Text, row.Expected]);

    private static List<(string Text, string Expected)> All()
    {
        var rows = new List<(string, string)>();
        bool inTable = false;
        foreach (string line in File.ReadLines(Path.Combine(Repository.Root, "docs", "topics.md")))
        {
            if (line.StartsWith("| text | topics |", StringComparison.Ordinal))
                inTable = true;
            else if (inTable && !line.StartsWith('|'))
                break;
            else if (inTable && line.Split('|') is [_, var text, var expected, _, _] && !text.Contains("---", StringComparison.Ordinal))
                rows.Add((text.Trim(), expected.Trim()));
        }

        return rows;
    }

    [Fact]
    public void The_table_is_as_long_as_it_should_be()
    {
        All().Should().HaveCountGreaterThanOrEqualTo(120);
    }

    [Fact]
    public void Few_rows_are_marked_as_still_wrong()
    {
        All().Count(row => row.Text.EndsWith(StillWrong, StringComparison.Ordinal)).Should().BeLessThanOrEqualTo(6, "a better model takes marks away, and none may be added");
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void The_model_says_what_the_table_says(string text, string expected)
    {
        string[] open = [.. Open().Matches(expected).Select(match => match.Groups[1].Value)];
        string[] required = [.. Open().Replace(expected, "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(label => label != "none")];

        var assigned = topics.Classifier.Classify(text).Where(topic => topic.IsAssigned).Select(topic => topic.Label).Except(open);

        assigned.Should().BeEquivalentTo(required);
    }

    [GeneratedRegex(@"\(([^)]+)\)")]
    private static partial Regex Open();
}
