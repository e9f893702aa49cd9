namespace MedAiNlp.Cli.Input;

/// <summary>Walks a folder in the order of names. A subfolder that cannot be read is an entry with an error; the walk goes on.</summary>
internal static class Folder
{
    /// <summary>The files with one of the endings, named by their path from the folder with forward slashes.</summary>
    public static IEnumerable<(string Id, string Path, MedAiException? Error)> Files(string folder, IReadOnlySet<string> extensions) =>
        Walk(folder, "", extensions, []);

    private static IEnumerable<(string Id, string Path, MedAiException? Error)> Walk(string folder, string prefix, IReadOnlySet<string> extensions, HashSet<string> seen)
    {
        // Links may lead back to where we are; a folder is walked once, under the first name it is met by.
        if (!seen.Add(Real(folder)))
            yield break;
        var (entries, error) = Entries(folder);
        if (error is not null)
        {
            yield return (prefix.TrimEnd('/'), folder, error);
            yield break;
        }
        foreach (var entry in entries)
        {
            var id = prefix + Path.GetFileName(entry);
            if (Directory.Exists(entry))
            {
                foreach (var file in Walk(entry, id + "/", extensions, seen))
                    yield return file;
            }
            else if (extensions.Contains(Path.GetExtension(entry)))
            {
                yield return (id, entry, null);
            }
        }
    }

    private static (string[] Entries, MedAiException? Error) Entries(string folder)
    {
        try
        {
            var options = new EnumerationOptions { IgnoreInaccessible = false, AttributesToSkip = FileAttributes.Hidden };
            var entries = Directory.GetFileSystemEntries(folder, "*", options);
            Array.Sort(entries, StringComparer.Ordinal);
            return (entries, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return ([], UnreadablePath.Error(folder, e));
        }
    }

    private static string Real(string folder) =>
        new DirectoryInfo(folder).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? Path.GetFullPath(folder);
}
