namespace MedAiNlp;

/// <summary>
/// A register that cannot be used: <c>MED401</c> it cannot be opened or read, <c>MED402</c> its header line is missing or wrong,
/// <c>MED403</c> a line has the wrong number of fields, <c>MED404</c> a line has a bad value.
/// </summary>
public sealed class RegisterException : MedAiException
{
    internal RegisterException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }
}
