using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MedAiNlp;

/// <summary>Maps a stream on several threads and gives the results in the order of the input, holding only a few at a time.</summary>
internal static class OrderedParallel
{
    /// <param name="source">Read one item at a time, only as fast as results are taken.</param>
    /// <param name="map">Called on several threads at once. What it throws comes out at the item's place.</param>
    /// <param name="threads">How many calls run at once; 1 or more.</param>
    /// <param name="cancellationToken">Stops reading and starting calls.</param>
    public static async IAsyncEnumerable<TResult> Map<T, TResult>(
        IAsyncEnumerable<T> source, Func<T, TResult> map, int threads, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Room in this channel bounds what is started and not yet taken; the semaphore bounds what runs.
        var started = Channel.CreateBounded<Task<TResult>>(new BoundedChannelOptions(2 * threads) { SingleReader = true, SingleWriter = true });
        using var free = new SemaphoreSlim(threads);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var reading = Read();
        try
        {
            await foreach (var result in started.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
                yield return await result.ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What was started runs to its end before the caller may dispose of what the map uses.
            while (started.Reader.TryRead(out var left))
                await ((Task)left).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        async Task Read()
        {
            try
            {
                await foreach (var item in source.WithCancellation(stop.Token).ConfigureAwait(false))
                {
                    await free.WaitAsync(stop.Token).ConfigureAwait(false);
                    if (!await started.Writer.WaitToWriteAsync(stop.Token).ConfigureAwait(false))
                        return;
                    var work = Task.Run(
                        () =>
                        {
                            try
                            {
                                return map(item);
                            }
                            finally
                            {
                                free.Release();
                            }
                        },
                        CancellationToken.None);
                    started.Writer.TryWrite(work); // the only writer, and there was room
                }
                started.Writer.Complete();
            }
            catch (Exception e)
            {
                started.Writer.Complete(e);
            }
        }
    }
}
