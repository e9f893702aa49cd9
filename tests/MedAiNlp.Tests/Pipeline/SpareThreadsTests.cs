namespace MedAiNlp.Tests.Pipeline;

public sealed class SpareThreadsTests
{
    [Fact]
    public void Only_what_is_free_is_taken_and_what_is_given_back_is_free_again()
    {
        var threads = new SpareThreads(4);
        using var own = threads.Enter();
        using (var two = threads.TakeFree(2))
        {
            two.Count.Should().Be(2);
            using var rest = threads.TakeFree(2);
            rest.Count.Should().Be(1);
            using var none = threads.TakeFree(2);
            none.Count.Should().Be(0);
        }
        using var all = threads.TakeFree(8);
        all.Count.Should().Be(3);
    }

    [Fact]
    public void Those_who_work_anyway_are_counted_beyond_the_limit_and_leave_nothing_free()
    {
        var threads = new SpareThreads(2);
        using var first = threads.Enter();
        using (threads.Enter())
        using (threads.Enter())
        {
            using var none = threads.TakeFree(1);
            none.Count.Should().Be(0);
        }
        using var one = threads.TakeFree(5);
        one.Count.Should().Be(1);
    }

    [Fact]
    public void Takers_at_the_same_time_never_hold_more_than_there_are()
    {
        var threads = new SpareThreads(3);
        var (held, most) = (0, 0);
        Parallel.For(0, 20_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, i =>
        {
            using var taken = threads.TakeFree((i % 3) + 1);
            var now = Interlocked.Add(ref held, taken.Count);
            for (var seen = Volatile.Read(ref most); now > seen; seen = Volatile.Read(ref most))
                Interlocked.CompareExchange(ref most, now, seen);
            Interlocked.Add(ref held, -taken.Count);
        });
        most.Should().BeInRange(1, 3);
        using var all = threads.TakeFree(9);
        all.Count.Should().Be(3);
    }
}
