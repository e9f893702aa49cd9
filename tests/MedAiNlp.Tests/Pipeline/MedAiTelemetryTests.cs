using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;

namespace MedAiNlp.Tests.Pipeline;

/// <summary>What is counted is counted for the whole process, so no other test may run beside these.</summary>
[CollectionDefinition(nameof(MedAiTelemetryTests), DisableParallelization = true)]
[Collection(nameof(MedAiTelemetryTests))]
public sealed partial class MedAiTelemetryTests
{
    private const string News = "2月18日，云岭市第一人民医院用人工智能辅助阅读肺部CT影像，准确率高达96%。";

    [Fact]
    public void A_listener_hears_articles_characters_entities_figures_and_windows()
    {
        using var heard = new Heard();
        using var analyzer = MedAiAnalyzer.CreateDefault();
        analyzer.Analyze(News);
        heard.Sum("medainlp.articles", "outcome", "ok").Should().Be(1);
        heard.Sum("medainlp.characters").Should().Be(News.Length);
        heard.Sum("medainlp.windows").Should().Be(1);
        heard.Sum("medainlp.entities", "type", EntityTypes.Hospital).Should().Be(1);
        heard.Sum("medainlp.figures").Should().Be(1);
        heard.Sum("medainlp.article.duration").Should().BePositive();
    }

