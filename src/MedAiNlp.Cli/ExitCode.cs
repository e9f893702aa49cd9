namespace MedAiNlp.Cli;

/// <summary>What the program ends with. A contract with scripts.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Some article was bad; all others have their results.</summary>
    public const int SomeFailed = 1;

    /// <summary>Some answer is another: the end of <c>diff</c>.</summary>
    public const int Different = 1;

    /// <summary>The command line or a model is wrong; nothing was analysed.</summary>
    public const int Usage = 2;

    /// <summary>Stopped by the user (128 + SIGINT).</summary>
    public const int Cancelled = 130;
}
