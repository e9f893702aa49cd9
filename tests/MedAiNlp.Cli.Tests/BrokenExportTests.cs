using System.Text.Json.Nodes;
using MedAiNlp.Tests.Inference.HuggingFace;

namespace MedAiNlp.Cli.Tests;

/// <summary>One broken Hugging Face export for each kind of trouble: <c>model verify</c> ends with 2 and says in one sentence what is wrong and what to do.</summary>
public class BrokenExportTests
{
    private const string Network = "onnx/model.onnx";

    private static readonly Dictionary<string, (string Code, string Message, Action<TinyBert> Break)> Breakages = new()
    {
        ["config.json has no id2label"] = ("MED103", "*config.json has no id2label*set id2label*", f => f.Edit("config.json", j => j.Remove("id2label"))),
        ["the ids leave a gap"] = ("MED103", "*id2label with the number '9'; expected each of 0 to 8 once*", f => f.Edit("config.json", j => Rename(j["id2label"]!.AsObject(), "3", "9"))),
        ["the labels are the exporter's defaults"] = ("MED103", "*has no label O*LABEL_0*set id2label*", f => f.Edit("config.json", j => j["id2label"] = new JsonObject(Enumerable.Range(0, 9).Select(i => KeyValuePair.Create($"{i}", (JsonNode?)$"LABEL_{i}"))))),
        ["the labels are fewer than the outputs"] = ("MED108", "*logits: Single*, but there are 7 labels*", f => f.Edit("config.json", j => { j["id2label"]!.AsObject().Remove("8"); j["id2label"]!.AsObject().Remove("7"); })),
        ["the vocabulary is shorter than the embeddings"] = ("MED108", "*embeddings for 714 tokens, and the vocabulary has 300*tokenizer files*", f => File.WriteAllLines(f.PathOf("vocab.txt"), File.ReadLines(f.PathOf("vocab.txt")).Take(300).ToArray())),
        ["the vocabulary is longer than the embeddings"] = ("MED108", "*embeddings for 714 tokens, and the vocabulary has 715*", f => File.AppendAllText(f.PathOf("vocab.txt"), "新\n")),
        ["the network is for the other task"] = ("MED108", "*logits*expected 2 dimensions for text-classification*", f => f.Edit("config.json", j => j["architectures"] = new JsonArray("BertForSequenceClassification"))),
        ["the network has no head"] = ("MED114", "*BertForMaskedLM; expected one ending with ForTokenClassification*", f => f.Edit("config.json", j => j["architectures"] = new JsonArray("BertForMaskedLM"))),
        ["the model has a decoder"] = ("MED114", "*T5ForTokenClassification (t5), which is no encoder*", f => f.Edit("config.json", j => { j["architectures"] = new JsonArray("T5ForTokenClassification"); j["model_type"] = "t5"; j["is_encoder_decoder"] = true; })),
        ["the model is only a decoder"] = ("MED114", "*GPT2ForTokenClassification (gpt2), which is no encoder*", f => f.Edit("config.json", j => { j["architectures"] = new JsonArray("GPT2ForTokenClassification"); j["model_type"] = "gpt2"; })),
        ["no architecture is named"] = ("MED114", "*names no architecture*model.json*", f => f.Edit("config.json", j => j.Remove("architectures"))),
        ["the problem is regression"] = ("MED114", "*problem_type regression*", f => f.Edit("config.json", j => { j["architectures"] = new JsonArray("BertForSequenceClassification"); j["problem_type"] = "regression"; })),
        ["external weights are missing"] = ("MED105", "*weights.bin is missing*", f => Protobuf.Append(f.PathOf(Network), Protobuf.ExternalWeight("weights.bin"))),
        ["external weights lie outside the folder"] = ("MED105", "*../../weights.bin, which lies outside the folder*", f => Protobuf.Append(f.PathOf(Network), Protobuf.ExternalWeight("../../weights.bin"))),
        ["external weights have a path of their own"] = ("MED105", "*/etc/hostname, which lies outside the folder*", f => Protobuf.Append(f.PathOf(Network), Protobuf.ExternalWeight("/etc/hostname"))),
        ["external weights are a link out of the folder"] = ("MED105", "*weights.bin, which lies outside the folder*", f =>
        {
            Protobuf.Append(f.PathOf(Network), Protobuf.ExternalWeight("weights.bin"));
            File.CreateSymbolicLink(f.PathOf("onnx/weights.bin"), Path.Combine(TinyBert.Entities, "vocab.txt"));
        }),
        ["the vocabulary is a link out of the folder"] = ("MED105", "*vocab.txt, which lies outside the folder*links have to be replaced*", f =>
        {
            File.Delete(f.PathOf("vocab.txt"));
            File.CreateSymbolicLink(f.PathOf("vocab.txt"), Path.Combine(TinyBert.Entities, "vocab.txt"));
        }),
        ["the folder of networks is a link out of the folder"] = ("MED105", "*model.onnx, which lies outside the folder*", f =>
        {
            Directory.Delete(f.PathOf("onnx"), recursive: true);
            Directory.CreateSymbolicLink(f.PathOf("onnx"), Path.Combine(TinyBert.Entities, "onnx"));
        }),
        ["the tokenizer is of another kind"] = ("MED122", "*tokenizer.json*BPE*", f => File.WriteAllText(f.PathOf("tokenizer.json"), """{"version":"1.0","model":{"type":"BPE","vocab":{},"merges":[]}}""")),
        ["there is no vocabulary"] = ("MED120", "*neither tokenizer.json nor vocab.txt*", f => File.Delete(f.PathOf("vocab.txt"))),
        ["the network is cut off"] = ("MED107", "*model.onnx is not a network*byte*", f => File.WriteAllBytes(f.PathOf(Network), File.ReadAllBytes(f.PathOf(Network))[..^1000])),
        ["the network is a page about a missing file"] = ("MED107", "*model.onnx is not a network*", f => File.WriteAllText(f.PathOf(Network), "<!DOCTYPE html><title>404</title>")),
        ["the network is a pointer of Git LFS"] = ("MED107", "*model.onnx is not a network*", f => File.WriteAllText(f.PathOf(Network), "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 409000000\n")),
        ["the operators are of the future"] = ("MED116", "*model.onnx needs operators*lower opset*", f => Protobuf.Append(f.PathOf(Network), Protobuf.Field(8, Protobuf.Field(1, ""), Protobuf.Field(2, 99)))),
        ["an operator is somebody's own"] = ("MED117", "*my.ops::Magic*CustomOperatorLibraries*", f => Protobuf.Append(f.PathOf(Network), Protobuf.CustomOperator("my.ops", "Magic"))),
        ["there is no network"] = ("MED115", "*holds no network*optimum-cli export onnx*", f => Directory.Delete(f.PathOf("onnx"), recursive: true)),
        ["there are only weights of PyTorch"] = ("MED115", "*only the weights model.safetensors*optimum-cli*", f => { Directory.Delete(f.PathOf("onnx"), recursive: true); File.WriteAllText(f.PathOf("model.safetensors"), "x"); }),
        ["there are two networks"] = ("MED115", "*several networks (model.onnx, onnx/model.onnx*--variant*", f => File.Copy(f.PathOf(Network), f.PathOf("model.onnx"))),
        ["a hash is wrong"] = ("MED106", "*vocab.txt has sha256:*model.json says sha256:00*", f => f.Edit("model.json", j => j["files"] = new JsonObject { ["vocab.txt"] = "sha256:00" })),
        ["config.json is no JSON"] = ("MED103", "*config.json at line 1 is not a model description*", f => File.WriteAllText(f.PathOf("config.json"), "{ id2label: ")),
        ["config.json is a list"] = ("MED103", "*config.json is not a model description: expected an object*", f => File.WriteAllText(f.PathOf("config.json"), "[]")),
        ["config.json says a name twice"] = ("MED103", "*config.json is not a model description*", f => File.WriteAllText(f.PathOf("config.json"), """{"a":1,"a":2}""")),
        ["config.json has a string for a number"] = ("MED103", "*max_position_embeddings \"64\", expected a number*", f => f.Edit("config.json", j => j["max_position_embeddings"] = "64")),
        ["the network wants an input that nobody gives"] = ("MED108", "*wants the input task_type_ids*", f => Protobuf.Append(f.PathOf(Network), Protobuf.Input("task_type_ids"))),
        ["the network has room for two tokens"] = ("MED108", "*reads 2 tokens at once*", f => { File.Move(f.PathOf("onnx/model_fixed.onnx"), f.PathOf(Network), overwrite: true); Protobuf.Replace(f.PathOf(Network), [0x0A, 2, 8, 48], [0x0A, 2, 8, 2]); }),
        ["the positions are fewer than special tokens"] = ("MED103", "*reads 2 tokens at once*max_position_embeddings*", f => f.Edit("config.json", j => j["max_position_embeddings"] = 2)),
        ["the positions are more than the network has"] = ("MED109", "*failed while running*max_position_embeddings*", f => { f.Edit("config.json", j => j["max_position_embeddings"] = 512); f.Edit("tokenizer_config.json", j => j["model_max_length"] = 512); }),
        ["model.json asks for an unknown decoder"] = ("MED103", "*decoder 'beam', expected viterbi, none, simple, first, average, max*", f => f.Edit("model.json", j => j["decoder"] = new JsonObject { ["type"] = "beam" })),
        ["model.json asks for an impossible stride"] = ("MED103", "*maxLength 64 and stride 63*", f => f.Edit("model.json", j => j["features"] = new JsonObject { ["stride"] = 63 })),
        ["model.json names a network outside the folder"] = ("MED105", "*../model.onnx, which lies outside the folder*", f => f.Edit("model.json", j => j["model"] = "../model.onnx")),
        ["model.json is of the future"] = ("MED104", "*has schema 2*", f => f.Edit("model.json", j => j["schema"] = 2)),
        ["the answers are others than when it was packed"] = ("MED126", "*answers 1 of 1 texts otherwise*expected PERSON 云岭*", f => f.Edit("model.json", j => j["goldens"] = new JsonArray(new JsonObject
        {
            ["text"] = "云岭市第一人民医院的患者。",
            ["entities"] = new JsonArray(new JsonObject { ["type"] = "PERSON", ["start"] = 0, ["end"] = 2, ["score"] = 1 }),
        }))),
    };

