namespace MedAiNlp.Tests.Inference;

public sealed class SeenWindowsTests : IDisposable
{
    /// <summary>What the windows of these tests keep: logits.</summary>
    private const int Kept = 7_000;

    private readonly SeenWindows _seen = new();

    public void Dispose() => _seen.Dispose();

    [Fact]
    public void A_window_that_came_before_is_known_in_another_text_too()
    {
        Compute("甲乙丙丁戊己", new Window(2, 5, 2, 5), context: 1, value: 7);
        Known("丁、乙丙丁戊己、", new Window(3, 6, 3, 6), context: 1).Should().Be(7);
    }

    [Theory]
    [InlineData("甲乙丙丁戊己", 2, 5, 2, 4)] // keeps less
    [InlineData("甲乙丙丁戊庚", 2, 5, 2, 5)] // another character in sight behind it
    [InlineData("甲庚丙丁戊己", 2, 5, 2, 5)] // and before it
    [InlineData("甲乙丙丁戊", 2, 5, 2, 5)] // the text ends with it
    [InlineData("甲乙丙丁戊己", 2, 4, 2, 4)] // shorter
    public void A_window_whose_answers_may_differ_is_another(string text, int start, int end, int keepStart, int keepEnd)
    {
        Compute("甲乙丙丁戊己", new Window(2, 5, 2, 5), context: 1, value: 7);
        Known(text, new Window(start, end, keepStart, keepEnd), context: 1).Should().BeNull();
    }

    [Fact]
    public void The_newest_are_held_in_twelve_mebibytes()
    {
        const int all = 1_000, most = (12 << 20) / (Kept * sizeof(float)), surely = most / 3;
        for (var i = 0; i < all; i++)
            ComputeNumber(i);
        // The old ones first: asking for what is not held changes nothing.
        Enumerable.Range(0, all - most).Select(KnownNumber).Should().AllSatisfy(value => value.Should().BeNull());
        Enumerable.Range(all - surely, surely).Select(KnownNumber).Should().Equal(Enumerable.Range(all - surely, surely).Select(i => (float?)i));
    }

    [Fact]
    public void What_is_still_asked_for_outlives_what_is_not()
    {
        ComputeNumber(0);
        for (var i = 1; i < 2_000; i++)
        {
            ComputeNumber(i);
            if (i % 100 == 0)
                KnownNumber(0).Should().Be(0);
        }
        KnownNumber(1).Should().BeNull();
    }

    [Fact]
    public void What_needs_more_than_a_block_is_not_held()
    {
        var read = WindowText.Of("甲", new Window(0, 1, 0, 1), 0);
        var kept = new float[1 << 20];
        _seen.TryTake(read, kept).Should().BeFalse();
        _seen.Add(read, kept);
        _seen.Done(read);
        _seen.TryTake(read, kept).Should().BeFalse();
    }

    [Fact]
    public void Once_its_memory_is_used_nothing_is_allocated()
    {
        for (var i = 0; i < 2_000; i++)
            ComputeNumber(i);
        var texts = Enumerable.Range(2_000, 1_000).Select(Text).ToList();
        var kept = new float[Kept];
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var text in texts)
        {
            var read = WindowText.Of(text, new Window(0, text.Length, 0, text.Length), 0);
            if (!_seen.TryTake(read, kept))
            {
                _seen.Add(read, kept);
                _seen.Done(read);
            }
        }
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().Be(0);
    }

    [Fact]
    public async Task Who_asks_for_a_window_that_another_thread_computes_waits_for_it()
    {
        var window = new Window(0, 3, 0, 3);
        Known("甲乙丙", window, context: 0).Should().BeNull(); // ours to compute
        var asked = Task.Run(() => Known("甲乙丙", window, context: 0));
        Add("甲乙丙", window, context: 0, value: 3);
        (await asked).Should().Be(3);
    }

    [Fact]
    public async Task Where_the_other_thread_fails_it_is_ours()
    {
        var window = new Window(0, 3, 0, 3);
        Known("甲乙丙", window, context: 0).Should().BeNull();
        var asked = Task.Run(() => Known("甲乙丙", window, context: 0));
        _seen.Done(WindowText.Of("甲乙丙", window, 0));
        (await asked).Should().BeNull();
    }

    [Fact]
    public void After_the_end_of_the_run_nothing_is_held()
    {
        var window = new Window(0, 3, 0, 3);
        Compute("甲乙丙", window, context: 0, value: 3);
        _seen.Dispose();
        _seen.Dispose();
        Known("甲乙丙", window, context: 0).Should().BeNull();
        Add("甲乙丙", window, context: 0, value: 3);
        Known("甲乙丙", window, context: 0).Should().BeNull();
    }

    private static string Text(int number) => number.ToString("D450", null);

    private void ComputeNumber(int number) => Compute(Text(number), new Window(0, 450, 0, 450), context: 0, number);

    private float? KnownNumber(int number)
    {
        var value = Known(Text(number), new Window(0, 450, 0, 450), context: 0);
        if (value is null)
            _seen.Done(WindowText.Of(Text(number), new Window(0, 450, 0, 450), 0));
        return value;
    }

    private void Compute(string text, Window window, int context, float value)
    {
        Known(text, window, context).Should().BeNull();
        Add(text, window, context, value);
    }

    private void Add(string text, Window window, int context, float value)
    {
        var read = WindowText.Of(text, window, context);
        var kept = new float[Kept];
        Array.Fill(kept, value);
        _seen.Add(read, kept);
        _seen.Done(read);
    }

    private float? Known(string text, Window window, int context)
    {
        var kept = new float[Kept];
        return _seen.TryTake(WindowText.Of(text, window, context), kept) ? kept.Distinct().Single() : null;
    }
}
