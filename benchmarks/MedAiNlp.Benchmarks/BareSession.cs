using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp.Benchmarks;

/// <summary>ONNX Runtime without the library, on one thread, with the network of the default entity model.</summary>
internal static class BareSession
{
    public static string Folder => Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder, "zh-entities");

    public static InferenceSession Open()
    {
        using var options = new SessionOptions { IntraOpNumThreads = 1, InterOpNumThreads = 1 };
        return new InferenceSession(Path.Combine(Folder, "model.onnx"), options);
    }

    public static RunOptions Options() => new();
}
