using System.Diagnostics.Metrics;
using MedAiNlp.Benchmarks;

namespace MedAiNlp.Tests.Pipeline;

/// <summary>Runs of the network are counted for the whole process, so no other test may run beside these.</summary>
[Collection(nameof(MedAiTelemetryTests))]
public sealed class RepeatedWindowsTests
{
    [Fact]
    public async Task What_articles_share_is_computed_once_and_changes_no_digit()
    {
        var news = BenchmarkCorpus.News(2_500);
        // Another header, another footer, and one in three without the last paragraphs.
        var articles = Enumerable.Range(0, 9).Select(i => Article.FromText($"{new string('栏', 17 * i)}目\n第{i}报讯\n{news[..^(i % 3 * 300)]}\n责任编辑：第{i}位\n", $"a{i}")).ToList();
        using var single = Create(1);
        List<string> expected = [];
        var alone = await RunsOf(() =>
        {
            expected = articles.ConvertAll(a => Shape(single.Analyze(a)));
            return Task.CompletedTask;
        });
        var together = new List<long>();
        foreach (var threads in (int[])[1, 2])
        {
            using var analyzer = Create(threads);
            together.Add(await RunsOf(async () =>
            {
                var shapes = new List<string>();
                await foreach (var result in analyzer.AnalyzeAsync(articles.ToAsyncEnumerable()))
                    shapes.Add(Shape(result.Analysis!));
                shapes.Should().Equal(expected);
            }));
            together.Add(await RunsOf(() =>
            {
                analyzer.AnalyzeBatch(articles).Select(r => Shape(r.Analysis!)).Should().Equal(expected);
                return Task.CompletedTask;
            }));
        }
        together.Should().OnlyContain(runs => runs == together[0], "the number of different windows depends on no order");
        ((double)together[0]).Should().BeLessThan(0.5 * alone);
    }

    [Fact]
    public async Task Articles_that_share_nothing_are_computed_each()
    {
        var news = BenchmarkCorpus.News(3_000);
        var articles = new List<Article> { Article.FromText(news[..1_500]), Article.FromText(news[1_500..]) };
        using var analyzer = Create(2);
        var alone = await RunsOf(() =>
        {
            articles.ForEach(a => analyzer.Analyze(a));
            return Task.CompletedTask;
        });
        (await RunsOf(() => Task.FromResult(analyzer.AnalyzeBatch(articles)))).Should().Be(alone);
    }

    private static MedAiAnalyzer Create(int threads) => MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Threads = threads });

    private static async Task<long> RunsOf(Func<Task> work)
    {
        var runs = 0L;
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == MedAiTelemetry.Name && instrument.Name == "medainlp.windows")
                l.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, windows, _, _) => Interlocked.Add(ref runs, windows));
        listener.Start();
        await work();
        return Interlocked.Read(ref runs);
    }

    private static string Shape(ArticleAnalysis analysis) =>
        string.Join('|', analysis.Entities.Select(e => $"{e.Type} {e.Start} {e.Text} {e.Score:R} {e.Canonical}"));
}
