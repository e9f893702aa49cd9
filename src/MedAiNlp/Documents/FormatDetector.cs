using System.Text.RegularExpressions;

namespace MedAiNlp;

/// <summary>Tells HTML, Markdown and plain text apart.</summary>
internal static partial class FormatDetector
{
    private const int Window = 16 * 1024;

    public static ArticleFormat? FromPath(string path) => Path.GetExtension(path).ToLowerInvariant() switch
    {
        ".html" or ".htm" or ".xhtml" or ".shtml" => ArticleFormat.Html,
        ".md" or ".markdown" => ArticleFormat.Markdown,
        _ => null,
    };

    public static ArticleFormat FromContent(string content)
    {
        string head = content.Length <= Window ? content : content[..Window];
        if (HtmlStart().IsMatch(head) || HtmlTag().Count(head) >= 3)
            return ArticleFormat.Html;

        // One line that starts with # or one pair of ** also occurs in plain text; two witnesses do not.
        int witnesses = MarkdownHeading().Count(head) + MarkdownLink().Count(head) + MarkdownBold().Count(head) + MarkdownFence().Count(head);
        return witnesses >= 2 ? ArticleFormat.Markdown : ArticleFormat.Text;
    }

    [GeneratedRegex(@"\A[\s\uFEFF]*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlStart();

    [GeneratedRegex(@"</?(?:p|div|span|section|article|br|a|img|ul|ol|li|table|tr|td|h[1-6]|strong|em|body|head|html|meta|script|style)(?:\s[^<>]*)?/?>", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HtmlTag();

    [GeneratedRegex(@"^ {0,3}#{1,6}[ \t]+\S", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MarkdownHeading();

    [GeneratedRegex(@"\[[^\[\]\n]{1,200}\]\((?:<[^<>\n]*>|[^()\s]*)\)", RegexOptions.CultureInvariant)]
    private static partial Regex MarkdownLink();

    [GeneratedRegex(@"\*\*[^*\n]{1,200}\*\*", RegexOptions.CultureInvariant)]
    private static partial Regex MarkdownBold();

    [GeneratedRegex(@"^ {0,3}(?:```|~~~)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex MarkdownFence();
}
