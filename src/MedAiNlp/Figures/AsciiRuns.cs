namespace MedAiNlp;

/// <summary>
/// Tells digits inside addresses from digits in prose. Each run of visible ASCII is looked at once, however many digits it holds.
/// </summary>
internal struct AsciiRuns
{
    private int _end;
    private int _addressStart;

    /// <summary>Whether <paramref name="at"/> lies in a URL, mail address or path; <paramref name="end"/> is where that ends.</summary>
    public bool IsInAddress(ReadOnlySpan<char> text, int at, out int end)
    {
        if (at >= _end)
        {
            Measure(text, at);
        }

        end = _end;
        return at >= _addressStart;
    }

    private void Measure(ReadOnlySpan<char> text, int at)
    {
        int start = at;
        while (start > _end && text[start - 1] is > ' ' and < '\u007f')
        {
            start--;
        }

        int length = text[at..].IndexOfAnyExceptInRange('!', '~');
        _end = length < 0 ? text.Length : at + Math.Max(length, 1);
        ReadOnlySpan<char> run = text[start.._end];
        int address = run.IndexOf("://", StringComparison.Ordinal);
        if (address < 0)
        {
            address = run.IndexOf("www.", StringComparison.OrdinalIgnoreCase);
        }

        if (address < 0)
        {
            address = IsHostPath(run) ? 0 : run.IndexOf('@') is > 0 and var mail && run[mail..].Contains('.') ? 0 : -1;
        }

        _addressStart = address < 0 ? int.MaxValue : start + address;
    }

    // example.com/2020, page_12.html: a dot between letters with a slash or a file ending.
    private static bool IsHostPath(ReadOnlySpan<char> run) =>
        run.Contains(".com", StringComparison.OrdinalIgnoreCase) || run.Contains(".cn", StringComparison.OrdinalIgnoreCase) || run.Contains(".org", StringComparison.OrdinalIgnoreCase)
        || run.Contains(".net", StringComparison.OrdinalIgnoreCase) || run.Contains(".htm", StringComparison.OrdinalIgnoreCase) || run.Contains(".shtm", StringComparison.OrdinalIgnoreCase)
        || run.Contains(".jpg", StringComparison.OrdinalIgnoreCase) || run.Contains(".png", StringComparison.OrdinalIgnoreCase) || run.Contains(".pdf", StringComparison.OrdinalIgnoreCase) || run.Contains("doi:", StringComparison.OrdinalIgnoreCase);
}
