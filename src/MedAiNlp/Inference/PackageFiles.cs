namespace MedAiNlp;

/// <summary>
/// The bounds of a model folder. A folder is data from elsewhere: what it names has to lie inside it, links and all, and has to
/// be of bearable size, before a byte of it is read.
/// </summary>
internal static class PackageFiles
{
    /// <summary>Checks that a file is there, inside the folder, and not too large.</summary>
    /// <param name="directory">The full path of the folder.</param>
    /// <param name="file">The path inside it.</param>
    /// <param name="who">What names the file, for the message.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <param name="limit">The name of that limit, for the message.</param>
    /// <exception cref="ModelPackageException">It is not.</exception>
    public static void Check(string directory, string file, string who, long most, string limit)
    {
        if (!IsInside(directory, file))
            throw new ModelPackageException("MED105", $"{who} {file}, which lies outside the folder; a package may name only its own files, and links have to be replaced by what they lead to.");
        var path = Path.Combine(directory, file);
        if (!File.Exists(path))
            throw new ModelPackageException("MED105", $"{Path.GetFullPath(path)} is missing, though {who} it; fetch the package again.");
        var length = new FileInfo(path) is var info && info.ResolveLinkTarget(returnFinalTarget: true) is FileInfo target ? target.Length : info.Length;
        if (length > most)
            throw new ModelPackageException("MED125", $"{Path.GetFullPath(path)} has {length} bytes, more than the {most} that are allowed; raise {nameof(ModelPackageOptions)}.{limit} if that is right.");
    }

    /// <summary>Reads a small file of the folder.</summary>
    /// <exception cref="ModelPackageException">It is outside the folder, too large, or unreadable.</exception>
    public static byte[] ReadText(string directory, string file, ModelPackageOptions options)
    {
        Check(directory, file, $"{directory} holds", options.MaxTextBytes, nameof(options.MaxTextBytes));
        var path = Path.Combine(directory, file);
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw ModelPackage.Unreadable(path, e);
        }
    }

    private static bool IsInside(string directory, string file)
    {
        if (file.Length == 0 || Path.IsPathRooted(file))
            return false;
        var root = Path.TrimEndingDirectorySeparator(directory);
        var path = Path.GetFullPath(Path.Combine(root, file));
        if (!IsBelow(path, root))
            return false;
        // A link inside the folder, to a file or to a folder on the way, may still lead out of it.
        var real = Target(root) ?? root;
        for (var at = path; at.Length > root.Length; at = Path.GetDirectoryName(at)!)
        {
            if (Target(at) is { } target && !IsBelow(target, root) && !IsBelow(target, real))
                return false;
        }
        return true;
    }

    private static bool IsBelow(string path, string root) => path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static string? Target(string path)
    {
        FileSystemInfo info = System.IO.Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        try
        {
            return info.LinkTarget is null ? null : info.ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        }
        catch (IOException)
        {
            return ""; // a ring of links leads nowhere, so not inside
        }
    }
}
