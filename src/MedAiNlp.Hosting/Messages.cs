using Microsoft.Extensions.Logging;

namespace MedAiNlp.Hosting;

/// <summary>What is logged, in the category <c>MedAiNlp</c>. The numbers are a contract; only <see cref="ArticleText"/> has anything of a text in it.</summary>
internal static partial class Messages
{
    [LoggerMessage(1000, LogLevel.Information, "Analyzer {Analyzer} loaded: entities {EntityModel}, topics {TopicModel}, in {Milliseconds:0} ms")]
    public static partial void ModelsLoaded(this ILogger log, string analyzer, string entityModel, string topicModel, double milliseconds);

    [LoggerMessage(1001, LogLevel.Information, "Analyzer {Analyzer} has new models: entities {EntityModel}, topics {TopicModel}, in {Milliseconds:0} ms")]
    public static partial void ModelsReplaced(this ILogger log, string analyzer, string entityModel, string topicModel, double milliseconds);

    [LoggerMessage(1002, LogLevel.Error, "Analyzer {Analyzer} keeps its models, because what changed cannot be used: {Reason}")]
    public static partial void ReloadFailed(this ILogger log, string analyzer, string reason);

    [LoggerMessage(1003, LogLevel.Debug, "Analyzer {Analyzer} has freed the models: entities {EntityModel}, topics {TopicModel}")]
    public static partial void ModelsReleased(this ILogger log, string analyzer, string entityModel, string topicModel);

    [LoggerMessage(1010, LogLevel.Debug, "Article {Id} analysed: {Characters} characters, {Entities} entities, {Figures} figures, in {Milliseconds} ms")]
    public static partial void ArticleAnalyzed(this ILogger log, string id, int characters, int entities, int figures, double? milliseconds);

    [LoggerMessage(1011, LogLevel.Warning, "Article {Id} could not be analysed: {Code}")]
    public static partial void ArticleFailed(this ILogger log, string id, string code);

    [LoggerMessage(1012, LogLevel.Debug, "Article {Id} begins: {Text}")]
    public static partial void ArticleText(this ILogger log, string id, string text);
}
