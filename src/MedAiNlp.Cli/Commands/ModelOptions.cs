using System.CommandLine;

namespace MedAiNlp.Cli.Commands;

/// <summary>The options that name other models than the default ones, and how models are run.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _entities = new("--entities-model") { Description = "Folder of another model for entities: a package, or a Hugging Face export.", HelpName = "DIR" };
    private readonly Option<string?> _topics = new("--topics-model") { Description = "Folder of another model for topics: a package, or a Hugging Face export.", HelpName = "DIR" };
    private readonly RunOptions _run = new();

    public void AddTo(Command command)
    {
        command.Add(_entities);
        command.Add(_topics);
        _run.AddTo(command);
    }

    /// <summary>Settings with the models that were named.</summary>
    public MedAiAnalyzerOptions Load(ParseResult parsed) => new()
    {
        EntityModel = parsed.GetValue(_entities) is { } entities ? ModelPackage.Load(entities, _run.Package(parsed)) : null,
        TopicModel = parsed.GetValue(_topics) is { } topics ? ModelPackage.Load(topics, _run.Package(parsed)) : null,
        Inference = _run.Inference(parsed),
    };
}
