namespace MedAiNlp.Tests.Documents;

/// <summary>Reads a table of docs/documents.md, marked by a comment <c>test: name</c> above it.</summary>
internal static class DocumentationTable
{
    public static IEnumerable<string[]> Read(string name)
    {
        string[] lines = File.ReadAllLines(Path.Combine(Repository.Root, "docs", "documents.md"));
        int start = Array.IndexOf(lines, $"<!-- test: {name} -->");
        if (start < 0)
            throw new InvalidOperationException($"docs/documents.md has no table {name}.");
        return lines.Skip(start + 3).TakeWhile(l => l.StartsWith('|')).Select(Cells);
    }

    private static string[] Cells(string line) =>
        [.. line.Trim()[1..^1].Replace("\\|", "\u0001").Split('|').Select(c => Plain(c.Trim()))];

    private static string Plain(string cell)
    {
        if (cell.Length >= 2 && cell[0] == '`' && cell[^1] == '`')
            cell = cell[1..^1];
        return cell.Replace('\u0001', '|').Replace('⏎', '\n').Replace('⇥', '\t').Replace('␣', ' ').Replace('⍽', '\u00A0');
    }
}
