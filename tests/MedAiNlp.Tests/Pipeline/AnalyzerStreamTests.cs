using System.Collections.Concurrent;

namespace MedAiNlp.Tests.Pipeline;

public sealed class AnalyzerStreamTests
{
    private const string News = "2月18日，云岭市第一人民医院与澄影医疗科技有限公司签约，准确率高达96%。";

    [Fact]
    public async Task Streams_and_batches_give_what_single_calls_give_repeated_texts_included()
    {
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Threads = 4 });
        var articles = Enumerable.Range(0, 40).Select(i => i % 3 == 0 ? Article.FromText(News, $"a{i}") : i % 3 == 1 ? Article.FromHtml($"<h1>新闻</h1><p>{News}</p>", $"a{i}") : Article.FromText(News + News[..i], $"a{i}")).ToList();
        var expected = articles.ConvertAll(a => Shape(analyzer.Analyze(a)));
        var streamed = new List<AnalysisResult>();
        await foreach (var result in analyzer.AnalyzeAsync(Stream(articles)))
            streamed.Add(result);
        streamed.Select(r => r.Id).Should().Equal(articles.Select(a => a.Id));
        streamed.Select(r => Shape(r.Analysis!)).Should().Equal(expected);
        analyzer.AnalyzeBatch(articles).Select(r => Shape(r.Analysis!)).Should().Equal(expected);
    }

    [Fact]
    public async Task A_text_that_comes_again_is_worked_on_once()
    {
        var own = new Counting();
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = own, TopicClassifier = own, Threads = 4 });
        var articles = Enumerable.Range(0, 60).Select(i => Article.FromText($"第{i % 6}篇", $"a{i}")).ToList();
        await foreach (var result in analyzer.AnalyzeAsync(Stream(articles)))
            result.Analysis!.Entities.Should().ContainSingle().Which.Text.Should().Be(result.Analysis.Text);
        own.Recognized.Should().HaveCount(6).And.OnlyContain(t => t.Value == 1);
    }

    [Fact]
    public async Task Results_as_completed_pass_a_slow_article_and_none_is_lost()
    {
        using var slow = new SemaphoreSlim(0);
        var own = new Counting { Before = text => { if (text == "慢") slow.Wait(); } };
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = own, TopicClassifier = own, Threads = 2, AsCompleted = true });
        var ids = new List<string>();
        await foreach (var result in analyzer.AnalyzeAsync(Stream(Enumerable.Range(0, 20).Select(i => Article.FromText(i == 0 ? "慢" : $"快{i}", $"a{i}")))))
        {
            ids.Add(result.Id);
            if (ids.Count == 19)
                slow.Release();
        }
        ids.Should().HaveCount(20).And.OnlyHaveUniqueItems();
        ids[^1].Should().Be("a0");
    }

    [Fact]
    public async Task An_article_that_takes_long_does_not_stop_those_behind_it_while_there_is_room()
    {
        using var slow = new SemaphoreSlim(0);
        var done = 0;
        var own = new Counting { Before = text => { if (text == "慢") slow.Wait(); else if (Interlocked.Increment(ref done) == 99) slow.Release(); } };
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = own, TopicClassifier = own, Threads = 2 });
        var ids = new List<string>();
        await foreach (var result in analyzer.AnalyzeAsync(Stream(Enumerable.Range(0, 100).Select(i => Article.FromText(i == 0 ? "慢" : $"快{i}", $"a{i}")))))
            ids.Add(result.Id);
        ids.Should().Equal(Enumerable.Range(0, 100).Select(i => $"a{i}"));
    }

    [Fact]
    public async Task The_input_is_not_read_far_ahead_of_the_results()
    {
        var own = new Counting();
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = own, TopicClassifier = own, Threads = 1 });
        var (read, most, taken) = (0L, 0L, 0L);
        await foreach (var result in analyzer.AnalyzeAsync(Articles()))
        {
            taken += result.Analysis!.Text.Length;
            most = Math.Max(most, Volatile.Read(ref read) - taken);
        }
        most.Should().BeLessThan(1_300_000);

        async IAsyncEnumerable<Article> Articles()
        {
            for (var i = 0; i < 25; i++)
            {
                await Task.Yield();
                Interlocked.Add(ref read, 100_000);
                yield return Article.FromText(i.ToString("D6") + new string('文', 99_994), $"a{i}");
            }
        }
    }

    [Fact]
    public async Task A_stopped_stream_ends_soon_with_an_exception()
    {
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Threads = 2 });
        using var stop = new CancellationTokenSource();
        var long_ = string.Concat(Enumerable.Repeat(News, 2_000));
        var read = async () =>
        {
            await foreach (var result in analyzer.AnalyzeAsync(Stream(Enumerable.Range(0, 1000).Select(i => Article.FromText(i == 0 ? News : i + long_))), stop.Token))
                await stop.CancelAsync();
        };
        await read.Should().ThrowAsync<OperationCanceledException>();
        FluentActions.Invoking(() => analyzer.AnalyzeBatch([Article.FromText(News)], stop.Token)).Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void A_bad_article_of_a_batch_costs_no_other()
    {
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { MaxCharacters = 100, Threads = 3 });
        var results = analyzer.AnalyzeBatch([Article.FromText(News, "a"), Article.FromText(new string('长', 101), "b"), Article.FromText(News, "c")]);
        results.Select(r => r.Id).Should().Equal("a", "b", "c");
        results.Select(r => r.Error?.Code).Should().Equal(null, "MED204", null);
    }

    [Fact]
    public async Task A_disposed_analyzer_says_so()
    {
        var analyzer = MedAiAnalyzer.CreateDefault();
        analyzer.Dispose();
        analyzer.Dispose();
        FluentActions.Invoking(() => analyzer.Analyze(News)).Should().Throw<ObjectDisposedException>();
        FluentActions.Invoking(() => analyzer.AnalyzeBatch([Article.FromText(News)])).Should().Throw<ObjectDisposedException>();
        var read = async () =>
        {
            await foreach (var _ in analyzer.AnalyzeAsync(Stream([Article.FromText(News)])))
            {
            }
        };
        await read.Should().ThrowAsync<ObjectDisposedException>();
    }

    [Fact]
    public async Task Thirty_two_callers_with_random_cancellations_and_disposals_lose_and_mix_nothing()
    {
        var texts = Enumerable.Range(0, 16).Select(i => string.Concat(Enumerable.Repeat($"第{i}次，" + News, 1 + (i % 5)))).ToArray();
        string[] expected;
        using (var reference = MedAiAnalyzer.CreateDefault())
            expected = [.. texts.Select(t => Shape(reference.Analyze(t)))];
        var outcomes = new ConcurrentBag<string>();
        for (var round = 0; round < 3; round++)
        {
            var analyzer = MedAiAnalyzer.CreateDefault();
            var callers = Enumerable.Range(0, 32).Select(caller => Task.Run(() =>
            {
                var random = new Random((round * 100) + caller);
                for (var call = 0; call < 12; call++)
                {
                    var which = random.Next(texts.Length);
                    using var stop = new CancellationTokenSource();
                    if (random.Next(3) == 0)
                        stop.CancelAfter(random.Next(20));
                    try
                    {
                        Shape(analyzer.Analyze(texts[which], stop.Token)).Should().Be(expected[which]);
                        outcomes.Add("right");
                    }
                    catch (OperationCanceledException) when (stop.IsCancellationRequested)
                    {
                        outcomes.Add("stopped");
                    }
                    catch (ObjectDisposedException)
                    {
                        outcomes.Add("disposed");
                        return;
                    }
                    if (caller == 7 && call == 6)
                        analyzer.Dispose();
                }
            })).ToArray();
            await Task.WhenAll(callers);
            analyzer.Dispose();
        }
        outcomes.Should().Contain("right").And.Contain("disposed");
    }

    private static string Shape(ArticleAnalysis analysis) =>
        string.Join('|', analysis.Entities.Select(e => $"{e.Type} {e.Start} {e.Text} {e.Score:R} {e.Canonical}").Concat(analysis.Figures.Select(f => $"{f.Start} {f.Text}")).Concat(analysis.Topics.Select(t => $"{t.Label} {t.Score:R}")));

    private static async IAsyncEnumerable<Article> Stream(IEnumerable<Article> articles)
    {
        foreach (var article in articles)
        {
            await Task.Yield();
            yield return article;
        }
    }

    /// <summary>Finds the whole text, and counts how often it was asked for each.</summary>
    private sealed class Counting : IEntityRecognizer, ITopicClassifier
    {
        public ConcurrentDictionary<string, int> Recognized { get; } = [];

        public Action<string> Before { get; init; } = static _ => { };

        public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options, CancellationToken cancellationToken)
        {
            Before(text);
            Recognized.AddOrUpdate(text, 1, static (_, n) => n + 1);
            return [new Entity { Type = "TEXT", Text = text, Start = 0, Score = 1 }];
        }

        public IReadOnlyList<TopicScore> Classify(string text, bool withEvidence, CancellationToken cancellationToken) => [];
    }
}
