using System.CommandLine;

namespace MedAiNlp.Cli.Commands;

/// <summary>The options that name other models than the default ones.</summary>
internal sealed class ModelOptions
{
    private readonly Option<string?> _entities = new("--entities-model") { Description = "Folder of another model for entities.", HelpName = "DIR" };
    private readonly Option<string?> _topics = new("--topics-model") { Description = "Folder of another model for topics.", HelpName = "DIR" };

    public void AddTo(Command command)
    {
        command.Add(_entities);
        command.Add(_topics);
    }

    /// <summary>Settings with the models that were named.</summary>
    public MedAiAnalyzerOptions Load(ParseResult parsed) => new()
    {
        EntityModel = parsed.GetValue(_entities) is { } entities ? ModelPackage.Load(entities) : null,
        TopicModel = parsed.GetValue(_topics) is { } topics ? ModelPackage.Load(topics) : null,
    };
}
