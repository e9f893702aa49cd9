using System.CommandLine;
using MedAiNlp.Cli.Benchmark;
using MedAiNlp.Cli.Input;

namespace MedAiNlp.Cli.Commands;

/// <summary><c>medainlp bench</c>: how fast this machine analyses articles, where the time goes, and how far to trust the numbers.</summary>
internal static class BenchCommand
{
    private const double WarmUpSeconds = 1;

    public static Command Create(Terminal terminal)
    {
        var paths = new Argument<string[]>("PATH") { Arity = ArgumentArity.ZeroOrMore, Description = "Files and folders of articles; nothing for the samples that are built in." };
        var threads = new Option<int[]>("--threads") { HelpName = "N", Description = "Numbers of threads to measure, one after another.", DefaultValueFactory = _ => [.. new[] { 1, Environment.ProcessorCount }.Distinct()], AllowMultipleArgumentsPerToken = true };
        var repeats = new Option<int>("--repeat") { Description = "How often everything is analysed.", DefaultValueFactory = _ => 5 };
        var most = new Option<int>("--chars") { Description = "How many characters of the paths are read at most.", DefaultValueFactory = _ => 1_000_000 };
        var compare = new Option<string?>("--compare") { Description = "Folder of a second entity model; the two take turns.", HelpName = "DIR" };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object." };
        var models = new ModelOptions();
        threads.Validators.Add(r => { if (r.GetValueOrDefault<int[]>() is { } n && n.Any(t => t < 1)) r.AddError("--threads: expected positive numbers"); });
        repeats.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--repeat: expected a positive number"); });
        most.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 1) r.AddError("--chars: expected a positive number"); });

        var command = new Command("bench", "Measures speed, latency, memory and the time of each step.") { paths, threads, repeats, most, compare, json };
        models.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var given = parsed.GetValue(paths) ?? [];
            var articles = given.Length == 0 ? BenchText.Samples() : await BenchText.From(new InputReader(InputKind.Auto, terminal.Input), given, parsed.GetValue(most), cancellationToken).ConfigureAwait(false);
            if (articles.Count == 0)
                throw new MedAiException("MED509", $"there is no article to measure in {string.Join(", ", given)}; name files or folders of articles, or nothing for the samples.");

            var options = models.Load(parsed);
            using var first = MedAiAnalyzer.Create(options);
            using var second = parsed.GetValue(compare) is { } other ? MedAiAnalyzer.Create(options with { EntityModel = ModelPackage.Load(other) }) : null;
            List<(MedAiAnalyzer Analyzer, string Model)> measured = [(first, options.EntityModel?.Directory ?? "")];
            if (second is not null)
                measured.Add((second, parsed.GetValue(compare)!));

            var report = Measure(measured, articles, parsed.GetValue(threads)!, parsed.GetValue(repeats), cancellationToken);
            if (parsed.GetValue(json))
            {
                report.WriteJson(terminal.Output);
                return ExitCode.Success;
            }
            using var output = new StreamWriter(terminal.Output, leaveOpen: true);
            report.WriteText(terminal.ConsoleOn(output, terminal.IsOutputTerminal));
            return ExitCode.Success;
        });
        return command;
    }

    private static BenchReport Measure(List<(MedAiAnalyzer Analyzer, string Model)> models, List<Article> articles, int[] threads, int repeats, CancellationToken cancellationToken)
    {
        using var steps = new StepListener();
        var runs = new List<BenchRun>();
        foreach (var count in threads.Distinct())
        {
            var these = models.ConvertAll(m => (Analyzer: m.Analyzer.WithThreads(count), Run: new BenchRun(m.Model, count)));
            foreach (var (analyzer, run) in these)
            {
                WarmUp(analyzer, articles, count, steps, cancellationToken);
                run.MeasureResults(analyzer, articles, cancellationToken);
            }
            // The models take turns, so that what slows the machine down for a while slows both.
            for (var repeat = 0; repeat < repeats; repeat++)
            {
                foreach (var (analyzer, run) in these)
                    run.Repeat(analyzer, articles, steps, cancellationToken);
            }
            runs.AddRange(these.Select(t => t.Run));
        }
        return new BenchReport(BenchSize.Of(articles), runs);
    }

    private static void WarmUp(MedAiAnalyzer analyzer, List<Article> articles, int threads, StepListener steps, CancellationToken cancellationToken)
    {
        var run = new BenchRun("", threads);
        do
            run.Repeat(analyzer, articles, steps, cancellationToken);
        while (run.Seconds.Sum() < WarmUpSeconds);
    }
}
