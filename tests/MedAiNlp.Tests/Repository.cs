namespace MedAiNlp;

/// <summary>Where the tests find the repository, its models, and the shared data beside it.</summary>
internal static class Repository
{
    /// <summary>The folder with MedAiNlp.sln.</summary>
    public static string Root { get; } = FindRoot();

    public static string Models => Path.Combine(Root, "models");

    public static string Samples => Path.Combine(Root, "samples");

    /// <summary>A path under the shared folder beside the repository; skips the test, with the reason printed, where it is absent.</summary>
    public static string Shared(params string[] path)
    {
        var full = Path.Combine([Path.GetDirectoryName(Root)!, "shared", .. path]);
        Skip.IfNot(Path.Exists(full), $"{Path.Combine(["../shared", .. path])} is absent: this test measures on data that is not part of the repository.");
        return full;
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "MedAiNlp.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
