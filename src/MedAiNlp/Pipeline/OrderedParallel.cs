using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace MedAiNlp;

/// <summary>
/// Maps a stream on several threads. What is begun and not yet taken stays within a capacity, so memory does not grow with the
/// stream, and a heavy item that takes long does not stop the light ones behind it before the capacity is used up.
/// </summary>
internal static class OrderedParallel
{
    /// <summary>Gives the results in the order of the input.</summary>
    /// <param name="source">Read one item at a time, only as fast as results are taken.</param>
    /// <param name="map">Called on several threads at once. What it throws comes out at the item's place.</param>
    /// <param name="threads">How many calls run at once; 1 or more.</param>
    /// <param name="cancellationToken">Stops reading and the calls that look at the token they are given.</param>
    public static IAsyncEnumerable<TResult> Map<T, TResult>(IAsyncEnumerable<T> source, Func<T, TResult> map, int threads, CancellationToken cancellationToken = default) =>
        Map(source, (item, _) => map(item), static _ => 1, new ParallelLimits(threads, 3 * threads, AsCompleted: false), cancellationToken);

    /// <summary>Gives the results in the order of the input, or as they are done.</summary>
    /// <param name="source">Read one item at a time, only as fast as results are taken.</param>
    /// <param name="map">Called on several threads at once. What it throws comes out at the item's place.</param>
    /// <param name="weight">What an item takes of the capacity.</param>
    /// <param name="limits">How much runs and waits at once, and the order of the results.</param>
    /// <param name="cancellationToken">Stops reading and the calls that look at the token they are given.</param>
    public static async IAsyncEnumerable<TResult> Map<T, TResult>(
        IAsyncEnumerable<T> source, Func<T, CancellationToken, TResult> map, Func<T, long> weight, ParallelLimits limits, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var begun = Channel.CreateUnbounded<(Task<TResult> Work, long Weight)>(new UnboundedChannelOptions { SingleReader = true });
        var room = new Room(limits.Capacity);
        using var free = new SemaphoreSlim(limits.Threads);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var (writers, fault) = (1, default(Exception)); // the reader of the source, and where results come as completed every call
        var reading = Read();
        try
        {
            await foreach (var (work, taken) in begun.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                room.Leave(taken);
                yield return await work.ConfigureAwait(false);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            // What was started comes to its end before the caller may dispose of what the map uses.
            while (await HasMore().ConfigureAwait(false))
            {
                while (begun.Reader.TryRead(out var left))
                    await ((Task)left.Work).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // Also says no where reading the source failed: that has come out already, or nobody waits for it any more.
        async Task<bool> HasMore()
        {
            try
            {
                return await begun.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false);
            }
            catch (Exception) when (fault is not null)
            {
                return false;
            }
        }

        async Task Read()
        {
            try
            {
                await foreach (var item in source.WithCancellation(stop.Token).ConfigureAwait(false))
                {
                    var heavy = weight(item);
                    await room.Enter(heavy, stop.Token).ConfigureAwait(false);
                    await free.WaitAsync(stop.Token).ConfigureAwait(false);
                    Begin(item, heavy);
                }
            }
            catch (Exception e)
            {
                fault = e;
            }
            Leave();
        }

        void Begin(T item, long heavy)
        {
            var work = Task.Run(
                () =>
                {
                    try
                    {
                        return map(item, stop.Token);
                    }
                    finally
                    {
                        free.Release();
                    }
                },
                CancellationToken.None);
            if (!limits.AsCompleted)
            {
                begun.Writer.TryWrite((work, heavy)); // nobody closes it before the reader of the source has left
                return;
            }
            Interlocked.Increment(ref writers);
            work.ContinueWith(
                done =>
                {
                    begun.Writer.TryWrite((done, heavy));
                    Leave();
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        void Leave()
        {
            if (Interlocked.Decrement(ref writers) == 0)
                begun.Writer.Complete(fault);
        }
    }
}

/// <summary>How much <see cref="OrderedParallel"/> does at once.</summary>
/// <param name="Threads">How many calls run at once; 1 or more.</param>
/// <param name="Capacity">The weight of what is begun and not yet taken; a heavier item comes alone.</param>
/// <param name="AsCompleted">Whether results come as they are done, in place of the order of the input.</param>
internal sealed record ParallelLimits(int Threads, long Capacity, bool AsCompleted);
