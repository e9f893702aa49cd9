using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;

namespace MedAiNlp;

// The windows of a long text, several at once where threads are free.
public sealed partial class EntityRecognizer
{
    /// <summary>How many windows are run before they are handed on: enough that threads seldom wait for one another, and a megabyte or so of logits.</summary>
    private const int WindowsARound = 16;

    /// <summary>The logits of a round, kept here because the shared pool forgets so large an array when another thread asks.</summary>
    private readonly ConcurrentBag<float[]> _rounds = [];

    /// <summary>Whether a text is long enough that sharing out its windows pays.</summary>
    private bool IsLong(ReadOnlyMemory<char> text) => text.Length >= WindowsARound * Package.Manifest.Features.MaxLength;

    /// <summary>Decodes the logits of a text, the network run on this thread and those that are free: the same windows in the same order.</summary>
    private void LogitsOfLong(ReadOnlyMemory<char> text, DecodingBuffer decoding, SpareThreads threads, SeenWindows? seen, CancellationToken cancellationToken)
    {
        var labels = Package.Manifest.Labels.Count;
        var row = Package.Manifest.Features.MaxLength * labels;
        var round = new Window[WindowsARound];
        if (!_rounds.TryTake(out var logits))
            logits = new float[WindowsARound * row];
        try
        {
            for (var keep = 0; keep < text.Length;)
            {
                var count = 0;
                for (; count < round.Length && keep < text.Length; keep = round[count++].KeepEnd)
                    round[count] = _plan.At(text.Span, keep);
                Run(count);
                for (var i = 0; i < count; i++)
                    decoding.Add(logits.AsSpan(i * row, (round[i].KeepEnd - round[i].KeepStart) * labels));
            }
        }
        catch (AggregateException e)
        {
            ExceptionDispatchInfo.Throw(e.InnerExceptions[0]);
        }
        finally
        {
            _rounds.Add(logits);
        }

        // Threads are asked for anew each time, so that an article that comes meanwhile finds room soon.
        void Run(int count)
        {
            using var others = threads.TakeFree(count - 1);
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = 1 + others.Count, CancellationToken = cancellationToken };
            Parallel.For(0, count, parallel, () => _idle.TryTake(out var idle) ? idle : NewWindow(), (i, _, memory) =>
            {
                memory.Kept(text.Span, round[i], seen, cancellationToken).CopyTo(logits.AsSpan(i * row));
                return memory;
            }, _idle.Add);
        }
    }
}
