namespace MedAiNlp;

/// <summary>
/// One piece of input: its content, how it is written, and the name it goes by. Nothing is read from the content yet;
/// that is what <c>Document.Read</c> does. Immutable; safe to share between threads.
/// </summary>
public sealed class Article
{
    private const long MaxFileBytes = 512L * 1024 * 1024;

    private Article(string id, string content, ArticleFormat format, string? title, string? encoding)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentNullException.ThrowIfNull(content);
        Id = id;
        Content = content;
        Format = format;
        Title = title;
        Encoding = encoding;
    }

    /// <summary>The name that results carry: a path, an address, a number; empty where none was given.</summary>
    public string Id { get; }

    /// <summary>The content as given (decoded, where it came as bytes; a byte order mark is left out).</summary>
    public string Content { get; }

    /// <summary>How <see cref="Content"/> is written.</summary>
    public ArticleFormat Format { get; }

    /// <summary>The title, where the caller knows it better than the content does; <see langword="null"/> otherwise.</summary>
    public string? Title { get; }

    /// <summary>
    /// The encoding that the bytes were read in, as its IANA name (<c>utf-8</c>, <c>gb18030</c>, <c>big5</c>, <c>utf-16</c>, <c>utf-16BE</c>);
    /// <see langword="null"/> for content that came as a string.
    /// </summary>
    public string? Encoding { get; }

    /// <summary>Plain text. Offsets in results are UTF-16 code units into exactly this string.</summary>
    public static Article FromText(string text, string id = "", string? title = null) => new(id, text, ArticleFormat.Text, title, encoding: null);

    /// <summary>An HTML page or a fragment of one.</summary>
    public static Article FromHtml(string html, string id = "", string? title = null) => new(id, html, ArticleFormat.Html, title, encoding: null);

    /// <summary>Markdown. Offsets in results are UTF-16 code units into exactly this string.</summary>
    public static Article FromMarkdown(string markdown, string id = "", string? title = null) => new(id, markdown, ArticleFormat.Markdown, title, encoding: null);

    /// <summary>Reads a file. Its path becomes the <see cref="Id"/>.</summary>
    /// <param name="path">The file; <c>.html</c>, <c>.htm</c>, <c>.xhtml</c>, <c>.md</c> and <c>.markdown</c> name their format, the format of others is recognised.</param>
    /// <param name="format">The format; <see langword="null"/> to go by the name and the content.</param>
    /// <exception cref="DocumentException">The file cannot be read, is not text, or is not valid in any encoding known here.</exception>
    public static Article FromFile(string path, ArticleFormat? format = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] bytes;
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > MaxFileBytes } file)
                throw new DocumentException("MED203", $"{path} has {file.Length} bytes, more than the {MaxFileBytes} one article may have; split it into articles first.");
            bytes = File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new DocumentException("MED203", $"{path} cannot be read ({e.Message.TrimEnd('.')}); check the path and the rights on it.", e);
        }

        return FromBytes(bytes, path, format ?? FormatDetector.FromPath(path));
    }

    /// <summary>
    /// Decodes bytes: by byte order mark, by what an HTML page declares, else by validity and by how common the characters are,
    /// among UTF-8, GB18030 (with GBK and GB2312), Big5 and UTF-16.
    /// </summary>
    /// <param name="bytes">The whole file or response body.</param>
    /// <param name="id">The name for results and errors.</param>
    /// <param name="format">The format; <see langword="null"/> to recognise it.</param>
    /// <exception cref="DocumentException">The bytes are not text, or are invalid in every encoding known here; the message has the offset.</exception>
    public static Article FromBytes(ReadOnlySpan<byte> bytes, string id = "", ArticleFormat? format = null)
    {
        (string text, string encoding) = TextDecoder.Decode(bytes, id);
        return new Article(id, text, format ?? FormatDetector.FromContent(text), title: null, encoding);
    }

    /// <summary>The text with its format recognised: HTML by its tags, Markdown by its headings and links, else plain text.</summary>
    public static Article Detect(string content, string id = "")
    {
        ArgumentNullException.ThrowIfNull(content);
        return new Article(id, content, FormatDetector.FromContent(content), title: null, encoding: null);
    }

    /// <summary>The identifier, the format and the size; never the content.</summary>
    public override string ToString() => $"{(Id.Length == 0 ? "article" : Id)} ({Format}, {Content.Length} characters)";
}
