using System.Text.Json;
using System.Text.Json.Nodes;
using MedAiNlp.Benchmarks;
using Xunit.Abstractions;

namespace MedAiNlp.Tests.Benchmarks;

/// <summary>
/// Counts that do not depend on how busy the machine is, compared with benchmarks/guard.json: bytes allocated a character in each
/// step, and how much the network is given to do. To accept new counts: MEDAINLP_UPDATE_GUARD=1 dotnet test --filter GuardTests.
/// </summary>
public sealed class GuardTests(ITestOutputHelper output)
{
    private const double Allowed = 1.10;

    private static readonly Lazy<Dictionary<string, double>> Counts = new(Count);

    private static readonly string GuardFile = Path.Combine(Repository.Root, "benchmarks", "guard.json");

    [Fact]
    public void No_step_does_over_a_tenth_more_than_before()
    {
        var counts = Counts.Value;
        foreach (var (step, count) in counts)
            output.WriteLine($"{step}: {count}");
        if (Environment.GetEnvironmentVariable("MEDAINLP_UPDATE_GUARD") == "1")
            File.WriteAllText(GuardFile, new JsonObject(counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))).ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");

        var guard = JsonNode.Parse(File.ReadAllText(GuardFile))!.AsObject();
        guard.Select(g => g.Key).Should().BeEquivalentTo(counts.Keys, "benchmarks/guard.json lists the same steps");
        // A hundredth of a byte or a window more or less is rounding.
        var worse = counts.Where(c => c.Value > (guard[c.Key]!.GetValue<double>() * Allowed) + 0.01).Select(c => $"{c.Key}: {c.Value} where it was {guard[c.Key]}").ToList();
        worse.Should().BeEmpty();
    }

    [Fact]
    public void The_network_reads_nothing_but_text_and_little_of_it_twice()
    {
        var counts = Counts.Value;
        counts["padding, share of positions"].Should().Be(0);
        counts["network, positions a character"].Should().BeLessThan(1.25);
    }

    [Fact]
    public void The_network_s_way_allocates_next_to_nothing_and_finding_entities_little_besides_its_results()
    {
        using var recognizer = EntityRecognizer.Load(Path.Combine(Repository.Models, "zh-entities"));
        var text = BenchmarkCorpus.News(20_000);
        var entities = recognizer.Recognize(text);
        var total = Allocated(() => recognizer.Recognize(text));
        var copies = new List<Entity>();
        var results = Allocated(() => copies = [.. entities.Select(e => e with { Text = new string(e.Text) })]);
        copies.Should().HaveCount(entities.Count);
        output.WriteLine($"{total} bytes, of them {results} results, {entities.Count} entities");
        ((total - results) / (double)text.Length).Should().BeLessThan(3, "every name that is found takes a little until the text is done");
        Allocated(() => recognizer.Logits(text, static (_, _) => { }, 0)).Should().BeLessThan(text.Length / 4);
    }

    private static Dictionary<string, double> Count()
    {
        using var recognizer = EntityRecognizer.Load(Path.Combine(Repository.Models, "zh-entities"));
        using var topics = TopicClassifier.Load(Path.Combine(Repository.Models, "zh-topics"));
        var linker = new EntityLinker(NameRegister.Load(Path.Combine(Repository.Models, "register", "register.tsv.gz")));
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = recognizer, TopicClassifier = topics, Linker = linker });
        var texts = Enumerable.Range(1, 6).Select(i => BenchmarkCorpus.News(300 * i)).ToList();
        var characters = (double)texts.Sum(t => t.Length);
        var found = texts.ConvertAll(t => recognizer.Recognize(t));
        var features = recognizer.Package.Manifest.Features;
        var windows = texts.SelectMany(t => new WindowPlan(features.MaxLength, features.Stride).Windows(t)).ToList();

        // What the network was given, measured where it runs, against what the windows ask for.
        var positions = 0L;
        foreach (var text in texts)
            positions += recognizer.Positions(text);
        return new Dictionary<string, double>
        {
            ["read, bytes a character"] = Bytes(t => Document.Read(Article.FromText(texts[t]))),
            ["figures, bytes a character"] = Bytes(t => FigureScanner.Default.Scan(texts[t])),
            ["features and network, bytes a character"] = Bytes(t => recognizer.Logits(texts[t], static (_, _) => { }, 0)),
            ["entities, bytes a character"] = Bytes(t => recognizer.Recognize(texts[t])),
            ["link, bytes a character"] = Bytes(t => linker.Link(texts[t], found[t])),
            ["topics, bytes a character"] = Bytes(t => topics.Classify(texts[t])),
            ["analysis, bytes a character"] = Bytes(t => analyzer.Analyze(texts[t])),
            ["network, runs"] = windows.Count,
            ["network, positions a character"] = Rounded(positions / characters),
            ["padding, share of positions"] = Rounded((positions - windows.Sum(w => w.End - w.Start)) / (double)positions),
        };

        double Bytes(Action<int> step) => Rounded(Allocated(() =>
        {
            for (var t = 0; t < texts.Count; t++)
                step(t);
        }) / characters);
    }

    private static double Rounded(double value) => Math.Round(value, 3);

    // The least of a few: what is kept for the next time is allocated once.
    private static long Allocated(Action action)
    {
        var least = long.MaxValue;
        for (var i = 0; i < 3; i++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }

}
