using MedAiNlp.Cli.Output;
using Spectre.Console;

namespace MedAiNlp.Cli;

/// <summary>Where a command reads from and writes to. Tests hand in streams of their own.</summary>
internal sealed record Terminal(Stream Input, Stream Output, TextWriter Error, bool IsOutputTerminal, bool IsErrorTerminal, int Width)
{
    /// <summary>Wide enough that nothing wraps, for output that a program reads or a file keeps.</summary>
    private const int FileWidth = 160;

    public static Terminal FromConsole() => new(
        Console.OpenStandardInput(),
        Console.OpenStandardOutput(),
        Console.Error,
        !Console.IsOutputRedirected,
        !Console.IsErrorRedirected,
        Console.IsOutputRedirected ? FileWidth : Math.Max(60, Console.WindowWidth));

    /// <summary>A console over the given writer: colours only where <paramref name="isTerminal"/>.</summary>
    public IAnsiConsole ConsoleOn(TextWriter writer, bool isTerminal)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = isTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(isTerminal ? writer : new TrailingBlankTrimmer(writer)),
        });
        console.Profile.Width = Width;
        return console;
    }
}
