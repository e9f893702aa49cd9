using System.Runtime.CompilerServices;

namespace MedAiNlp.Cli.Input;

/// <summary>
/// Turns the paths of a command line into articles, in a stable order: a file as it stands, a folder's files by name with
/// all below, <c>-</c> for standard input. What cannot be read becomes an item that says so; the rest goes on.
/// </summary>
internal sealed class InputReader(InputKind kind, Stream standardInput)
{
    /// <summary>Files of a folder with other endings are no articles; a file named by itself is always read.</summary>
    private static readonly HashSet<string> ArticleExtensions =
        new([".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson"], StringComparer.OrdinalIgnoreCase);

    public async IAsyncEnumerable<InputItem> Read(IReadOnlyList<string> paths, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var path in paths)
        {
            if (path == "-")
            {
                await foreach (var item in ReadStandardInput(cancellationToken).ConfigureAwait(false))
                    yield return item;
            }
            else if (Directory.Exists(path))
            {
                foreach (var (id, file, error) in Folder.Files(path, ArticleExtensions))
                {
                    if (error is not null)
                    {
                        yield return new InputItem(id, () => throw error);
                        continue;
                    }
                    await foreach (var item in ReadFile(id, file, cancellationToken).ConfigureAwait(false))
                        yield return item;
                }
            }
            else
            {
                await foreach (var item in ReadFile(path.Replace('\\', '/'), path, cancellationToken).ConfigureAwait(false))
                    yield return item;
            }
        }
    }

    private async IAsyncEnumerable<InputItem> ReadStandardInput([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (kind == InputKind.Jsonl)
        {
            await foreach (var item in JsonLines.Read(standardInput, "-", cancellationToken).ConfigureAwait(false))
                yield return item;
            yield break;
        }
        using var buffer = new MemoryStream();
        await standardInput.CopyToAsync(buffer, cancellationToken).ConfigureAwait(false);
        var bytes = buffer.ToArray();
        yield return new InputItem("-", () => Article.FromBytes(bytes, "-", Format), bytes.Length);
    }

    private async IAsyncEnumerable<InputItem> ReadFile(string id, string path, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var lines = kind == InputKind.Jsonl || (kind == InputKind.Auto && Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON");
        if (!lines)
        {
            yield return new InputItem(id, () => Article.FromFile(path, Format), File.Exists(path) ? new FileInfo(path).Length : 0);
            yield break;
        }
        FileStream? stream = null;
        MedAiException? error = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan | FileOptions.Asynchronous);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            error = UnreadablePath.Error(path, e);
        }
        if (error is not null)
        {
            yield return new InputItem(id, () => throw error);
            yield break;
        }
        await using (stream!.ConfigureAwait(false))
        {
            await foreach (var item in JsonLines.Read(stream!, path, cancellationToken).ConfigureAwait(false))
                yield return item;
        }
    }

    private ArticleFormat? Format => kind switch
    {
        InputKind.Text => ArticleFormat.Text,
        InputKind.Html => ArticleFormat.Html,
        InputKind.Markdown => ArticleFormat.Markdown,
        _ => null,
    };
}
