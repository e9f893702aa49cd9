using System.Threading.Channels;
using MedAiNlp;
using Microsoft.Extensions.Hosting;

namespace Worker;

/// <summary>Analyses what comes through the channel, and stops the app when no more will come.</summary>
internal sealed class ArticleWorker(Channel<Article> articles, IMedAiAnalyzer analyzer, IHostApplicationLifetime app) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var count = 0;
        while (await articles.Reader.WaitToReadAsync(stoppingToken))
        {
            await foreach (var result in analyzer.AnalyzeAsync(Waiting().ToAsyncEnumerable(), stoppingToken))
            {
                count++;
                Console.WriteLine(result.Analysis is { } analysis
                    ? $"{Path.GetFileName(result.Id)}: {string.Join(", ", analysis.Topics.Where(t => t.IsAssigned).Select(t => t.Label))}; {analysis.Entities.Count} entities"
                    : $"{result.Id}: {result.Error!.Message}");
            }
        }
        Console.WriteLine($"{count} articles");
        app.StopApplication();
    }

    // What waits now is one stream, so that new models are taken over between streams.
    private IEnumerable<Article> Waiting()
    {
        while (articles.Reader.TryRead(out var article))
            yield return article;
    }
}
