namespace MedAiNlp;

/// <summary>How a model folder is read. A folder is data that somebody else made, so what it may cost is limited. Immutable.</summary>
public sealed record ModelPackageOptions
{
    /// <summary>
    /// Which network of a Hugging Face export is taken where it holds several: <c>quantized</c>, <c>int8</c>, <c>fp16</c> (for
    /// <c>model_quantized.onnx</c> and so on, beside the others or in <c>onnx/</c>), or the path of a file inside the folder.
    /// <see langword="null"/> takes <c>model.json</c>'s <c>model</c>, else <c>model.onnx</c>.
    /// </summary>
    public string? Variant { get; init; }

    /// <summary>The largest file that is opened, in bytes; weights outside the network's file count each by itself. Default 8 GiB.</summary>
    public long MaxFileBytes { get; init; } = 8L << 30;

    /// <summary>The largest description, configuration or vocabulary that is read, in bytes. Default 64 MiB.</summary>
    public long MaxTextBytes { get; init; } = 64L << 20;

    /// <summary>The most entries that a vocabulary may have. Default 1,000,000.</summary>
    public int MaxVocabulary { get; init; } = 1_000_000;

    /// <summary>The most labels that a model may have. Default 10,000; token classifiers have at most 255.</summary>
    public int MaxLabels { get; init; } = 10_000;

    /// <summary>Whether files may be others than those whose hashes were written down: only to write them down anew.</summary>
    internal bool IgnoresHashes { get; init; }
}
