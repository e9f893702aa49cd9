using System.Text;
using System.Text.RegularExpressions;
using MedAiNlp.Tests.Documentation;

namespace MedAiNlp.Cli.Tests.Documentation;

/// <summary>
/// The command lines of the README and of docs. In a <c>console</c> block, lines that begin with <c>$</c> are commands and the lines
/// behind each are what it prints: these are run, in the root of the repository. <c>…</c> on a line of its own stands for any lines,
/// inside a line for any characters; a line that begins with a space goes on with the one above. Every other line that begins with <c>medainlp</c> has to be one that the program understands.
/// </summary>
public sealed partial class CommandTests
{
    private const string FromSource = "dotnet run --project src/MedAiNlp.Cli -- ";

    private static readonly IReadOnlyList<FencedBlock> Blocks = [.. FencedBlock.All];

    public static TheoryData<string, string, string> Sessions()
    {
        var sessions = new TheoryData<string, string, string>();
        foreach (var block in Blocks.Where(b => b.Language == "console"))
        {
            foreach (var session in ("\n" + block.Content).Split("\n$ ").Skip(1))
            {
                var (command, output) = (session.Split('\n')[0], string.Join('\n', session.Split('\n').Skip(1)).TrimEnd('\n'));
                if (output.Length > 0)
                    sessions.Add(block.Place, command, output);
            }
        }
        return sessions;
    }

    public static TheoryData<string, string> Commands()
    {
        var commands = new TheoryData<string, string>();
        foreach (var block in Blocks)
        {
            foreach (var line in block.Content.Split('\n').SelectMany(l => l.Split(" | ")).Select(Arguments).OfType<string>())
                commands.Add(block.Place, line);
        }
        return commands;
    }

    [Theory]
    [MemberData(nameof(Sessions))]
    public async Task A_command_prints_what_the_page_shows(string place, string command, string shown)
    {
        Environment.CurrentDirectory = Repository.Root; // paths in the pages are those of the repository
        using var error = new StringWriter();
        using var output = new MemoryStream();
        using var input = new MemoryStream();
        var exitCode = ExitCode.Success;
        foreach (var part in command.Split(" | "))
        {
            // cat FILE | medainlp …; echo $? shows the exit code of what stands before it.
            if (part.StartsWith("cat ", StringComparison.Ordinal))
                input.Write(File.ReadAllBytes(part["cat ".Length..]));
            else
                exitCode = await Run(part.Replace("; echo $?", ""));
        }
        var printed = error + Encoding.UTF8.GetString(output.ToArray()) + (command.EndsWith("; echo $?", StringComparison.Ordinal) ? $"{exitCode}\n" : "");
        Pattern(Joined(shown)).IsMatch(Joined(printed.TrimEnd('\n'))).Should().BeTrue("{0} shows that {1} prints\n{2}\n\nand it prints\n{3}", place, command, shown, printed);

        async Task<int> Run(string line)
        {
            input.Position = 0;
            var arguments = Arguments(line) ?? throw new InvalidOperationException($"{place}: {line} is no command that this test can run.");
            return await CommandLine.Run(Split(arguments), new Terminal(input, output, error, IsOutputTerminal: false, IsErrorTerminal: false, Width: 160));
        }
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void A_command_is_one_that_the_program_understands(string place, string arguments)
    {
        using var stream = new MemoryStream();
        var root = CommandLine.Root(new Terminal(stream, stream, TextWriter.Null, IsOutputTerminal: false, IsErrorTerminal: false, Width: 160));
        root.Parse(Split(arguments)).Errors.Select(e => e.Message).Should().BeEmpty("{0} shows it", place);
    }

    [Fact]
    public void The_pages_show_commands_with_their_output() => Sessions().Should().HaveCountGreaterThanOrEqualTo(5);

    // What stands behind the name of the program, without prompt, comment and redirection; null for a line that is no command of ours.
    private static string? Arguments(string line)
    {
        line = line.Trim();
        if (line.StartsWith("$ ", StringComparison.Ordinal))
            line = line[2..];
        var name = line.StartsWith("medainlp ", StringComparison.Ordinal) ? "medainlp " : line.StartsWith(FromSource, StringComparison.Ordinal) ? FromSource : null;
        return name is null || line.StartsWith("medainlp: ", StringComparison.Ordinal) ? null : BehindCommand().Replace(line[name.Length..], "").Trim();
    }

    private static string[] Split(string arguments) =>
        [.. Argument().Matches(arguments).Select(m => m.Value.Trim('\'', '"'))];

    private static string Joined(string lines) => Continuation().Replace(lines, "");

    private static Regex Pattern(string shown) =>
        new($"^{string.Join("\n", shown.Split('\n').Select(l => Regex.Escape(l))).Replace("\n…\n", "\n(?:[^\n]*\n)*?", StringComparison.Ordinal).Replace("\n…", "(?:\n[^\n]*)*", StringComparison.Ordinal).Replace("…", "[^\n]*", StringComparison.Ordinal)}$", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));

    [GeneratedRegex(@"(\s#\s.*|\s>\s.*|;\secho \$\?)$")]
    private static partial Regex BehindCommand();

    [GeneratedRegex("\n +")]
    private static partial Regex Continuation();

    [GeneratedRegex("""'[^']*'|"[^"]*"|\S+""")]
    private static partial Regex Argument();
}
