using System.Text.Json.Nodes;

namespace MedAiNlp.Tests.Inference;

/// <summary>One broken package per kind of trouble: the error says which file, what is wrong and what to do, in one sentence.</summary>
public class BrokenPackageTests
{
    public static TheoryData<string, string, string> Breakages() => new()
    {
        { "the folder does not exist", "MED101", "there is no model folder*" },
        { "model.json is missing", "MED102", "*has no model.json*" },
        { "model.json is no JSON", "MED103", "*model.json at line 1 is not a model description*" },
        { "model.json is a list", "MED103", "*is not a model description*" },
        { "the schema is of the future", "MED104", "*has schema 99, this version of MedAiNlp reads 1*" },
        { "the schema is missing", "MED103", "*schema*" },
        { "the features are missing", "MED103", "*features*" },
        { "the labels are missing", "MED103", "*labels*" },
        { "there are no labels", "MED103", "*lists no labels*" },
        { "a label stands twice", "MED103", "*lists the label O twice*" },
        { "a label is no label", "MED103", "*'THING'*" },
        { "the temperature is zero", "MED103", "*temperature 0*" },
        { "a threshold is for no label", "MED103", "*threshold for spam*" },
        { "the folding is unknown", "MED103", "*'colour'*" },
        { "the stride is longer than the window", "MED103", "*stride 64*" },
        { "a named file is missing", "MED105", "*chars.txt is missing*" },
        { "a file lies outside the folder", "MED105", "*outside the folder*" },
        { "a link leads outside the folder", "MED105", "*outside the folder*" },
        { "a hash does not match", "MED106", "*chars.txt has sha256:*" },
        { "model.onnx is truncated", "MED107", "*model.onnx is not a network*" },
        { "model.onnx is truncated and hashed", "MED107", "*model.onnx is not a network*" },
        { "the labels are fewer than the outputs", "MED108", "*logits: Single*, but model.json lists 3 labels*" },
        { "the inputs are other ones", "MED108", "*has no input char_ids*" },
        { "the vocabulary is no vocabulary", "MED110", "*chars.txt cannot be read*line 1*" },
        { "the lexicon is truncated", "MED110", "*lexicon.bin cannot be read*offset*" },
        { "the transitions are too few", "MED110", "*transitions.json cannot be read*expected 5*" },
        { "the library range is no range", "MED103", "*library range '0.1 or so'*" },
        { "the model is for a later library", "MED130", "*was made for MedAiNlp >=99.0.0*take versions*" },
        { "the model is for an earlier library", "MED130", "*was made for MedAiNlp <0.0.1*take versions*" },
        { "the task is another", "MED112", "*text-classification*" },
        { "the features are of another kind", "MED113", "*'word2vec'*" },
    };

    [Theory]
    [MemberData(nameof(Breakages))]
    public void A_broken_package_says_what_is_wrong(string breakage, string code, string message)
    {
        using var package = new TinyPackage();
        var directory = Break(package, breakage);
        var load = () => EntityRecognizer.Load(directory).Dispose();
        var error = load.Should().Throw<ModelPackageException>().Which;
        error.Code.Should().Be(code);
        error.Message.Should().Match($"{code}: {message}").And.NotContain("\n").And.EndWith(".");
    }

    [Fact]
    public void The_package_that_is_broken_here_is_whole_itself()
    {
        using var package = new TinyPackage();
        using var recognizer = EntityRecognizer.Load(package.Directory);
        recognizer.Recognize("aabieas").Select(e => e.Text).Should().Equal("bie", "s");
    }

    [Fact]
    public void What_model_json_may_leave_out_has_its_default()
    {
        using var package = new TinyPackage();
        package.Edit(j =>
        {
            foreach (var name in new[] { "files", "calibration", "thresholds", "metrics", "language", "license" })
                j.Remove(name);
        });
        using var recognizer = EntityRecognizer.Load(package.Directory);
        recognizer.Recognize("bie").Should().ContainSingle().Which.Score.Should().BeInRange(0.9, 1);
        recognizer.Package.Manifest.Calibration.Temperature.Should().Be(1);
    }

