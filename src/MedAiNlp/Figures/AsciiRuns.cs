using System.Buffers;

namespace MedAiNlp;

/// <summary>
/// Tells digits inside addresses from digits in prose. Each run of visible ASCII is looked at once, however many digits it holds.
/// </summary>
internal struct AsciiRuns
{
    private static readonly SearchValues<string> s_signs = SearchValues.Create(
        ["://", "www.", ".com", ".cn", ".org", ".net", ".htm", ".shtm", ".jpg", ".png", ".pdf", "doi:"], StringComparison.OrdinalIgnoreCase);

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

        _end = at + 1;
        while (_end < text.Length && text[_end] is > ' ' and < '\u007f')
        {
            _end++;
        }

        ReadOnlySpan<char> run = text[start.._end];
        bool isAddress = run.Length > 5 && (run.ContainsAny(s_signs) || IsMail(run));
        if (!isAddress)
        {
            _addressStart = int.MaxValue;
            return;
        }

        // A URL may follow other signs; a bare host or a mail address is taken to begin with its run.
        int scheme = run.IndexOf("://");
        _addressStart = start + Math.Max(scheme, 0);
    }

    private static bool IsMail(ReadOnlySpan<char> run)
    {
        int at = run.IndexOf('@');
        return at > 0 && run[at..].Contains('.');
    }
}
