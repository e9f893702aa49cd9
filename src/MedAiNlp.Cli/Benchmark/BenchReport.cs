using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Spectre.Console;

namespace MedAiNlp.Cli.Benchmark;

/// <summary>What a benchmark measured, for people and for programs.</summary>
/// <param name="Size">How much text was analysed in each repeat.</param>
/// <param name="Runs">One for each model and number of threads.</param>
internal sealed record BenchReport(BenchSize Size, IReadOnlyList<BenchRun> Runs)
{
    /// <summary>Repeats that lie closer together than this make a difference of a few percent believable.</summary>
    private const double QuietSpread = 0.05;

    private static double PeakMegabytes => Process.GetCurrentProcess().PeakWorkingSet64 / 1e6;

    public void WriteText(IAnsiConsole console)
    {
        console.WriteLine(FormattableString.Invariant($"{Size.Articles} articles, {Size.Characters} characters, {Size.Bytes / 1e6:F2} MB; {Runs[0].Seconds.Count} repeats; {Machine()}"));
        var table = new Table().Border(TableBorder.None);
        foreach (var column in (string[])["model", "threads", "articles/s", "chars/s", "MB/s", "p50 ms", "p95 ms", "p99 ms", "B/char", "garbage", "spread"])
            table.AddColumn(new TableColumn(column) { Alignment = column == "model" ? Justify.Left : Justify.Right });
        foreach (var run in Runs)
        {
            table.AddRow(Name(run), run.Threads.ToString(), Number(Size.Articles / run.Median), Number(Size.Characters / run.Median), Number(Size.Bytes / 1e6 / run.Median),
                Number(run.Latency(0.5)), Number(run.Latency(0.95)), Number(run.Latency(0.99)), Number(BytesPerCharacter(run)), Number(Garbage(run)), Percent(run.Spread));
        }
        console.Write(table);

        var parts = new Table().Border(TableBorder.None).AddColumn("step");
        foreach (var run in Runs)
            parts.AddColumn(new TableColumn($"{Name(run)} ×{run.Threads}") { Alignment = Justify.Right });
        foreach (var step in Steps.All)
            parts.AddRow([step, .. Runs.Select(r => Percent(r.Steps.GetValueOrDefault(step) / r.Steps.Values.Sum()))]);
        console.Write(parts);

        console.WriteLine(FormattableString.Invariant($"peak memory {PeakMegabytes:F0} MB"));
        foreach (var (a, b, low, middle, high) in Comparisons())
            console.WriteLine(FormattableString.Invariant($"{Name(b)} takes {middle:F2} ({low:F2} to {high:F2}) of the time of {Name(a)} on {a.Threads} threads"));
        var spread = Runs.Max(r => r.Spread);
        console.WriteLine(spread <= QuietSpread
            ? $"the machine was quiet: repeats lie within {Percent(spread)} of one another"
            : $"the machine was noisy: repeats lie up to {Percent(spread)} apart, so do not believe smaller differences");
    }

    public void WriteJson(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true });
        json.WriteStartObject();
        json.WriteString("machine", Machine());
        json.WriteNumber("articles", Size.Articles);
        json.WriteNumber("characters", Size.Characters);
        json.WriteNumber("bytes", Size.Bytes);
        json.WriteNumber("peakMegabytes", Math.Round(PeakMegabytes, 1));
        json.WriteNumber("spread", Rounded(Runs.Max(r => r.Spread)));
        json.WriteStartArray("runs");
        foreach (var run in Runs)
        {
            json.WriteStartObject();
            json.WriteString("model", Name(run));
            json.WriteNumber("threads", run.Threads);
            json.WriteNumber("articlesPerSecond", Rounded(Size.Articles / run.Median));
            json.WriteNumber("charactersPerSecond", Rounded(Size.Characters / run.Median));
            json.WriteNumber("megabytesPerSecond", Rounded(Size.Bytes / 1e6 / run.Median));
            json.WriteNumber("p50Milliseconds", Rounded(run.Latency(0.5)));
            json.WriteNumber("p95Milliseconds", Rounded(run.Latency(0.95)));
            json.WriteNumber("p99Milliseconds", Rounded(run.Latency(0.99)));
            json.WriteNumber("allocatedBytesPerCharacter", Rounded(BytesPerCharacter(run)));
            json.WriteNumber("garbageBytesPerCharacter", Rounded(Garbage(run)));
            json.WriteNumber("spread", Rounded(run.Spread));
            json.WriteStartObject("stepSeconds");
            foreach (var step in Steps.All)
                json.WriteNumber(step, Rounded(run.Steps.GetValueOrDefault(step)));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("comparisons");
        foreach (var (a, b, low, middle, high) in Comparisons())
        {
            json.WriteStartObject();
            json.WriteString("base", Name(a));
            json.WriteString("other", Name(b));
            json.WriteNumber("threads", a.Threads);
            json.WriteNumber("timeRatio", Rounded(middle));
            json.WriteNumber("lowest", Rounded(low));
            json.WriteNumber("highest", Rounded(high));
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    // Repeats of the two models took turns, so a ratio is one of neighbours in time.
    private IEnumerable<(BenchRun A, BenchRun B, double Low, double Middle, double High)> Comparisons()
    {
        foreach (var pair in Runs.GroupBy(r => r.Threads).Select(g => g.ToList()).Where(g => g.Count == 2))
        {
            var ratios = pair[1].Seconds.Zip(pair[0].Seconds, static (b, a) => b / a).Order().ToList();
            yield return (pair[0], pair[1], ratios[0], ratios[ratios.Count / 2], ratios[^1]);
        }
    }

    private double BytesPerCharacter(BenchRun run) => run.Allocated / (double)Size.Characters / run.Seconds.Count;

    // What was allocated and is not in the results.
    private double Garbage(BenchRun run) => Math.Max(0, BytesPerCharacter(run) - run.ResultBytesPerCharacter);

    private static string Name(BenchRun run) => run.Model.Length == 0 ? "default" : Path.GetFileName(Path.TrimEndingDirectorySeparator(run.Model));

    private static string Machine() => $"{RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}, {Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription}";

    private static string Number(double value) => FormattableString.Invariant(value >= 100 ? $"{value:F0}" : (FormattableString)$"{value:G3}");

    private static string Percent(double value) => FormattableString.Invariant($"{value * 100:F1} %");

    private static double Rounded(double value) => double.IsFinite(value) ? Math.Round(value, 4) : 0;
}
