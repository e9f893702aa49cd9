namespace MedAiNlp.Models.Zh;

/// <summary>Where the models of this package lie beside the app.</summary>
public static class ZhModels
{
    /// <summary>The folder of the entity model.</summary>
    public static string EntitiesDirectory => Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder, "zh-entities");

    /// <summary>The folder of the topic model.</summary>
    public static string TopicsDirectory => Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder, "zh-topics");
}
