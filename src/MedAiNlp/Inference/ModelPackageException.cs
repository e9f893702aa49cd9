namespace MedAiNlp;

/// <summary>A model package that cannot be used: which file, what is wrong with it, what to do. Codes <c>MED101</c> to <c>MED139</c>.</summary>
public sealed class ModelPackageException : MedAiException
{
    internal ModelPackageException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }
}
