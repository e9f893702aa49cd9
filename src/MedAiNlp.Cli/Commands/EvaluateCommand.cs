using System.CommandLine;
using System.Text.Json;
using MedAiNlp.Cli.Evaluation;
using MedAiNlp.Cli.Input;
using Spectre.Console;

namespace MedAiNlp.Cli.Commands;

/// <summary><c>medainlp evaluate GOLD.jsonl</c>: how right the answers are, measured on labelled articles.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Terminal terminal)
    {
        var gold = new Argument<string>("GOLD") { Description = "Labelled articles, one JSON object a line: {\"id\",\"text\",\"topics\",\"topics_optional\",\"entities\",\"figures\"}; what is absent is not measured." };
        var models = new ModelOptions();
        var errors = new Option<int>("--errors") { Description = "Prints up to this many wrong spans of each type.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Prints one JSON object." };
        var command = new Command("evaluate", "Measures precision, recall and F1 with 95 % intervals on labelled articles.") { gold, errors, json };
        models.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var articles = Read(parsed.GetValue(gold)!);
            using var analyzer = MedAiAnalyzer.Create(models.Load(parsed));
            var scores = articles.ConvertAll(a =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                return ArticleScore.Of(a, analyzer.Analyze(Article.FromText(a.Text, a.Id)));
            });
            var metrics = Metrics.Over(scores);
            var intervals = Bootstrap.Intervals(scores);
            using var output = new StreamWriter(terminal.Output, leaveOpen: true);
            if (parsed.GetValue(json))
                WriteJson(terminal.Output, articles.Count, metrics, intervals);
            else
                WriteTable(terminal.ConsoleOn(output, terminal.IsOutputTerminal), articles.Count, metrics, intervals, scores, parsed.GetValue(errors));
            return Task.FromResult(ExitCode.Success);
        });
        return command;
    }

    private static List<GoldArticle> Read(string path)
    {
        var articles = new List<GoldArticle>();
        try
        {
            foreach (var (index, line) in File.ReadLines(path).Index().Where(l => !string.IsNullOrWhiteSpace(l.Item)))
            {
                try
                {
                    articles.Add(JsonSerializer.Deserialize(line, GoldJsonContext.Default.GoldArticle)!);
                }
                catch (JsonException e)
                {
                    throw new MedAiException("MED504", $"{path} line {index + 1} is no labelled article ({e.Message.Split(" Path:")[0].TrimEnd('.')}); see 'medainlp evaluate --help' for the format.", e);
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(path, e);
        }
        return articles.Count > 0 ? articles : throw new MedAiException("MED504", $"{path} holds no labelled article; expected one JSON object a line.");
    }

    private static void WriteTable(IAnsiConsole console, int articles, Metrics metrics, Dictionary<string, (double Low, double High)> intervals, List<ArticleScore> scores, int errors)
    {
        console.WriteLine($"{articles} articles");
        var table = new Table().NoBorder();
        table.AddColumns(new TableColumn(""), Right("P"), Right("R"), Right("F1"), Right("95 %"), Right("n"));
        foreach (var (name, tally) in metrics.Spans.Concat(metrics.Topics))
            table.AddRow(name, Number(tally.Precision), Number(tally.Recall), Number(tally.F1), Interval(name), tally.Support.ToString());
        foreach (var (name, value) in metrics.Rates)
            table.AddRow(name, "", "", Number(value), Interval(name), name.StartsWith("figure", StringComparison.Ordinal) ? metrics.RightFigures.ToString() : "");
        console.Write(table);
        foreach (var type in scores.SelectMany(s => s.Misses).GroupBy(m => m.Type).OrderBy(g => g.Key, StringComparer.Ordinal))
        {
            foreach (var miss in type.Take(errors))
                console.Write(new Text($"  {miss.Type} {(miss.IsExtra ? "extra " : "missed")} {miss.Id}[{miss.Start}:{miss.End}] {miss.Context}\n"));
        }

        static TableColumn Right(string name) => new TableColumn(name).RightAligned();
        static string Number(double value) => value.ToString("0.000");
        string Interval(string name) => $"{intervals[name].Low:0.000}–{intervals[name].High:0.000}";
    }

    private static void WriteJson(Stream stream, int articles, Metrics metrics, Dictionary<string, (double Low, double High)> intervals)
    {
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("articles", articles);
            Tallies("entities", metrics.Spans);
            Tallies("topics", metrics.Topics);
            json.WriteStartObject("rates");
            foreach (var (name, value) in metrics.Rates)
            {
                json.WriteStartObject(name);
                json.WriteNumber("value", value);
                Interval(name);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteEndObject();

            void Tallies(string name, IReadOnlyList<KeyValuePair<string, Tally>> tallies)
            {
                json.WriteStartObject(name);
                foreach (var (label, tally) in tallies)
                {
                    json.WriteStartObject(label);
                    json.WriteNumber("p", tally.Precision);
                    json.WriteNumber("r", tally.Recall);
                    json.WriteNumber("f1", tally.F1);
                    json.WriteNumber("n", tally.Support);
                    Interval(label);
                    json.WriteEndObject();
                }
                json.WriteEndObject();
            }

            void Interval(string name)
            {
                json.WriteStartArray("interval95");
                json.WriteNumberValue(intervals[name].Low);
                json.WriteNumberValue(intervals[name].High);
                json.WriteEndArray();
            }
        }
        stream.WriteByte((byte)'\n');
    }
}