    [Fact]
    public void Every_entity_is_counted_under_its_type()
    {
        using var heard = new Heard();
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = new Words("TELEMETRY-TEST", "云岭"), TopicClassifier = new NoTopics() });
        analyzer.Analyze("云岭、云岭和云岭。");
        heard.Sum("medainlp.entities", "type", "TELEMETRY-TEST").Should().Be(3);
    }

    [Fact]
    public void Every_step_has_its_time()
    {
        using var heard = new Heard();
        using var analyzer = MedAiAnalyzer.CreateDefault();
        analyzer.Analyze(News);
        heard.Tags("medainlp.step.duration", "step").Should().BeSubsetOf(Steps.All).And.Contain([Steps.Read, Steps.Figures, Steps.Link, Steps.Topics]);
    }

    [Fact]
    public async Task Errors_are_counted_by_code_once_each()
    {
        using var heard = new Heard();
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = new Words("X", "云岭", new MedAiException("MED998", "a fault of this test")), TopicClassifier = new NoTopics() });
        FluentActions.Invoking(() => analyzer.Analyze("云岭")).Should().Throw<MedAiException>();
        await foreach (var result in analyzer.AnalyzeAsync(new[] { Article.FromText("云岭", "a") }.ToAsyncEnumerable()))
            result.Error!.Code.Should().Be("MED998");
        await foreach (var result in analyzer.AnalyzeAsync(new[] { "b" }.ToAsyncEnumerable(), b => b, _ => throw new MedAiException("MED997", "cannot be read"), _ => 1, CancellationToken.None))
            result.Error!.Code.Should().Be("MED997");
        heard.Sum("medainlp.errors", "code", "MED998").Should().Be(2);
        heard.Sum("medainlp.errors", "code", "MED997").Should().Be(1);
    }

    [Fact]
    public void A_model_that_cannot_be_loaded_is_an_error_too()
    {
        using var activities = new HeardActivities();
        FluentActions.Invoking(() => MedAiAnalyzer.Create(new MedAiAnalyzerOptions { TopicModel = ModelPackage.Load(Path.Combine(Repository.Models, "zh-entities")) })).Should().Throw<ModelPackageException>();
        activities.All.Should().Contain(a => a.OperationName == MedAiTelemetry.LoadActivity && a.Status == ActivityStatusCode.Error && a.StatusDescription == "MED108");
    }

    [Fact]
    public async Task The_queue_holds_what_was_taken_and_is_not_done_and_an_abandoned_stream_leaves_nothing()
    {
        using var heard = new Heard();
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = new Words("X", "云岭"), TopicClassifier = new NoTopics(), Threads = 2 });
        var articles = Enumerable.Range(0, 50).Select(i => Article.FromText("云岭", $"q{i}"));
        await foreach (var _ in analyzer.AnalyzeAsync(articles.ToAsyncEnumerable()))
            break;
        heard.Queue().Should().Be(0);

        using var queue = new QueueLength();
        await foreach (var _ in queue.Entering(articles.Take(3).ToAsyncEnumerable()))
        {
        }
        queue.Leave();
        heard.Queue().Should().Be(2);
        queue.Dispose();
        heard.Queue().Should().Be(0);
    }

    [Fact]
    public void An_analysis_is_an_activity_that_tells_how_much_was_found_and_nothing_of_the_text()
    {
        using var activities = new HeardActivities();
        using var analyzer = MedAiAnalyzer.CreateDefault();
        analyzer.Analyze(Article.FromText(News, "telemetry-1"));
        var activity = activities.All.Should().ContainSingle(a => Equals(a.GetTagItem("medainlp.article.id"), "telemetry-1")).Which;
        activity.OperationName.Should().Be("medainlp.analyze");
        activity.GetTagItem("medainlp.characters").Should().Be(News.Length);
        activity.GetTagItem("medainlp.language").Should().Be("zh-Hans");
        activity.GetTagItem("medainlp.entities").Should().BeOfType<int>().Which.Should().BeGreaterThanOrEqualTo(2);
        activity.TagObjects.Should().NotContain(t => t.Value!.ToString()!.Contains("云岭"));
    }

    [Fact]
    public void An_analysis_that_fails_is_an_activity_with_the_code()
    {
        using var activities = new HeardActivities();
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { MaxCharacters = 3, EntityRecognizer = new Words("X", "云岭"), TopicClassifier = new NoTopics() });
        FluentActions.Invoking(() => analyzer.Analyze(Article.FromText(News, "telemetry-2"))).Should().Throw<DocumentException>();
        var activity = activities.All.Should().ContainSingle(a => Equals(a.GetTagItem("medainlp.article.id"), "telemetry-2")).Which;
        (activity.Status, activity.StatusDescription).Should().Be((ActivityStatusCode.Error, "MED204"));
    }

    [Fact]
    public void The_page_lists_every_instrument_with_its_kind_and_unit_and_no_other()
    {
        using var heard = new Heard();
        using var timer = StepTimer.Start(Steps.Read); // its instrument is made at its first use
        var onPage = File.ReadLines(Path.Combine(Repository.Root, "docs", "hosting.md")).Select(l => Row().Match(l)).Where(m => m.Success)
            .Select(m => $"{m.Groups["name"].Value} {m.Groups["kind"].Value} {m.Groups["unit"].Value}").ToList();
        onPage.Should().BeEquivalentTo(heard.Instruments.Select(i => $"{i.Name} {Kind(i)} {i.Unit}"));

        static string Kind(Instrument instrument) => instrument switch
        {
            Counter<long> => "counter",
            Histogram<double> => "histogram",
            ObservableUpDownCounter<long> => "up-down counter",
            _ => instrument.GetType().Name,
        };
    }

    [GeneratedRegex(@"^\| `(?<name>medainlp\.[a-z.]+)` \| (?<kind>[a-z -]+) \| `(?<unit>[^`]+)` \|")]
    private static partial Regex Row();

    private sealed class Heard : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentBag<(string Name, double Value, Dictionary<string, object?> Tags)> _values = [];

        public Heard()
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name != MedAiTelemetry.Name)
                    return;
                Instruments.Add(instrument);
                listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((i, v, tags, _) => _values.Add((i.Name, v, new(tags.ToArray()))));
            _listener.SetMeasurementEventCallback<double>((i, v, tags, _) => _values.Add((i.Name, v, new(tags.ToArray()))));
            _listener.Start();
        }

        public ConcurrentBag<Instrument> Instruments { get; } = [];

        public double Sum(string instrument, string? tag = null, string? value = null) =>
            _values.Where(v => v.Name == instrument && (tag is null || Equals(v.Tags[tag], value))).Sum(v => v.Value);

        public IEnumerable<string> Tags(string instrument, string tag) => _values.Where(v => v.Name == instrument).Select(v => (string)v.Tags[tag]!).Distinct();

        public double Queue()
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return _values.Single(v => v.Name == "medainlp.queue.length").Value;
        }

        public void Dispose() => _listener.Dispose();
    }

    private sealed class HeardActivities : IDisposable
    {
        private readonly ActivityListener _listener;

        public HeardActivities()
        {
            _listener = new ActivityListener
            {
                ShouldListenTo = s => s.Name == MedAiTelemetry.Name,
                Sample = (ref _) => ActivitySamplingResult.AllData,
                ActivityStopped = All.Add,
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public ConcurrentBag<Activity> All { get; } = [];

        public void Dispose() => _listener.Dispose();
    }

    private sealed class Words(string type, string word, MedAiException? fault = null) : IEntityRecognizer
    {
        public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default)
        {
            if (fault is not null)
                throw fault;
            var found = new List<Entity>();
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + word.Length, StringComparison.Ordinal))
                found.Add(new Entity { Type = type, Text = word, Start = at });
            return found;
        }
    }

    private sealed class NoTopics : ITopicClassifier
    {
        public IReadOnlyList<TopicScore> Classify(string text, bool withEvidence = false, CancellationToken cancellationToken = default) => [];
    }
}
