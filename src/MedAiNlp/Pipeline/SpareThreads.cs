namespace MedAiNlp;

/// <summary>
/// How many of a number of threads nobody uses just now, so that long work can be shared out while there is room. A thread that works
/// anyway is counted whether there is room or not; nobody ever waits. Thread-safe.
/// </summary>
/// <param name="limit">How many threads are to work at once; 1 or more.</param>
internal sealed class SpareThreads(int limit)
{
    private int _busy;

    /// <summary>How many threads are to work at once.</summary>
    public int Limit => limit;

    /// <summary>Counts the thread that calls; disposing what comes back ends it.</summary>
    public Taken Enter()
    {
        Interlocked.Increment(ref _busy);
        return new Taken(this, 1);
    }

    /// <summary>Takes as many as are free; disposing what comes back frees them.</summary>
    /// <param name="most">No more than these.</param>
    public Taken TakeFree(int most)
    {
        for (var busy = Volatile.Read(ref _busy); ;)
        {
            var free = Math.Clamp(limit - busy, 0, most);
            var seen = Interlocked.CompareExchange(ref _busy, busy + free, busy);
            if (seen == busy)
                return new Taken(this, free);
            busy = seen;
        }
    }

    /// <summary>Threads that are counted as busy.</summary>
    internal readonly ref struct Taken(SpareThreads from, int count) : IDisposable
    {
        public int Count => count;

        public void Dispose() => Interlocked.Add(ref from._busy, -count);
    }
}
