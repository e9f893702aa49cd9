namespace MedAiNlp.Cli.Input;

/// <summary>The error of a path on the command line that cannot be read.</summary>
internal static class UnreadablePath
{
    public static MedAiException Error(string path, Exception cause) =>
        new("MED501", $"{path} cannot be read ({cause.Message.TrimEnd('.')}); check the path and the rights on it.", cause);
}
