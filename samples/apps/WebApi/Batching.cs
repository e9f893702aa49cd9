using System.Threading.Channels;
using MedAiNlp;

namespace WebApi;

/// <summary>
/// Requests wait a few milliseconds for others; those that came together are analysed as one batch, on all processors, while each waits for
/// its own answer. The channel is bounded: when more is asked than can be done, requests wait, and memory does not grow.
/// </summary>
internal sealed class Batching(IMedAiAnalyzer analyzer) : BackgroundService
{
    private const int LargestBatch = 32;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(5);

    private readonly Channel<Waiting> _waiting = Channel.CreateBounded<Waiting>(4 * LargestBatch);

    public async Task<AnalysisResult> Analyze(Article article, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(article, new TaskCompletionSource<AnalysisResult>(TaskCreationOptions.RunContinuationsAsynchronously), cancellationToken);
        await _waiting.Writer.WriteAsync(waiting, cancellationToken);
        return await waiting.Result.Task.WaitAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (await _waiting.Reader.WaitToReadAsync(stoppingToken))
        {
            await Task.Delay(LongestWait, stoppingToken);
            var batch = new List<Waiting>(LargestBatch);
            while (batch.Count < LargestBatch && _waiting.Reader.TryRead(out var waiting))
            {
                // Nobody waits for the answer to a request that was given up.
                if (!waiting.GivenUp.IsCancellationRequested)
                    batch.Add(waiting);
            }
            if (batch.Count > 0)
                await Task.Run(() => Answer(batch, stoppingToken), stoppingToken);
        }
    }

    private void Answer(List<Waiting> batch, CancellationToken stoppingToken)
    {
        try
        {
            var results = analyzer.AnalyzeBatch([.. batch.Select(w => w.Article)], stoppingToken);
            for (var i = 0; i < batch.Count; i++)
                batch[i].Result.SetResult(results[i]);
        }
        catch (Exception e)
        {
            // Whatever happened to the batch, nobody is left waiting for it.
            foreach (var waiting in batch)
                waiting.Result.TrySetException(e);
        }
    }

    private sealed record Waiting(Article Article, TaskCompletionSource<AnalysisResult> Result, CancellationToken GivenUp);
}
