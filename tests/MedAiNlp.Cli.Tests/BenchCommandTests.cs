namespace MedAiNlp.Cli.Tests;

public class BenchCommandTests
{
    [Fact]
    public async Task The_samples_are_measured_on_each_number_of_threads()
    {
        var run = await CommandRun.Of("bench", "--threads", "1", "2", "--repeat", "2", "--json");
        run.ExitCode.Should().Be(0, run.Error);
        using var report = System.Text.Json.JsonDocument.Parse(run.Output);
        var runs = report.RootElement.GetProperty("runs").EnumerateArray().ToList();
        runs.Select(r => r.GetProperty("threads").GetInt32()).Should().Equal(1, 2);
        report.RootElement.GetProperty("articles").GetInt32().Should().BeGreaterThan(5);
        foreach (var one in runs)
        {
            one.GetProperty("charactersPerSecond").GetDouble().Should().BePositive();
            one.GetProperty("p50Milliseconds").GetDouble().Should().BePositive().And.BeLessThanOrEqualTo(one.GetProperty("p99Milliseconds").GetDouble());
            one.GetProperty("stepSeconds").EnumerateObject().Select(p => p.Name).Should().Equal("read", "figures", "features", "network", "decode", "link", "topics");
            one.GetProperty("stepSeconds").EnumerateObject().Should().OnlyContain(p => p.Value.GetDouble() > 0);
        }
    }

    [Fact]
    public async Task Two_models_take_turns_and_are_compared()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(Path.Combine(folder.Path, "a.txt"), "云岭市第一人民医院与澄影医疗科技有限公司签约，准确率96%。");
        var model = Path.Combine(Repository.Root, "models", "zh-entities");
        var run = await CommandRun.Of("bench", folder.Path, "--threads", "1", "--repeat", "3", "--entities-model", model, "--compare", model);
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("1 articles").And.Contain("of the time of zh-entities").And.Contain("the machine was").And.Contain("peak memory");
    }

    [Theory]
    [InlineData("--threads", "0")]
    [InlineData("--repeat", "0")]
    [InlineData("--chars", "-1")]
    public async Task A_number_that_measures_nothing_is_an_error(string option, string value)
    {
        var run = await CommandRun.Of("bench", option, value);
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain(option);
    }

    [Fact]
    public async Task A_folder_without_articles_is_an_error()
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("bench", folder.Path);
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("MED509");
    }
}
