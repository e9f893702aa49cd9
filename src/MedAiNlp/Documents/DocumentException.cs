namespace MedAiNlp;

/// <summary>
/// Input that is not a readable article: <c>MED201</c> not text at all (an image, a PDF, an archive),
/// <c>MED202</c> bytes that are invalid in every encoding known here, <c>MED203</c> a file that cannot be opened or is too large.
/// </summary>
public sealed class DocumentException : MedAiException
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The stable code, such as <c>MED202</c>.</param>
    /// <param name="message">What happened, where (file and byte offset), and the cure, in one sentence.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public DocumentException(string code, string message, Exception? innerException = null)
        : base(code, message, innerException)
    {
    }
}
