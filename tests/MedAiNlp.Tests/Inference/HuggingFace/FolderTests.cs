using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Inference.HuggingFace;

public class FolderTests
{
    [Fact]
    public void An_export_is_described_by_its_configuration()
    {
        var package = ModelPackage.Load(TinyBert.Entities);
        package.IsExport.Should().BeTrue();
        var manifest = package.Manifest;
        (manifest.Name, manifest.Task, manifest.Model).Should().Be(("tiny-bert-entities", "token-classification", "onnx/model.onnx"));
        manifest.Labels.Should().StartWith(["O", "B-HOSPITAL", "I-HOSPITAL"]).And.HaveCount(9);
        (manifest.Features.Type, manifest.Features.MaxLength, manifest.Features.Stride).Should().Be(("wordpiece", 64, 46));
        manifest.Decoder!.Type.Should().Be("viterbi");
        ModelPackage.Load(TinyBert.Topics).Manifest.Decoder!.Type.Should().Be("sigmoid");
    }

    [Fact]
    public void Model_json_has_the_last_word()
    {
        using var folder = TinyBert.CopyOfEntities();
        folder.Edit("config.json", j => { j.Remove("id2label"); j.Remove("architectures"); });
        folder.Edit("model.json", j =>
        {
            j["name"] = "mine";
            j["task"] = "token-classification";
            j["labels"] = new JsonArray("O", "B-A", "I-A", "B-B", "I-B", "B-C", "I-C", "B-D", "I-D");
            j["features"] = new JsonObject { ["type"] = "wordpiece", ["maxLength"] = 32 };
            j["model"] = "onnx/model_int32.onnx";
        });
        using var model = EntityModel.Load(folder.Directory);
        model.Package.Manifest.Features.Stride.Should().Be(22);
        model.Recognize("云岭市第一人民医院的患者。").Select(e => (e.Type, e.Text)).Should().Equal(("A", "云岭市第一人民医院"));
    }

    [Fact]
    public void A_roberta_counts_its_positions_behind_the_padding()
    {
        using var folder = TinyBert.CopyOfEntities();
        File.Delete(folder.PathOf("tokenizer_config.json"));
        folder.Edit("config.json", j => { j["model_type"] = "roberta"; j["max_position_embeddings"] = 66; j["pad_token_id"] = 1; });
        ModelPackage.Load(folder.Directory).Manifest.Features.MaxLength.Should().Be(64);
    }

    [Fact]
    public void Other_tokenizers_and_links_inside_the_folder_are_fine()
    {
        using var folder = TinyBert.CopyOfEntities();
        File.Move(folder.PathOf("vocab.txt"), folder.PathOf("words"));
        File.CreateSymbolicLink(folder.PathOf("vocab.txt"), "words");
        using var model = EntityModel.Load(folder.Directory);
        model.Recognize("云岭市第一人民医院的患者。").Should().ContainSingle();
    }

    [Fact]
    public void Weights_beside_the_network_are_found_and_packed()
    {
        using var folder = TinyBert.CopyOfEntities();
        Protobuf.Append(folder.PathOf("onnx/model.onnx"), Protobuf.ExternalWeight("weights.bin"));
        File.WriteAllBytes(folder.PathOf("onnx/weights.bin"), new byte[16]);
        ModelPackage.Load(folder.Directory).AllFiles.Should().Contain("onnx/weights.bin");
    }

    [Theory]
    [InlineData(nameof(ModelPackageOptions.MaxFileBytes))]
    [InlineData(nameof(ModelPackageOptions.MaxTextBytes))]
    [InlineData(nameof(ModelPackageOptions.MaxVocabulary))]
    [InlineData(nameof(ModelPackageOptions.MaxLabels))]
    public void What_a_folder_may_cost_is_limited(string limit)
    {
        var options = limit switch
        {
            nameof(ModelPackageOptions.MaxFileBytes) => new ModelPackageOptions { MaxFileBytes = 100_000 },
            nameof(ModelPackageOptions.MaxTextBytes) => new ModelPackageOptions { MaxTextBytes = 2000 },
            nameof(ModelPackageOptions.MaxVocabulary) => new ModelPackageOptions { MaxVocabulary = 700 },
            _ => new ModelPackageOptions { MaxLabels = 8 },
        };
        var load = () => EntityModel.Load(ModelPackage.Load(TinyBert.Entities, options)).Dispose();
        var error = load.Should().Throw<ModelPackageException>().Which;
        error.Code.Should().Be("MED125");
        error.Message.Should().Contain(limit);
    }

    [Fact]
    public void Libraries_of_operators_are_loaded_only_when_asked_for()
    {
        var load = () => EntityModel.Load(TinyBert.Entities, new InferenceOptions { CustomOperatorLibraries = [Path.Combine(TinyBert.Entities, "vocab.txt")] }).Dispose();
        load.Should().Throw<ModelPackageException>().Which.Code.Should().Be("MED117");
    }

    [Fact]
    public void An_analyzer_takes_no_session_for_two_models()
    {
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(ModelPackage.Load(TinyBert.Entities).ModelPath);
        var create = () => MedAiAnalyzer.Create(new MedAiAnalyzerOptions { Inference = new InferenceOptions { Session = session } });
        create.Should().Throw<ArgumentException>();
    }

    [Fact]
    public void The_recognizer_of_our_own_packages_says_what_takes_an_export()
    {
        var load = () => EntityRecognizer.Load(TinyBert.Entities);
        load.Should().Throw<ModelPackageException>().WithMessage("MED113*EntityModel.Load*");
        var topics = () => TopicClassifier.Load(TinyBert.Topics);
        topics.Should().Throw<ModelPackageException>().WithMessage("*TopicModel.Load*");
    }

    [Fact]
    public void Windows_keep_every_token_once_and_show_its_surroundings() =>
        Prop.ForAll(Plans(), p =>
        {
            var windows = new PieceWindows(p.Max, p.Stride, new HashSet<int> { 1 }).Windows(p.Tokens).ToList();
            var kept = windows.SelectMany(w => Enumerable.Range(w.KeepStart, w.KeepEnd - w.KeepStart));
            var margin = (p.Max - p.Stride) / 2;
            return kept.SequenceEqual(Enumerable.Range(0, p.Tokens.Length)) && windows.All(w =>
                w.End - w.Start <= p.Max && w.Start <= w.KeepStart && w.KeepEnd <= w.End
                && (w.Start == 0 || w.KeepStart - w.Start >= margin) && (w.End == p.Tokens.Length || w.End - w.KeepEnd >= margin));
        }).QuickCheckThrowOnFailure();

    private static Arbitrary<(int Max, int Stride, int[] Tokens)> Plans() =>
        (from max in Gen.Choose(1, 40)
         from stride in Gen.Choose(1, max)
         from count in Gen.Choose(0, 300)
         from tokens in Gen.Choose(0, 3).ArrayOf(count)
         select (max, stride, tokens)).ToArbitrary();
}
