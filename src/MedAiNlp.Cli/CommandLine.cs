using System.CommandLine;
using System.CommandLine.Help;
using MedAiNlp.Cli.Commands;
using MedAiNlp.Cli.Serving;

namespace MedAiNlp.Cli;

/// <summary>The program's commands and what they end with.</summary>
internal static class CommandLine
{
    public static async Task<int> Run(string[] args, Terminal terminal, CancellationToken cancellationToken = default)
    {
        var parsed = Root(terminal).Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
                await terminal.Error.WriteLineAsync($"medainlp: {error.Message}").ConfigureAwait(false);
            await terminal.Error.WriteLineAsync("medainlp: see 'medainlp --help' and 'medainlp COMMAND --help'").ConfigureAwait(false);
            return ExitCode.Usage;
        }
        try
        {
            var output = new StreamWriter(terminal.Output, new System.Text.UTF8Encoding(false), 1 << 14, leaveOpen: true);
            await using (output.ConfigureAwait(false))
            {
                var configuration = new InvocationConfiguration
                {
                    Output = output,
                    Error = terminal.Error,
                    EnableDefaultExceptionHandler = false,
                    ProcessTerminationTimeout = LongestStop,
                };
                return await parsed.InvokeAsync(configuration, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Cancelled;
        }
        catch (MedAiException e)
        {
            await terminal.Error.WriteLineAsync($"medainlp: {e.Message}").ConfigureAwait(false);
            return ExitCode.Usage;
        }
        catch (IOException e) when (e.HResult == BrokenPipe)
        {
            return ExitCode.Success; // whoever read our output, such as head, has had enough
        }
    }

    /// <summary>All commands.</summary>
    /// <remarks>No <see cref="RootCommand"/>, which is always called like the program's file; on every system the command is medainlp.</remarks>
    public static Command Root(Terminal terminal) =>
        new("medainlp", "Reads Chinese health articles: topics, hospitals, companies, organisations, persons, dates and figures.")
        {
            new HelpOption(),
            new VersionOption(),
            AnalyzeCommand.Create(terminal),
            EvaluateCommand.Create(terminal),
            ModelCommand.Create(terminal),
            ServeCommand.Create(terminal),
            DiffCommand.Create(terminal),
            BenchCommand.Create(terminal),
            TrainTopicsCommand.Create(terminal),
        };

    // A signal ends the process so long afterwards, whatever still runs: longer than a server takes to answer its last requests.
    private static readonly TimeSpan LongestStop = Server.LongestStop + TimeSpan.FromSeconds(5);

    // EPIPE as .NET reports it on Linux and macOS; ERROR_BROKEN_PIPE on Windows.
    private static int BrokenPipe => OperatingSystem.IsWindows() ? unchecked((int)0x8007006D) : 32;
}
