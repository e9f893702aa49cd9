namespace MedAiNlp.Cli.Output;

/// <summary>Writes results one after another, in the order of the input.</summary>
internal interface IResultWriter : IDisposable
{
    void Write(ArticleAnalysis analysis);

    void WriteError(string id, string message);
}
