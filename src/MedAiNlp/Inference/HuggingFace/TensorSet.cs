using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp;

/// <summary>Tensors that are disposed together.</summary>
internal sealed class TensorSet(params OrtValue[] values) : IDisposable
{
    public IReadOnlyList<OrtValue> Values => values;

    public void Dispose()
    {
        foreach (var value in values)
            value.Dispose();
    }
}
