using System.Runtime.CompilerServices;

namespace MedAiNlp;

/// <summary>Counts the articles of one stream that were taken and whose results were not. What an abandoned stream leaves is taken off at its end.</summary>
internal sealed class QueueLength : IDisposable
{
    private int _length;

    /// <summary>The articles, counted as they are taken.</summary>
    public async IAsyncEnumerable<T> Entering<T>(IAsyncEnumerable<T> articles, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var article in articles.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            Interlocked.Increment(ref _length);
            MedAiTelemetry.Queue(1);
            yield return article;
        }
    }

    /// <summary>A result has been handed over.</summary>
    public void Leave()
    {
        Interlocked.Decrement(ref _length);
        MedAiTelemetry.Queue(-1);
    }

    public void Dispose() => MedAiTelemetry.Queue(-Interlocked.Exchange(ref _length, 0));
}
