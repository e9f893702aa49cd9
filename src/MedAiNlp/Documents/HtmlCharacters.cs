using AngleSharp.Html;

namespace MedAiNlp;

/// <summary>
/// Lays the characters that the tokenizer decoded beside the source they were decoded from: most are themselves, a character
/// reference becomes one or two characters, CR LF becomes LF, and zero characters vanish.
/// </summary>
internal static class HtmlCharacters
{
    /// <summary>Receives decoded characters [dataStart, dataStart + dataLength) and their place in the source.</summary>
    public delegate void Receiver(int dataStart, int dataLength, int sourceStart, int sourceLength);

    public static void Align(string data, string source, int sourceStart, int sourceEnd, Receiver receive)
    {
        int at = sourceStart, done = 0;
        while (done < data.Length && at < sourceEnd)
        {
            char c = source[at];
            if (c == '&' && Reference(source, at, sourceEnd, data, done) is var (sourceLength, dataLength))
            {
                receive(done, dataLength, at, sourceLength);
                at += sourceLength;
                done += dataLength;
            }
            else if (c == '\r' && data[done] == '\n')
            {
                int length = at + 1 < sourceEnd && source[at + 1] == '\n' ? 2 : 1;
                receive(done++, 1, at, length);
                at += length;
            }
            else if (c == data[done])
            {
                int run = 1;
                while (done + run < data.Length && at + run < sourceEnd && source[at + run] == data[done + run] && source[at + run] is not ('&' or '\r'))
                    run++;
                receive(done, run, at, run);
                at += run;
                done += run;
            }
            else if (c == '\0')
            {
                if (data[done] == '\uFFFD')
                    receive(done++, 1, at, 1);
                at++;
            }
            else
            {
                break;
            }
        }

        // What cannot be told apart maps as a whole: a wider span than needed, but never a wrong one.
        if (done < data.Length)
            receive(done, data.Length - done, at, sourceEnd - at);
    }

    // The length of the reference in the source and of what it stands for; null where the ampersand is only an ampersand.
    private static (int SourceLength, int DataLength)? Reference(string source, int start, int end, string data, int done)
    {
        int at = start + 1;
        if (at < end && source[at] == '#')
        {
            at++;
            bool hex = at < end && source[at] is 'x' or 'X';
            if (hex)
                at++;
            int digits = at;
            while (at < end && (hex ? char.IsAsciiHexDigit(source[at]) : char.IsAsciiDigit(source[at])))
                at++;
            if (at == digits)
                return null;
            if (at < end && source[at] == ';')
                at++;
            bool pair = char.IsHighSurrogate(data[done]) && done + 1 < data.Length && char.IsLowSurrogate(data[done + 1]);
            return (at - start, pair ? 2 : 1);
        }

        int name = at;
        while (at < end && at - name < 40 && char.IsAsciiLetterOrDigit(source[at]))
            at++;
        if (at < end && source[at] == ';' && Symbol(source[name..(at + 1)], data, done) is { } whole)
            return (at + 1 - start, whole);
        for (; at > name; at--)
        {
            if (Symbol(source[name..at], data, done) is { } part)
                return (at - start, part);
        }

        return null;
    }

    private static int? Symbol(string name, string data, int done) =>
        HtmlEntityProvider.Resolver.GetSymbol(name) is { Length: > 0 } symbol && string.CompareOrdinal(data, done, symbol, 0, symbol.Length) == 0
            ? symbol.Length
            : null;
}
