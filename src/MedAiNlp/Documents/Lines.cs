namespace MedAiNlp;

/// <summary>The lines of a text, by any of LF, CR LF, CR and the Unicode line and paragraph separators.</summary>
internal static class Lines
{
    public static IEnumerable<(int Start, int End)> Of(string text)
    {
        int start = 0;
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r' or '\u2028' or '\u2029' or '\u0085'))
                continue;
            yield return (start, i);
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                i++;
            start = i + 1;
        }

        if (start < text.Length)
            yield return (start, text.Length);
    }

    /// <summary>The line without white space and invisible marks at its ends.</summary>
    public static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && IsBlank(text[start]))
            start++;
        while (end > start && IsBlank(text[end - 1]))
            end--;
        return (start, end);
    }

    public static bool IsBlank(char c) => char.IsWhiteSpace(c) || c is '\uFEFF' or '\u200B' or '\u200C' or '\u200D' or '\u2060' or '\0';
}
