namespace MedAiNlp;

/// <summary>
/// Keeps native memory until the last call that uses it has ended: disposing stops new calls at once, running ones finish, and
/// whoever is last frees. Thread-safe.
/// </summary>
/// <param name="owner">What <see cref="ObjectDisposedException"/> calls it.</param>
/// <param name="free">Frees the memory; called once.</param>
internal sealed class Lifetime(string owner, Action free) : IDisposable
{
    // The calls that run, and one for the owner until it disposes.
    private int _users = 1;
    private int _disposed;

    /// <summary>Begins a call; disposing what comes back ends it.</summary>
    /// <exception cref="ObjectDisposedException">The owner was disposed of.</exception>
    public Use Enter()
    {
        for (var users = Volatile.Read(ref _users); users > 0 && Volatile.Read(ref _disposed) == 0;)
        {
            var seen = Interlocked.CompareExchange(ref _users, users + 1, users);
            if (seen == users)
                return new Use(this);
            users = seen;
        }
        throw new ObjectDisposedException(owner);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
            Leave();
    }

    private void Leave()
    {
        if (Interlocked.Decrement(ref _users) == 0)
            free();
    }

    /// <summary>A call that runs.</summary>
    internal readonly ref struct Use(Lifetime lifetime) : IDisposable
    {
        public void Dispose() => lifetime.Leave();
    }
}
