namespace MedAiNlp;

/// <summary>The tasks of models, as <c>model.json</c> and Hugging Face name them.</summary>
internal static class ModelTasks
{
    /// <summary>A label for each token: named things.</summary>
    public const string Tokens = "token-classification";

    /// <summary>Labels for a whole text: topics.</summary>
    public const string Texts = "text-classification";
}
