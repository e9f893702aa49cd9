namespace MedAiNlp;

/// <summary>
/// The versions of this library that a model was measured with, as <c>model.json</c> writes them: <c>&gt;=0.1.0 &lt;0.2.0</c>, the first
/// version and the one that is too late; either may be left out.
/// </summary>
/// <remarks>How text becomes numbers is code: a model read by other code than it was trained with still answers, but worse, and nothing else would tell.</remarks>
internal sealed record LibraryRange(Version? First, Version? TooLate)
{
    /// <summary>The version of this library.</summary>
    public static Version Current { get; } = Plain(typeof(LibraryRange).Assembly.GetName().Version!);

    /// <exception cref="FormatException">The text is no such range.</exception>
    public static LibraryRange Parse(string text)
    {
        Version? first = null, tooLate = null;
        foreach (var part in text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (first is null && part.StartsWith(">=", StringComparison.Ordinal))
                first = Read(part[2..]);
            else if (tooLate is null && part.StartsWith('<') && !part.StartsWith("<=", StringComparison.Ordinal))
                tooLate = Read(part[1..]);
            else
                throw Fault();
        }
        var isEmpty = (first is null && tooLate is null) || (first is not null && tooLate is not null && first >= tooLate);
        return isEmpty ? throw Fault() : new LibraryRange(first, tooLate);

        Version Read(string version) => Version.TryParse(version, out var parsed) && parsed is { Build: >= 0, Revision: -1 } ? parsed : throw Fault();
        FormatException Fault() => new($"has the library range '{text}', expected one such as '>=0.1.0 <0.2.0'");
    }

    public bool Contains(Version version) => (First is null || version >= First) && (TooLate is null || version < TooLate);

    private static Version Plain(Version version) => new(version.Major, version.Minor, version.Build);
}