    public static TheoryData<string> Names => new(Breakages.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Verify_ends_with_2_and_the_cure(string breakage)
    {
        using var folder = TinyBert.CopyOfEntities();
        var (code, message, doBreak) = Breakages[breakage];
        doBreak(folder);
        var run = await CommandRun.Of("model", "verify", folder.Directory);
        run.ExitCode.Should().Be(2, run.Output);
        run.Error.TrimEnd('\n').Should().Match($"medainlp: {code}: {message}").And.NotContain("\n").And.EndWith(".");
    }

    [Fact]
    public async Task The_export_that_is_broken_here_is_whole_itself()
    {
        using var folder = TinyBert.CopyOfEntities();
        var run = await CommandRun.Of("model", "verify", folder.Directory);
        run.ExitCode.Should().Be(0, run.Error);
        foreach (var part in new[] { "input_ids: Int64[batch_size, sequence_length]", "logits: Single", "ai.onnx 14", "WordPiece, 714 tokens", "BIO, decoded by viterbi", "length up to 64", "on Cpu", "ms per 1,000 characters", "none kept", "works" })
            run.Output.Should().Contain(part);
    }

    private static void Rename(JsonObject json, string from, string to)
    {
        var value = json[from]!.DeepClone();
        json.Remove(from);
        json[to] = value;
    }
}
