namespace MedAiNlp;

/// <summary>Lets in only so much at a time: what is begun and not yet taken stays within a capacity. One caller enters, any thread leaves.</summary>
/// <param name="capacity">The sum of the weights inside; what is heavier than that gets in alone.</param>
internal sealed class Room(long capacity)
{
    private readonly Lock _lock = new();
    private long _inside;
    private (long Weight, TaskCompletionSource Admitted)? _waiting;

    /// <summary>Waits until there is room, and takes it.</summary>
    public Task Enter(long weight, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (Fits(weight))
            {
                _inside += weight;
                return Task.CompletedTask;
            }
            var admitted = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting = (weight, admitted);
            return admitted.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Gives back the room that something took.</summary>
    public void Leave(long weight)
    {
        lock (_lock)
        {
            _inside -= weight;
            if (_waiting is not { } next || !Fits(next.Weight))
                return;
            _waiting = null;
            _inside += next.Weight;
            next.Admitted.SetResult();
        }
    }

    private bool Fits(long weight) => _inside == 0 || _inside + weight <= capacity;
}
