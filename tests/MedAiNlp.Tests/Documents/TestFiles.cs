namespace MedAiNlp.Tests.Documents;

/// <summary>The files that the tests of documents read.</summary>
internal static class TestFiles
{
    public static string At(params string[] path) => Path.Combine([Repository.Root, "tests", "MedAiNlp.Tests", .. path]);
}
