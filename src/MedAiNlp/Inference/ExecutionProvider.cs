namespace MedAiNlp;

/// <summary>What ONNX Runtime computes on. All but the CPU need a native library that holds the provider.</summary>
public enum ExecutionProvider
{
    /// <summary>The processor; in every native library.</summary>
    Cpu,

    /// <summary>NVIDIA GPUs: package <c>Microsoft.ML.OnnxRuntime.Gpu</c>, with CUDA and cuDNN installed.</summary>
    Cuda,

    /// <summary>GPUs under Windows: package <c>Microsoft.ML.OnnxRuntime.DirectML</c>.</summary>
    DirectML,

    /// <summary>Apple's processors; in the macOS library of <c>Microsoft.ML.OnnxRuntime</c>.</summary>
    CoreML,
}
