namespace MedAiNlp.Tests.Documents;

/// <summary>Where the tests find the files of the repository, and those beside it that a lone clone lacks.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string? Shared(params string[] parts)
    {
        string path = Path.Combine([Root, "..", "shared", .. parts]);
        return File.Exists(path) || Directory.Exists(path) ? path : null;
    }

    public static string TestFiles(params string[] parts) => Path.Combine([Root, "tests", "MedAiNlp.Tests", .. parts]);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "MedAiNlp.sln")))
                return folder.FullName;
        }

        throw new InvalidOperationException("MedAiNlp.sln is not above the tests.");
    }
}
