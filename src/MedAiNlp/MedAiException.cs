namespace MedAiNlp;

/// <summary>
/// Something that the library could not do, said in one sentence: what, where, and what to do about it.
/// <see cref="Code"/> is stable and safe to match on; the words are not.
/// </summary>
public class MedAiException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="code">The stable code, such as <c>MED001</c>.</param>
    /// <param name="message">What happened, where, and the cure.</param>
    /// <param name="innerException">The cause, where there is one.</param>
    public MedAiException(string code, string message, Exception? innerException = null)
        : base($"{code}: {message}", innerException) => Code = code;

    /// <summary>The stable code of the error, such as <c>MED101</c>.</summary>
    public string Code { get; }
}
