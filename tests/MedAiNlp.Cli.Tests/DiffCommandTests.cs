using System.Text.Json.Nodes;
using MedAiNlp.Tests.Inference.HuggingFace;

namespace MedAiNlp.Cli.Tests;

public class DiffCommandTests
{
    private const string Both = "云岭市第一人民医院与澄影医疗科技有限公司签约。";

    [Fact]
    public async Task A_model_and_itself_answer_alike()
    {
        using var articles = Articles();
        var run = await CommandRun.Of("diff", TinyBert.Entities, TinyBert.Entities, articles.Path);
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Be("0 of 2 articles differ: 0 added, 0 removed, 0 changed\n");
    }

    [Fact]
    public async Task What_changes_is_listed_article_by_article_and_summed_up()
    {
        using var articles = Articles();
        using var other = TinyBert.CopyOfEntities();
        other.Edit("model.json", j => j["labelMap"] = new JsonObject { ["COMPANY"] = "PRODUCT" });
        var run = await CommandRun.Of("diff", TinyBert.Entities, other.Directory, articles.Path);
        run.ExitCode.Should().Be(1, run.Error);
        // PRODUCT is left out of the answers by default.
        run.Output.Should().Contain("a.txt").And.Contain("- COMPANY 澄影医疗科技有限公司 10..20").And.NotContain("b.txt").And.EndWith("1 of 2 articles differ: 0 added, 1 removed, 0 changed\n");

        other.Edit("model.json", j => j["labelMap"] = new JsonObject { ["COMPANY"] = "ORG" });
        run = await CommandRun.Of("diff", TinyBert.Entities, other.Directory, articles.Path);
        run.Output.Should().Contain("~ COMPANY 澄影医疗科技有限公司 10..20 → ORG 澄影医疗科技有限公司 10..20").And.EndWith("0 added, 0 removed, 1 changed\n");
    }

    [Fact]
    public async Task Topics_are_compared_by_what_is_assigned()
    {
        using var folder = new TemporaryFolder();
        folder.Write("a.txt", "祖传秘方，三天根治，无效退款！添加微信，前二十名预约减免三百元。");
        using var other = TinyBert.CopyOfTopics();
        other.Edit("model.json", j => j["thresholds"] = new JsonObject { ["spam"] = 0.9999 });
        var run = await CommandRun.Of("diff", TinyBert.Topics, other.Directory, folder.Path);
        run.ExitCode.Should().Be(1, run.Error);
        run.Output.Should().Contain("- topic spam").And.EndWith("0 added, 1 removed, 0 changed\n");
    }

    [Fact]
    public async Task Models_for_different_tasks_and_unreadable_articles_end_with_2()
    {
        using var articles = Articles();
        var run = await CommandRun.Of("diff", TinyBert.Entities, TinyBert.Topics, articles.Path);
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("MED112");
        articles.Write("c.txt", [0x89, (byte)'P', (byte)'N', (byte)'G', 0, 0, 0, 0]);
        run = await CommandRun.Of("diff", TinyBert.Entities, TinyBert.Entities, articles.Path);
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("MED201");
    }

    private static TemporaryFolder Articles()
    {
        var folder = new TemporaryFolder();
        folder.Write("a.txt", Both);
        folder.Write("b.txt", "远程会诊。");
        return folder;
    }
}
