using System.Text;
using System.Text.Json;

namespace MedAiNlp.Cli.Tests;

/// <summary>Runs the program in this process and keeps what it wrote.</summary>
internal sealed record CommandRun(int ExitCode, string Output, string Error)
{
    public IReadOnlyList<JsonElement> Lines => [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonDocument.Parse(l).RootElement)];

    public static async Task<CommandRun> Of(string[] args, byte[]? input = null)
    {
        using var output = new MemoryStream();
        using var error = new StringWriter();
        using var stdin = new MemoryStream(input ?? []);
        var exitCode = await CommandLine.Run(args, new Terminal(stdin, output, error, IsOutputTerminal: false, IsErrorTerminal: false, Width: 120));
        return new CommandRun(exitCode, Encoding.UTF8.GetString(output.ToArray()), error.ToString());
    }

    public static Task<CommandRun> Of(params string[] args) => Of(args, null);
}
