using Spectre.Console;

namespace MedAiNlp.Cli.Output;

/// <summary>Writes names and values in two columns.</summary>
internal static class NameValueList
{
    public static void Write(Terminal terminal, IReadOnlyList<(string Name, string Value)> rows)
    {
        using var output = new StreamWriter(terminal.Output, leaveOpen: true);
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var (name, value) in rows)
            grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        terminal.ConsoleOn(output, terminal.IsOutputTerminal).Write(grid);
    }
}
