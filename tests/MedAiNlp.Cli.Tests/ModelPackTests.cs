using System.Text.Json.Nodes;
using MedAiNlp.Tests.Inference.HuggingFace;

namespace MedAiNlp.Cli.Tests;

public class ModelPackTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pack_writes_a_description_that_verify_holds_the_model_to(bool isEntities)
    {
        using var folder = isEntities ? TinyBert.CopyOfEntities() : TinyBert.CopyOfTopics();
        File.WriteAllText(folder.PathOf("measured.json"), """{"f1": 0.5}""");
        var pack = await CommandRun.Of("model", "pack", folder.Directory, "--name", "my-model", "--model-version", "2.1.0", "--license", "MIT", "--metrics", folder.PathOf("measured.json"));
        pack.ExitCode.Should().Be(0, pack.Error);

        var json = JsonNode.Parse(File.ReadAllText(folder.PathOf("model.json")))!;
        json["goldens"]!.AsArray().Should().HaveCount(10);
        json["files"]!.AsObject().Select(f => f.Key).Should().Contain(["config.json", "vocab.txt", isEntities ? "onnx/model.onnx" : "model.onnx"]);
        var package = ModelPackage.Load(folder.Directory);
        package.Manifest.Metrics["f1"].GetDouble().Should().Be(0.5);
        package.Manifest.Goldens.SelectMany(g => g.Entities ?? []).Any().Should().Be(isEntities);

        var verify = await CommandRun.Of("model", "verify", folder.Directory);
        verify.ExitCode.Should().Be(0, verify.Error);
        verify.Output.Should().Contain("my-model 2.1.0").And.Contain("10 of 10 texts answered as when the model was packed").And.Contain("hashes right").And.Contain("f1 0.5");

        // Packed again, what was measured and named stays.
        (await CommandRun.Of("model", "pack", folder.Directory)).ExitCode.Should().Be(0);
        ModelPackage.Load(folder.Directory).Manifest.Should().BeEquivalentTo(package.Manifest, o => o.Excluding(m => m.Metrics));
        ModelPackage.Load(folder.Directory).Manifest.Metrics.Keys.Should().Equal("f1");
    }

    [Fact]
    public async Task What_was_packed_notices_another_file_and_packing_again_accepts_it()
    {
        using var folder = TinyBert.CopyOfEntities();
        await CommandRun.Of("model", "pack", folder.Directory);
        File.Copy(folder.PathOf("onnx/model_fp16.onnx"), folder.PathOf("onnx/model.onnx"), overwrite: true);
        (await CommandRun.Of("model", "verify", folder.Directory)).Error.Should().Contain("MED106");
        (await CommandRun.Of("model", "pack", folder.Directory)).ExitCode.Should().Be(0);
        (await CommandRun.Of("model", "verify", folder.Directory)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task The_variant_and_the_decoder_that_are_packed_are_those_that_run_afterwards()
    {
        using var folder = TinyBert.CopyOfEntities();
        (await CommandRun.Of("model", "pack", folder.Directory, "--variant", "fp16", "--decoder", "average")).ExitCode.Should().Be(0);
        var package = ModelPackage.Load(folder.Directory);
        package.Manifest.Model.Should().Be("onnx/model_fp16.onnx");
        package.Manifest.Decoder!.Type.Should().Be("average");
        (await CommandRun.Of("model", "verify", folder.Directory)).ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Our_own_packages_are_packed_too()
    {
        using var folder = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Models, "zh-topics")))
            File.Copy(file, Path.Combine(folder.Path, Path.GetFileName(file)));
        var before = ModelPackage.Load(folder.Path).Manifest;
        (await CommandRun.Of("model", "pack", folder.Path)).ExitCode.Should().Be(0);
        var after = ModelPackage.Load(folder.Path).Manifest;
        after.Files.Should().BeEquivalentTo(before.Files);
        after.Thresholds.Should().BeEquivalentTo(before.Thresholds);
        after.Goldens.Should().HaveCount(10);
        (await CommandRun.Of("model", "verify", folder.Path)).Output.Should().Contain("10 of 10");
    }

    [Theory]
    [InlineData("cuda", "Microsoft.ML.OnnxRuntime.Gpu")]
    [InlineData("directml", "Microsoft.ML.OnnxRuntime.DirectML")]
    public async Task A_provider_that_the_native_library_lacks_is_an_error_with_the_package_that_has_it(string provider, string package)
    {
        var run = await CommandRun.Of("model", "verify", TinyBert.Entities, "--provider", provider);
        run.ExitCode.Should().Be(2);
        run.Error.Should().Contain("MED118").And.Contain(package);
    }

    [Fact]
    public async Task Analyze_takes_exports_by_their_folders()
    {
        using var folder = new TemporaryFolder();
        var article = folder.Write("a.txt", "云岭市第一人民医院与澄影医疗科技有限公司签约。");
        var run = await CommandRun.Of("analyze", article, "--format", "jsonl", "--entities-model", TinyBert.Entities, "--topics-model", TinyBert.Topics);
        run.ExitCode.Should().Be(0, run.Error);
        run.Output.Should().Contain("\"text\":\"云岭市第一人民医院\"").And.Contain("\"label\":\"telemedicine\"");
    }
}
