using System.Text.RegularExpressions;

namespace MedAiNlp.Tests;

public partial class ErrorListTests
{
    [Fact]
    public void The_page_of_errors_lists_every_code_in_the_source_and_no_other()
    {
        var inSource = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(f => QuotedCode().Matches(File.ReadAllText(f)).Select(m => m.Groups[1].Value)).ToHashSet();
        var onPage = File.ReadLines(Path.Combine(Repository.Root, "docs", "errors.md"))
            .Select(l => RowCode().Match(l)).Where(m => m.Success).Select(m => m.Groups[1].Value).ToList();
        onPage.Should().OnlyHaveUniqueItems().And.BeInAscendingOrder(StringComparer.Ordinal);
        onPage.Should().BeEquivalentTo(inSource);
    }

    [GeneratedRegex("\"(MED[0-9]{3})\"")]
    private static partial Regex QuotedCode();

    [GeneratedRegex(@"^\| (MED[0-9]{3}) \|")]
    private static partial Regex RowCode();
}
