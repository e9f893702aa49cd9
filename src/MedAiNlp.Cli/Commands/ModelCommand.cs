using System.CommandLine;
using System.Diagnostics;
using Spectre.Console;

namespace MedAiNlp.Cli.Commands;

/// <summary><c>medainlp model info|verify DIR</c>: what a model package is, and whether it works.</summary>
internal static class ModelCommand
{
    /// <summary>Text of our own with every kind of character, for the trial run.</summary>
    private const string Trial = "2月18日，云岭市第一人民医院与澄影医疗科技有限公司合作，用ＡＩ辅助阅片，準確率達96%。😀\n院长林若川说，1500多家机构已接入远程会诊平台。";

    public static Command Create(Terminal terminal)
    {
        var directory = new Argument<string>("DIR") { Description = "The folder of the model package." };
        var info = new Command("info", "Prints what a model package says of itself; reads all its files, checks their hashes, runs nothing.") { directory };
        info.SetAction(parsed =>
        {
            var package = ModelPackage.Load(parsed.GetValue(directory)!);
            using var output = new StreamWriter(terminal.Output, leaveOpen: true);
            Print(terminal.ConsoleOn(output, terminal.IsOutputTerminal), Describe(package));
            return ExitCode.Success;
        });
        var verify = new Command("verify", "Loads a model package with every check and runs it once; ends with 2 and the cure when something does not fit.") { directory };
        verify.SetAction(parsed =>
        {
            var package = ModelPackage.Load(parsed.GetValue(directory)!);
            using var output = new StreamWriter(terminal.Output, leaveOpen: true);
            Print(terminal.ConsoleOn(output, terminal.IsOutputTerminal), [.. Describe(package), .. Run(package)]);
            return ExitCode.Success;
        });
        return new Command("model", "Looks at model packages.") { info, verify };
    }

    private static List<(string, string)> Describe(ModelPackage package)
    {
        var manifest = package.Manifest;
        var rows = new List<(string, string)>
        {
            ("folder", package.Directory),
            ("model", $"{manifest.Name} {manifest.Version}"),
            ("task", manifest.Task),
            ("language", string.Join(", ", manifest.Language)),
            ("licence", manifest.License ?? "not stated"),
            ("labels", string.Join(", ", manifest.Labels)),
            ("features", $"{manifest.Features.Type}, fold {string.Join(", ", manifest.Features.Fold)}"),
            ("size", $"{manifest.Files.Keys.Append(manifest.Model).Distinct().Sum(f => new FileInfo(Path.Combine(package.Directory, f)).Length) / 1e6:0.0} MB in {manifest.Files.Count} files"),
        };
        foreach (var (name, value) in manifest.Metrics)
            rows.Add(($"metric", $"{name} {value.GetRawText()}"));
        rows.Add(("files", manifest.Files.Count > 0 ? $"{manifest.Files.Count} hashes right" : "no hashes given"));
        return rows;
    }

    private static List<(string, string)> Run(ModelPackage package)
    {
        var rows = new List<(string, string)>();
        var clock = Stopwatch.StartNew();
        switch (package.Manifest.Task)
        {
            case "token-classification":
                using (var recognizer = EntityRecognizer.Load(package))
                {
                    rows.AddRange(recognizer.Describe().Select(d => ("network", d)));
                    rows.Add(("loaded", $"in {clock.ElapsedMilliseconds} ms"));
                    var entities = recognizer.Recognize(Trial);
                    rows.Add(("trial", string.Join("  ", entities.Select(e => $"{e.Type} {e.Text} {e.Score:0.00}"))));
                    rows.Add(("speed", Speed(text => recognizer.Recognize(text))));
                }
                break;
            case "text-classification":
                using (var classifier = TopicClassifier.Load(package))
                {
                    rows.Add(("loaded", $"in {clock.ElapsedMilliseconds} ms"));
                    rows.Add(("trial", string.Join("  ", classifier.Classify(Trial).Select(t => $"{t.Label} {t.Score:0.00}"))));
                    rows.Add(("speed", Speed(text => classifier.Classify(text))));
                }
                break;
            default:
                throw new MedAiException("MED112", $"{package.Directory} is a model for {package.Manifest.Task}; this version runs token-classification and text-classification.");
        }
        rows.Add(("verdict", "works"));
        return rows;
    }

    private static string Speed(Action<string> run)
    {
        var text = string.Concat(Enumerable.Repeat(Trial, 1 + (2000 / Trial.Length)));
        run(text);
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var clock = Stopwatch.StartNew();
            run(text);
            return clock.Elapsed.TotalMilliseconds;
        });
        return $"{1000 * best / text.Length:0.00} ms per 1,000 characters on one thread (best of five)";
    }

    private static void Print(IAnsiConsole console, List<(string Name, string Value)> rows)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(2)).AddColumn(new GridColumn().PadRight(0));
        foreach (var (name, value) in rows)
            grid.AddRow(new Text(name, new Style(Color.Grey)), new Text(value));
        console.Write(grid);
    }
}
