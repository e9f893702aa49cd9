using System.Text.RegularExpressions;

namespace MedAiNlp.Tests.Documentation;

public partial class LinkTests
{
    public static TheoryData<string, string> Links()
    {
        var links = new TheoryData<string, string>();
        foreach (var page in FencedBlock.Pages)
        {
            foreach (var target in Targets(page).Where(t => !t.Contains("://", StringComparison.Ordinal)).Distinct())
                links.Add(Path.GetRelativePath(Repository.Root, page), target);
        }
        return links;
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void A_link_leads_to_a_file_and_a_heading_that_exist(string page, string target)
    {
        var (file, heading) = (target.Split('#')[0], target.Split('#').ElementAtOrDefault(1));
        var path = file.Length == 0 ? Path.Combine(Repository.Root, page) : Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, file);
        Path.Exists(path).Should().BeTrue("{0} links to {1}", page, target);
        if (heading is not null)
            File.ReadLines(path).Where(l => l.StartsWith('#')).Select(Anchor).Should().Contain(heading, "{0} links to {1}", page, target);
    }

    [Fact]
    public void The_readme_leads_to_every_page() =>
        Targets(Path.Combine(Repository.Root, "README.md")).Where(t => t.StartsWith("docs/", StringComparison.Ordinal) && t.EndsWith(".md", StringComparison.Ordinal)).Distinct()
            .Should().BeEquivalentTo(FencedBlock.Pages.Skip(1).Select(p => $"docs/{Path.GetFileName(p)}"));

    private static IEnumerable<string> Targets(string page) => Link().Matches(WithoutCode(File.ReadAllText(page))).Select(m => m.Groups[1].Value);

    // Tables of examples hold links that are no links.
    private static string WithoutCode(string page) => Code().Replace(page, "");

    private static string Anchor(string heading) =>
        string.Concat(heading.TrimStart('#').Trim().ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-');

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?\n```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();
}
