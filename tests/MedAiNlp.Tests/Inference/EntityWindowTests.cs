using MedAiNlp.Benchmarks;

namespace MedAiNlp.Tests.Inference;

public sealed class EntityWindowTests : IDisposable
{
    private readonly EntityRecognizer _recognizer = EntityRecognizer.Load(Path.Combine(Repository.Models, "zh-entities"));

    public void Dispose() => _recognizer.Dispose();

    [Fact]
    public void Cancelling_reaches_into_a_running_network_and_leaves_it_usable()
    {
        var text = BenchmarkCorpus.News(6_000);
        using var memory = _recognizer.NewWindow();
        var whole = new Window(0, text.Length, 0, text.Length);
        var expected = memory.Run(text, whole, CancellationToken.None).ToArray();
        var stopped = false;
        // The clock may be late for one run, hardly for fifty.
        for (var attempt = 0; attempt < 50 && !stopped; attempt++)
        {
            using var stop = new CancellationTokenSource();
            stop.CancelAfter(5); // longer than it takes to come to the network, shorter than the network takes
            try
            {
                memory.Run(text, whole, stop.Token);
            }
            catch (OperationCanceledException e)
            {
                e.CancellationToken.Should().Be(stop.Token);
                stopped = true;
            }
        }
        stopped.Should().BeTrue();
        memory.Run(text, whole, CancellationToken.None).ToArray().Should().Equal(expected);
    }

    [Fact]
    public void What_is_found_does_not_depend_on_what_ran_before()
    {
        using var memory = _recognizer.NewWindow();
        var text = BenchmarkCorpus.News(3_000);
        foreach (var length in (int[])[512, 31, 1, 400, 2, 512])
        {
            using var fresh = _recognizer.NewWindow();
            var window = new Window(7, 7 + length, 7, 7 + length);
            memory.Run(text, window, CancellationToken.None).ToArray().Should().Equal(fresh.Run(text, window, CancellationToken.None).ToArray());
        }
    }
}
