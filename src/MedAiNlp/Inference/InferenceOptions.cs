using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp;

/// <summary>How a model is run. Immutable.</summary>
public sealed record InferenceOptions
{
    /// <summary>What computes. Default the CPU, which needs nothing else.</summary>
    public ExecutionProvider Provider { get; init; }

    /// <summary>Which device of the provider, from 0; <see cref="ExecutionProvider.Cuda"/> and <see cref="ExecutionProvider.DirectML"/> only.</summary>
    public int DeviceId { get; init; }

    /// <summary>
    /// Threads inside one inference, 1 to 1024. Default 1: texts are worked on side by side, so that threads inside an inference only
    /// help where one text at a time has to be fast.
    /// </summary>
    public int Threads { get; init; } = 1;

    /// <summary>
    /// How the scores of a Hugging Face token classifier become entities, in place of what its <c>model.json</c> says: <c>viterbi</c>,
    /// <c>none</c>, <c>simple</c>, <c>first</c>, <c>average</c> or <c>max</c>. <see langword="null"/> leaves it to the package.
    /// </summary>
    public string? Decoder { get; init; }

    /// <summary>
    /// Native libraries with operators that the network uses, full paths. They run with the rights of the process, so only those
    /// listed here are loaded, never one that a model folder holds or names. Default none.
    /// </summary>
    public IReadOnlyList<string> CustomOperatorLibraries { get; init; } = [];

    /// <summary>
    /// A session of one's own over the network of the package, used in place of a new one; <see cref="Provider"/>,
    /// <see cref="DeviceId"/>, <see cref="Threads"/> and <see cref="CustomOperatorLibraries"/> are its maker's affair then. It stays
    /// the caller's to dispose, after the model that uses it.
    /// </summary>
    public InferenceSession? Session { get; init; }
}
