namespace MedAiNlp.Tests.Benchmarks;

public class GuardSummaryTests
{
    private static readonly Dictionary<string, double> Accepted = new()
    {
        ["read, bytes a character"] = 2,
        ["link, bytes a character"] = 0.2,
        ["network, runs"] = 16,
        ["padding, share of positions"] = 0,
    };

    [Fact]
    public void The_accepted_counts_are_good_enough() => GuardSummary.Worse(Accepted, Accepted).Should().BeEmpty();

    [Fact]
    public void Steps_that_do_over_a_tenth_more_are_named_with_both_counts() =>
        Worse(("link, bytes a character", 0.3), ("network, runs", 18)).Should()
            .Equal("link, bytes a character: 0.3 where it was 0.2", "network, runs: 18 where it was 16");

    [Fact]
    public void What_was_nothing_may_not_become_something() =>
        Worse(("padding, share of positions", 0.02)).Should().ContainSingle().Which.Should().StartWith("padding");

    [Fact]
    public void A_tenth_more_or_a_rounding_is_let_pass() =>
        Worse(("read, bytes a character", 2.2), ("padding, share of positions", 0.009)).Should().BeEmpty();

    [Fact]
    public void Doing_less_is_no_fault() => Worse(("read, bytes a character", 0)).Should().BeEmpty();

    private static IReadOnlyList<string> Worse(params (string Step, double Count)[] changed)
    {
        var counts = new Dictionary<string, double>(Accepted);
        foreach (var (step, count) in changed)
            counts[step] = count;
        return GuardSummary.Worse(Accepted, counts);
    }
}
