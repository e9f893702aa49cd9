using System.CommandLine;
using System.Text;
using MedAiNlp.Cli.Input;
using MedAiNlp.Cli.Output;
using MedAiNlp.Cli.Output.Html;

namespace MedAiNlp.Cli.Commands;

/// <summary><c>medainlp analyze</c>: articles in, their topics, entities and figures out, in the order of the input.</summary>
internal static class AnalyzeCommand
{
    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.ZeroOrMore, Description = "Files and folders; - or nothing for standard input." };
        var format = new Option<string>("--format") { Description = "What is printed: text for people, jsonl with one object an article for programs, html as one page to look at.", DefaultValueFactory = _ => "text" };
        format.AcceptOnlyFromAmong("text", "jsonl", "html");
        var input = SharedOptions.Input();
        var models = new ModelOptions();
        var minScore = SharedOptions.MinScore();
        var split = new Option<bool>("--split") { Description = "Cuts casebooks and digests into their articles, each with its own result." };
        var maxChars = new Option<int>("--max-chars") { HelpName = "N", Description = "The longest article that is analysed, in characters.", DefaultValueFactory = _ => new MedAiAnalyzerOptions().MaxCharacters };
        var threads = SharedOptions.Threads();
        var outputFile = new Option<string?>("--output", "-o") { Description = "Writes to this file, not to standard output.", HelpName = "FILE" };
        // What looks like an option and is no file is a slip of the hand, not an article.
        paths.Validators.Add(r =>
        {
            foreach (var token in r.Tokens.Where(t => t.Value.Length > 1 && t.Value[0] == '-' && !Path.Exists(t.Value)))
                r.AddError($"there is no option {token.Value}");
        });
        maxChars.Validators.Add(r => { if (r.GetValueOrDefault<int>() <= 0) r.AddError("--max-chars: expected a positive number"); });

        var command = new Command("analyze", "Finds topics, entities and figures in articles.") { paths, format, input, minScore, split, maxChars, threads, outputFile };
        models.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = models.Load(parsed) with
            {
                Entities = new EntityOptions { MinScore = parsed.GetValue(minScore) },
                Split = parsed.GetValue(split),
                Explain = parsed.GetValue(format) == "html",
                MaxCharacters = parsed.GetValue(maxChars),
                Threads = parsed.GetValue(threads),
            };
            using var analyzer = MedAiAnalyzer.Create(options);
            var given = parsed.GetValue(paths) is { Length: > 0 } p ? p : ["-"];
            var items = new InputReader(parsed.GetValue(input), terminal.Input).Read(given, cancellationToken);
            if (parsed.GetValue(outputFile) is not { } file)
                return await Analyze(analyzer, items, Writer(parsed.GetValue(format)!, terminal, terminal.Output, terminal.IsOutputTerminal), terminal, cancellationToken).ConfigureAwait(false);
            var output = Open(file);
            await using (output.ConfigureAwait(false))
                return await Analyze(analyzer, items, Writer(parsed.GetValue(format)!, terminal, output, isTerminal: false), terminal, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }

    private static async Task<int> Analyze(MedAiAnalyzer analyzer, IAsyncEnumerable<InputItem> items, IResultWriter writer, Terminal terminal, CancellationToken cancellationToken)
    {
        using (writer)
        {
            var (done, failed) = (0, 0);
            await foreach (var result in analyzer.AnalyzeAsync(items, static i => i.Id, static i => i.Read(), static i => i.Bytes, cancellationToken).ConfigureAwait(false))
            {
                if (result.Analysis is { } analysis)
                {
                    foreach (var article in analysis.Articles.Count > 0 ? analysis.Articles : [analysis])
                        writer.Write(article);
                }
                else
                {
                    failed++;
                    writer.WriteError(result.Id, result.Error!.Message);
                    await terminal.Error.WriteLineAsync($"medainlp: {result.Error.Message}").ConfigureAwait(false);
                }
                done++;
                if (terminal is { IsErrorTerminal: true, IsOutputTerminal: false } && done % 50 == 0)
                    await terminal.Error.WriteAsync($"\r{done} articles").ConfigureAwait(false);
            }
            if (terminal is { IsErrorTerminal: true, IsOutputTerminal: false } && done >= 50)
                await terminal.Error.WriteLineAsync($"\r{done} articles").ConfigureAwait(false);
            return failed > 0 ? ExitCode.SomeFailed : ExitCode.Success;
        }
    }

    private static IResultWriter Writer(string format, Terminal terminal, Stream output, bool isTerminal)
    {
        if (format == "jsonl")
            return new JsonLinesWriter(new BufferedStream(output, 1 << 16));
        if (format == "html")
            return new HtmlReport(output);
        var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 14, leaveOpen: true);
        return new TextReport(terminal.ConsoleOn(text, isTerminal), text);
    }

    private static FileStream Open(string file)
    {
        try
        {
            return new FileStream(file, FileMode.Create, FileAccess.Write);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MedAiException("MED503", $"{file} cannot be written ({e.Message.TrimEnd('.')}); check the folder and the rights on it.", e);
        }
    }
}
