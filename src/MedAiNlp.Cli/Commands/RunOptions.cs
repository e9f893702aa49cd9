using System.CommandLine;

namespace MedAiNlp.Cli.Commands;

/// <summary>The options that say which network of a folder is run, and on what.</summary>
internal sealed class RunOptions
{
    private readonly Option<string?> _variant = new("--variant") { Description = "Which network of a Hugging Face export: quantized, int8, fp16 …, or a file inside the folder.", HelpName = "NAME" };
    private readonly Option<string?> _decoder = new("--decoder") { Description = "How a Hugging Face token classifier is decoded, in place of what its model.json says.", HelpName = "NAME" };
    private readonly Option<ExecutionProvider> _provider = SharedOptions.OneOf<ExecutionProvider>("--provider", "What computes; all but cpu need a native library that holds it.");
    private readonly Option<int> _device = new("--device") { HelpName = "N", Description = "Which device of the provider, from 0." };

    public RunOptions()
    {
        _decoder.AcceptOnlyFromAmong("viterbi", "none", "simple", "first", "average", "max");
        _device.Validators.Add(r => { if (r.GetValueOrDefault<int>() < 0) r.AddError("--device: expected 0 or a positive number"); });
    }

    public void AddTo(Command command)
    {
        command.Add(_variant);
        command.Add(_decoder);
        command.Add(_provider);
        command.Add(_device);
    }

    public ModelPackageOptions Package(ParseResult parsed) => new() { Variant = parsed.GetValue(_variant) };

    public InferenceOptions Inference(ParseResult parsed) => new()
    {
        Decoder = parsed.GetValue(_decoder),
        Provider = parsed.GetValue(_provider),
        DeviceId = parsed.GetValue(_device),
    };
}
