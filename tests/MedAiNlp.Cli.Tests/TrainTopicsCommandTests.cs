using System.Text.Json;

namespace MedAiNlp.Cli.Tests;

public class TrainTopicsCommandTests
{
    [Fact]
    public async Task A_package_trained_here_is_used_like_any_other()
    {
        using var folder = new TemporaryFolder();
        string[] sea = ["渔船今天出海捕鱼，海浪很大。", "港口停着三艘货船，码头工人在卸货。", "海鲜市场的带鱼涨价了。", "灯塔为夜航的船只指路。", "潮水退去，孩子们在沙滩上捡贝壳。", "船长说，明天有台风，渔船要回港。"];
        string[] mountain = ["登山队凌晨出发，山路很陡。", "山里的茶园开始采茶。", "护林员在林间小路上巡山。", "雪线以上的山峰没有树木。", "山民在梯田里插秧。", "索道修好以后，上山只要十分钟。"];
        var lines = sea.Select((t, i) => new { id = $"s{i}", text = t, topics = new[] { "sea" } }).Concat(mountain.Select((t, i) => new { id = $"m{i}", text = t, topics = new[] { "mountain" } }));
        var file = folder.Write("labelled.jsonl", string.Join('\n', lines.Select(l => JsonSerializer.Serialize(l))));
        var package = Path.Combine(folder.Path, "package");

        var run = await CommandRun.Of("train-topics", file, "--output", package, "--name", "places");
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("macro F1").And.Contain(package);

        (await CommandRun.Of("model", "verify", package)).Output.Should().Contain("places").And.Contain("works");
        var text = folder.Write("a.txt", "渔船出海，在港口卸货。");
        var analyzed = await CommandRun.Of("analyze", text, "--topics-model", package, "--format", "jsonl");
        analyzed.Lines.Single().GetProperty("topics").EnumerateArray().First().GetProperty("label").GetString().Should().Be("sea");
    }

    [Fact]
    public async Task One_part_is_no_cross_validation()
    {
        var run = await CommandRun.Of("train-topics", "labelled.jsonl", "--output", "p", "--folds", "1");
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("--folds: expected a number of at least 2");
    }

    [Fact]
    public async Task Labels_that_cannot_teach_are_an_error_that_says_why()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("labelled.jsonl", "{\"id\":\"1\",\"text\":\"甲\",\"topics\":[\"a\"]}\n");
        var run = await CommandRun.Of("train-topics", file, "--output", Path.Combine(folder.Path, "p"));
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("MED3").And.Contain("label a");
    }
}
