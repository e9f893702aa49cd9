using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using MedAiNlp.Cli.Input;
using MedAiNlp.Cli.Output;

namespace MedAiNlp.Cli.Commands;

/// <summary><c>medainlp model info|verify|pack DIR</c>: what a model folder is, whether it works, and its description written down.</summary>
internal static class ModelCommand
{
    public static Command Create(Terminal terminal) => new("model", "Looks at model folders: packages and Hugging Face exports.") { Info(terminal), Verify(terminal), Pack(terminal) };

    private static Argument<string> Folder() => new("DIR") { Description = "The folder of the model." };

    private static Command Info(Terminal terminal)
    {
        var directory = Folder();
        var command = new Command("info", "Prints what a model folder says of itself; reads all its files, checks their hashes, runs nothing.") { directory };
        command.SetAction(parsed =>
        {
            NameValueList.Write(terminal, ModelReport.Describe(ModelPackage.Load(parsed.GetValue(directory)!)));
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Verify(Terminal terminal)
    {
        var directory = Folder();
        var run = new RunOptions();
        var command = new Command("verify", "Loads a model folder with every check, runs it, and asks its own texts again; ends with 2 and the cure when something does not fit.") { directory };
        run.AddTo(command);
        command.SetAction(parsed =>
        {
            var package = ModelPackage.Load(parsed.GetValue(directory)!, run.Package(parsed));
            NameValueList.Write(terminal, [.. ModelReport.Describe(package), .. ModelReport.Run(package, run.Inference(parsed))]);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Pack(Terminal terminal)
    {
        var directory = Folder();
        var run = new RunOptions();
        var name = new Option<string?>("--name") { Description = "The name of the model." };
        var version = new Option<string?>("--model-version") { Description = "The version of the model." };
        var license = new Option<string?>("--license") { Description = "The licence of the weights." };
        var metrics = new Option<string?>("--metrics") { Description = "A file with one JSON object, what was measured of the model; left out, what model.json has is kept.", HelpName = "FILE" };
        var command = new Command("pack", "Writes model.json: what config.json says, the hashes of all files, measurements, and ten sentences with the model's answers for verify.") { directory, name, version, license, metrics };
        run.AddTo(command);
        command.SetAction(parsed =>
        {
            var changes = new PackageWriter.Changes(parsed.GetValue(name), parsed.GetValue(version), parsed.GetValue(license), parsed.GetValue(metrics) is { } file ? ReadMetrics(file) : null);
            var package = PackageWriter.Write(parsed.GetValue(directory)!, run.Package(parsed), run.Inference(parsed), changes);
            NameValueList.Write(terminal, [.. ModelReport.Describe(package), ("written", package.PathOf(ModelPackage.ManifestFile))]);
            return ExitCode.Success;
        });
        return command;
    }

    private static JsonObject ReadMetrics(string file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file)) as JsonObject ?? throw new JsonException("expected an object");
        }
        catch (JsonException e)
        {
            throw new MedAiException("MED128", $"{file} is no JSON object of measurements ({e.Message.Split(" LineNumber:")[0].TrimEnd('.')}); expected one such as {{\"f1\": 0.93}}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw UnreadablePath.Error(file, e);
        }
    }
}
