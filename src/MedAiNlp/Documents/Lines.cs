using System.Buffers;

namespace MedAiNlp;

/// <summary>The lines of a text, by any of LF, CR LF, CR and the Unicode line and paragraph separators.</summary>
internal static class Lines
{
    private static readonly SearchValues<char> Breaks = SearchValues.Create("\n\r\u2028\u2029\u0085");

    public static Enumerator Of(string text) => new(text);

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

    /// <summary>Goes from line to line: where each begins, and where its break does.</summary>
    internal struct Enumerator(string text)
    {
        private int _next;

        public (int Start, int End) Current { get; private set; }

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_next >= text.Length)
                return false;
            int length = text.AsSpan(_next).IndexOfAny(Breaks);
            int end = length < 0 ? text.Length : _next + length;
            Current = (_next, end);
            bool isPair = end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n';
            _next = end + (isPair ? 2 : 1);
            return true;
        }
    }
}
