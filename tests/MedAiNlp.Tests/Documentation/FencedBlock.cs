namespace MedAiNlp.Tests.Documentation;

/// <summary>A fenced block of a page: what it is written in, where, and the comment on the line above it.</summary>
internal sealed record FencedBlock(string Page, int Line, string Language, string Content, string Comment)
{
    /// <summary>README.md and the pages under docs.</summary>
    public static IEnumerable<string> Pages =>
        Directory.GetFiles(Path.Combine(Repository.Root, "docs"), "*.md").Order(StringComparer.Ordinal).Prepend(Path.Combine(Repository.Root, "README.md"));

    public static IEnumerable<FencedBlock> All => Pages.SelectMany(Of);

    /// <summary>The page and the line of the fence, for names of tests.</summary>
    public string Place => $"{Page}:{Line}";

    private static IEnumerable<FencedBlock> Of(string page)
    {
        var lines = File.ReadAllLines(page);
        for (var i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal))
                continue;
            var end = Array.IndexOf(lines, "```", i + 1);
            if (end < 0)
                throw new InvalidOperationException($"{page} line {i + 1}: the block is not closed.");
            var above = i > 0 ? lines[i - 1].Trim() : "";
            yield return new FencedBlock(
                Path.GetRelativePath(Repository.Root, page).Replace('\\', '/'),
                i + 1,
                lines[i][3..].Trim(),
                string.Join('\n', lines[(i + 1)..end]),
                above.StartsWith("<!--", StringComparison.Ordinal) ? above[4..^3].Trim() : "");
            i = end;
        }
    }
}
