using System.Text;

namespace MedAiNlp.Cli.Output.Html;

/// <summary>
/// Writes text so that an HTML parser gives it back as it was: content of an element and of a quoted attribute. HTML has no way to
/// write U+0000 and a lone surrogate; they become U+FFFD, one for one, so that offsets stay right.
/// </summary>
internal static class HtmlText
{
    private const char Replacement = '\uFFFD';

    public static void Write(TextWriter output, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            switch (c)
            {
                case '&':
                    output.Write("&amp;");
                    break;
                case '<':
                    output.Write("&lt;");
                    break;
                case '>':
                    output.Write("&gt;");
                    break;
                case '"':
                    output.Write("&quot;");
                    break;
                case '\'':
                    output.Write("&#39;");
                    break;
                case '\r':
                    output.Write("&#13;"); // a bare one would be read as a line feed
                    break;
                case '\0':
                    output.Write(Replacement);
                    break;
                default:
                    if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                        output.Write(text.Slice(i++, 2));
                    else
                        output.Write(char.IsSurrogate(c) ? Replacement : c);
                    break;
            }
        }
    }

    public static string Encode(string text)
    {
        using var writer = new StringWriter(new StringBuilder(text.Length + 16));
        Write(writer, text);
        return writer.ToString();
    }
}
