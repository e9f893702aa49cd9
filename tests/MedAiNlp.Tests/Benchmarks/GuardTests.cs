using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using MedAiNlp.Benchmarks;
using Xunit.Abstractions;

namespace MedAiNlp.Tests.Benchmarks;

/// <summary>
/// Counts that do not depend on how busy the machine is, compared with benchmarks/guard.json: bytes allocated a character in each
/// step and how many of them are garbage, and how much the network is given to do. Garbage is what a call allocates and its result
/// does not hold (<see cref="ObjectSizes"/>). To accept new counts: MEDAINLP_UPDATE_GUARD=1 dotnet test -c Release --filter GuardTests.
/// </summary>
public sealed class GuardTests(ITestOutputHelper output)
{
    /// <summary>More garbage than this, in bytes a character, no step may leave, nor the whole analysis.</summary>
    private const double MostGarbage = 1;

    /// <summary>How often a step is done before it is measured: what is kept for the next time is allocated once.</summary>
    private const int WarmUps = 3;

    private static readonly Lazy<Dictionary<string, double>> Counts = new(Count);

    private static readonly string GuardFile = Path.Combine(Repository.Root, "benchmarks", "guard.json");

    [SkippableFact]
    public void No_step_does_over_a_tenth_more_than_before()
    {
        SkipWhereNothingIsOptimised();
        var counts = Counts.Value;
        foreach (var (step, count) in counts)
            output.WriteLine($"{step}: {count}");
        if (Environment.GetEnvironmentVariable("MEDAINLP_UPDATE_GUARD") == "1")
            File.WriteAllText(GuardFile, new JsonObject(counts.Select(c => KeyValuePair.Create(c.Key, (JsonNode?)c.Value))).ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");

        var guard = JsonNode.Parse(File.ReadAllText(GuardFile))!.AsObject();
        guard.Select(g => g.Key).Should().BeEquivalentTo(counts.Keys, "benchmarks/guard.json lists the same steps");
        GuardSummary.Worse(guard.ToDictionary(g => g.Key, g => g.Value!.GetValue<double>()), counts).Should().BeEmpty();
    }

    [SkippableFact]
    public void No_step_leaves_a_byte_of_garbage_a_character_nor_does_the_whole_analysis()
    {
        SkipWhereNothingIsOptimised();
        var garbage = Counts.Value.Where(c => c.Key.Contains("garbage")).ToList();
        garbage.Should().HaveCount(6);
        garbage.Where(c => c.Value >= MostGarbage).Should().BeEmpty();
    }

    [Fact]
    public void The_network_reads_nothing_but_text_and_little_of_it_twice()
    {
        var counts = Counts.Value;
        counts["padding, share of positions"].Should().Be(0);
        counts["network, positions a character"].Should().BeLessThan(1.25);
    }

    [Fact]
    public void The_network_s_way_allocates_next_to_nothing_in_a_long_text_too()
    {
        using var recognizer = EntityRecognizer.Load(Path.Combine(Repository.Models, "zh-entities"));
        var text = BenchmarkCorpus.News(20_000);
        var (total, garbage) = Bytes(1, _ => recognizer.Recognize(text));
        output.WriteLine($"{total} bytes, of them {garbage} garbage");
        (garbage / (double)text.Length).Should().BeLessThan(0.25);
    }

    // Without the optimiser what need not outlive a call lies on the heap all the same.
    private static void SkipWhereNothingIsOptimised() =>
        Skip.If(typeof(MedAiAnalyzer).Assembly.GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true }, "a build that is not optimised allocates more; run with -c Release");

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
        var counts = new Dictionary<string, double>();
        Add("read", t => Document.Read(Article.FromText(texts[t])));
        Add("figures", t => FigureScanner.Default.Scan(texts[t]));
        Add("entities", t => recognizer.Recognize(texts[t]));
        Add("link", t => linker.Link(texts[t], found[t]));
        Add("topics", t => topics.Classify(texts[t]));
        Add("analysis", t => analyzer.Analyze(texts[t]));
        counts["features and network, bytes a character"] = Rounded(Bytes(texts.Count, t => RunNetwork(recognizer, texts[t])).Total / characters);
        counts["network, runs"] = windows.Count;
        counts["network, positions a character"] = Rounded(positions / characters);
        counts["padding, share of positions"] = Rounded((positions - windows.Sum(w => w.End - w.Start)) / (double)positions);
        return counts;

        void Add(string step, Func<int, object> run)
        {
            var (total, garbage) = Bytes(texts.Count, run);
            counts[$"{step}, bytes a character"] = Rounded(total / characters);
            counts[$"{step}, bytes of garbage a character"] = Rounded(garbage / characters);
        }
    }

    private static string RunNetwork(EntityRecognizer recognizer, string text)
    {
        recognizer.Logits(text, static (_, _) => { }, 0);
        return text;
    }

    private static double Rounded(double value) => Math.Round(value, 3);

    // What the runs over all texts allocate, and what of it their results do not hold: what they hold and those of another round do not.
    private static (long Total, long Garbage) Bytes(int texts, Func<int, object> run)
    {
        var (before, results) = (new object[texts], new object[texts]);
        var least = long.MaxValue;
        for (var round = 0; round <= WarmUps; round++)
        {
            (before, results) = (results, before);
            var total = 0L;
            for (var t = 0; t < texts; t++)
            {
                var start = GC.GetAllocatedBytesForCurrentThread();
                results[t] = run(t);
                total += GC.GetAllocatedBytesForCurrentThread() - start;
            }
            least = Math.Min(least, total);
        }
        return (least, least - ObjectSizes.OnlyIn(results, before));
    }
}