    private static string Break(TinyPackage package, string breakage)
    {
        switch (breakage)
        {
            case "the folder does not exist":
                return package.PathOf("nowhere");
            case "model.json is missing":
                File.Delete(package.PathOf("model.json"));
                break;
            case "model.json is no JSON":
                File.WriteAllText(package.PathOf("model.json"), "{ schema: ");
                break;
            case "model.json is a list":
                File.WriteAllText(package.PathOf("model.json"), "[1]");
                break;
            case "the schema is of the future":
                package.Edit(j => j["schema"] = 99);
                break;
            case "the schema is missing":
                package.Edit(j => j.Remove("schema"));
                break;
            case "the features are missing":
                package.Edit(j => j.Remove("features"));
                break;
            case "the labels are missing":
                package.Edit(j => j.Remove("labels"));
                break;
            case "there are no labels":
                package.Edit(j => j["labels"] = new JsonArray());
                break;
            case "a label stands twice":
                package.Edit(j => j["labels"] = new JsonArray("O", "B-THING", "I-THING", "E-THING", "O"));
                break;
            case "a label is no label":
                package.Edit(j => j["labels"] = new JsonArray("O", "B-THING", "I-THING", "E-THING", "THING"));
                break;
            case "the temperature is zero":
                package.Edit(j => j["calibration"]!["temperature"] = 0);
                break;
            case "a threshold is for no label":
                package.Edit(j => j["thresholds"] = new JsonObject { ["spam"] = 0.5 });
                break;
            case "the folding is unknown":
                package.Edit(j => j["features"]!["fold"] = new JsonArray("colour"));
                break;
            case "the stride is longer than the window":
                package.Edit(j => j["features"]!["stride"] = 64);
                break;
            case "a named file is missing":
                File.Delete(package.PathOf("chars.txt"));
                break;
            case "a file lies outside the folder":
                package.Edit(j => j["model"] = "../model.onnx");
                break;
            case "a link leads outside the folder":
                File.Delete(package.PathOf("chars.txt"));
                File.CreateSymbolicLink(package.PathOf("chars.txt"), Path.Combine(TinyPackage.Original, "chars.txt"));
                break;
            case "a hash does not match":
                File.AppendAllText(package.PathOf("chars.txt"), "U+0041\n");
                break;
            case "model.onnx is truncated":
                package.Edit(j => j["files"]!.AsObject().Remove("model.onnx"));
                File.WriteAllBytes(package.PathOf("model.onnx"), File.ReadAllBytes(package.PathOf("model.onnx"))[..300]);
                break;
            case "model.onnx is truncated and hashed":
                package.Replace("model.onnx", File.ReadAllBytes(package.PathOf("model.onnx"))[..100]);
                break;
            case "the labels are fewer than the outputs":
                package.Edit(j => j["labels"] = new JsonArray("O", "B-THING", "I-THING"));
                package.Edit(j => j["decoder"] = new JsonObject { ["type"] = "crf" });
                break;
            case "the inputs are other ones":
                package.Replace("model.onnx", ReplaceBytes(File.ReadAllBytes(package.PathOf("model.onnx")), "char_ids"u8, "word_ids"u8));
                break;
            case "the vocabulary is no vocabulary":
                package.Replace("chars.txt", "甲\n乙\n"u8.ToArray());
                break;
            case "the lexicon is truncated":
                package.Replace("lexicon.bin", File.ReadAllBytes(package.PathOf("lexicon.bin"))[..^2]);
                break;
            case "the transitions are too few":
                package.Replace("transitions.json", """{"start":[0],"end":[0],"transitions":[[0]]}"""u8.ToArray());
                break;
            case "the library range is no range":
                package.Edit(j => j["library"] = "0.1 or so");
                break;
            case "the model is for a later library":
                package.Edit(j => j["library"] = ">=99.0.0");
                break;
            case "the model is for an earlier library":
                package.Edit(j => j["library"] = "<0.0.1");
                break;
            case "the task is another":
                package.Edit(j => j["task"] = "text-classification");
                break;
            case "the features are of another kind":
                package.Edit(j => j["features"]!["type"] = "word2vec");
                break;
            default:
                throw new ArgumentException($"unknown breakage '{breakage}'", nameof(breakage));
        }
        return package.Directory;
    }

    private static byte[] ReplaceBytes(byte[] bytes, ReadOnlySpan<byte> from, ReadOnlySpan<byte> to)
    {
        for (var at = 0; (at = bytes.AsSpan(at).IndexOf(from) is var i && i >= 0 ? at + i : -1) >= 0; at += to.Length)
            to.CopyTo(bytes.AsSpan(at));
        return bytes;
    }
}
