namespace MedAiNlp.Cli.Tests;

public class ModelCommandTests
{
    [Theory]
    [InlineData("zh-entities", "token-classification")]
    [InlineData("zh-topics", "text-classification")]
    public async Task Info_prints_what_the_package_says(string model, string task)
    {
        var run = await CommandRun.Of("model", "info", Path.Combine(Repository.Root, "models", model));
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain(task).And.Contain("hashes right");
    }

    [Theory]
    [InlineData("zh-entities")]
    [InlineData("zh-topics")]
    public async Task Verify_runs_the_model_once(string model)
    {
        var run = await CommandRun.Of("model", "verify", Path.Combine(Repository.Root, "models", model));
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("works");
    }

    [Theory]
    [InlineData("info")]
    [InlineData("verify")]
    public async Task What_is_no_package_ends_with_2(string verb)
    {
        using var folder = new TemporaryFolder();
        var run = await CommandRun.Of("model", verb, folder.Path);
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("MED102").And.Contain(folder.Path);
    }
}
