namespace MedAiNlp.Tests.Pipeline;

public class OrderedParallelTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Results_come_in_the_order_of_the_input(int threads)
    {
        var results = new List<int>();
        await foreach (var r in OrderedParallel.Map(Numbers(200), i => { Thread.SpinWait((i * 7919) % 5000); return i; }, threads))
            results.Add(r);
        results.Should().Equal(Enumerable.Range(0, 200));
    }

    [Fact]
    public async Task No_more_runs_at_once_than_threads_were_given()
    {
        var (running, most) = (0, 0);
        await foreach (var _ in OrderedParallel.Map(Numbers(100), i =>
        {
            var now = Interlocked.Increment(ref running);
            InterlockedMax(ref most, now);
            Thread.Sleep(1);
            Interlocked.Decrement(ref running);
            return i;
        }, 3))
        {
        }
        most.Should().BeInRange(1, 3);
    }

    [Fact]
    public async Task The_input_is_read_only_as_fast_as_results_are_taken()
    {
        var read = 0;
        await foreach (var result in OrderedParallel.Map(Numbers(1000, () => read++), i => i, 2))
        {
            if (result != 10)
                continue;
            await Task.Delay(50);
            break;
        }
        read.Should().BeLessThan(30);
    }

    [Fact]
    public async Task What_the_map_throws_comes_out_at_its_place()
    {
        var results = new List<int>();
        var map = async () =>
        {
            await foreach (var r in OrderedParallel.Map(Numbers(10), i => i == 5 ? throw new InvalidDataException("five") : i, 4))
                results.Add(r);
        };
        await map.Should().ThrowAsync<InvalidDataException>();
        results.Should().Equal(0, 1, 2, 3, 4);
    }

    [Fact]
    public async Task What_the_input_throws_comes_out_after_what_was_read()
    {
        var results = new List<int>();
        var map = async () =>
        {
            await foreach (var r in OrderedParallel.Map(Numbers(5, end: () => throw new IOException("disk")), i => i, 2))
                results.Add(r);
        };
        await map.Should().ThrowAsync<IOException>();
        results.Should().Equal(0, 1, 2, 3, 4);
    }

    [Fact]
    public async Task Cancelling_stops_and_leaves_nothing_running()
    {
        var running = 0;
        using var stop = new CancellationTokenSource();
        var map = async () =>
        {
            await foreach (var r in OrderedParallel.Map(Numbers(1000), i =>
            {
                Interlocked.Increment(ref running);
                Thread.Sleep(2);
                Interlocked.Decrement(ref running);
                return i;
            }, 4, stop.Token))
            {
                if (r == 3)
                    await stop.CancelAsync();
            }
        };
        await map.Should().ThrowAsync<OperationCanceledException>();
        running.Should().Be(0);
    }

    private static async IAsyncEnumerable<int> Numbers(int count, Action? each = null, Action? end = null)
    {
        for (var i = 0; i < count; i++)
        {
            await Task.Yield();
            each?.Invoke();
            yield return i;
        }
        end?.Invoke();
    }

    private static void InterlockedMax(ref int target, int value)
    {
        for (var seen = target; value > seen; seen = target)
            Interlocked.CompareExchange(ref target, value, seen);
    }
}
