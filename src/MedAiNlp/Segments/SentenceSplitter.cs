namespace MedAiNlp;

/// <summary>
/// Cuts text into sentences with exact spans. Quotations and brackets stay whole: a full stop inside them ends no sentence, unless the
/// sentence ends with them. Thread-safe; it holds nothing.
/// </summary>
public static class SentenceSplitter
{
    // A quotation that has not closed by then is a stray mark.
    private const int LongestQuotation = 400;

    private static readonly string[] SpeechVerbs = ["说", "說", "表示", "指出", "介绍", "介紹", "称", "稱", "道", "强调", "強調", "认为", "認為", "坦言", "透露", "回忆", "回憶", "告诉", "告訴", "写道", "寫道"];

    /// <summary>The sentences of <paramref name="text"/>, in order, without white space around them. A line break ends a sentence.</summary>
    public static IReadOnlyList<TextSpan> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<TextSpan> sentences = [];
        foreach ((int start, int end) in Lines.Of(text))
            SplitLine(text, start, end, sentences);
        return sentences;
    }

    /// <summary>The sentences of a document as spans of the document, from a view in which broken lines are whole again.</summary>
    public static IReadOnlyList<TextSpan> Split(TextView view)
    {
        ArgumentNullException.ThrowIfNull(view);
        return [.. Split(view.Text).Select(view.ToDocument)];
    }

    private static void SplitLine(string text, int start, int end, List<TextSpan> sentences)
    {
        int from = start, at = start;
        while (at < end)
        {
            char c = text[at];
            if (Sentences.IsOpening(c) || c == '"')
            {
                int close = Close(text, at, end);
                if (close < 0)
                {
                    at++;
                    continue;
                }

                at = close + 1;

                // “……。” ends the sentence, unless someone says it.
                if (Sentences.EndsSentence(text.AsSpan(from, at - from)) && IsQuotation(c) && !SaysWho(text.AsSpan(at, Math.Min(end - at, 60))) && !(at < end && IsMiddle(text[at])))
                    Cut();
                continue;
            }

            at++;
            if (!EndsAt(text, at - 1, end))
                continue;
            while (at < end && (Sentences.IsTerminal(text[at]) || Sentences.IsClosing(text[at]) && text[at] is not ('"' or '\'')))
                at++;
            Cut();
        }

        Cut();

        void Cut()
        {
            (int first, int last) = Lines.Trim(text, from, at);
            if (last > first)
                sentences.Add(TextSpan.FromBounds(first, last));
            from = at;
        }
    }

    private static bool EndsAt(string text, int at, int end)
    {
        char next = at + 1 < end ? text[at + 1] : '\n';
        switch (text[at])
        {
            case '。' or '！' or '？' or '｡':
                return true;
            case '…':
                return next != '…' && (next is '\n' || char.IsWhiteSpace(next) || at > 0 && text[at - 1] == '…' && Sentences.IsOpening(next));
            case '!' or '?':
                return next is not ('!' or '?' or '=') && (char.IsWhiteSpace(next) || EastAsian.IsWide(next) || next == '\n');
            case '.':
                if (next == '.' || at > 0 && text[at - 1] == '.')
                    return false;
                if (at > 0 && EastAsian.IsHan(text[at - 1]))
                    return char.IsWhiteSpace(next) || EastAsian.IsWide(next);

                // Latin: a word of two letters or more, then a space and a capital or Han. A. I and 3.5 are no ends.
                int word = at;
                while (word > 0 && char.IsAsciiLetter(text[word - 1]))
                    word--;
                int after = at + 1;
                while (after < end && text[after] == ' ')
                    after++;
                return at - word >= 2 && next is ' ' or '\n' && (after >= end || char.IsAsciiLetterUpper(text[after]) || EastAsian.IsHan(text[after])) && !(text[word..at] is "Dr" or "Prof" or "Mr" or "Mrs" or "Ms" or "vs" or "No" or "Fig" or "St" or "Inc" or "Ltd" or "Co" or "Corp" or "al" or "etc");
            default:
                return false;
        }
    }

    // The mark that closes the one at open, nested pairs counted; -1 where it is not on the line or too far.
    private static int Close(string text, int open, int end)
    {
        char opens = text[open];
        char closes = opens switch { '“' => '”', '‘' => '’', '（' => '）', '(' => ')', '《' => '》', '「' => '」', '『' => '』', '【' => '】', '〈' => '〉', '[' => ']', '［' => '］', '〔' => '〕', '｛' => '｝', '{' => '}', _ => '"' };
        int depth = 1;
        int limit = Math.Min(end, open + LongestQuotation);
        for (int i = open + 1; i < limit; i++)
        {
            // Converters mix the widths of brackets.
            if (text[i] == closes || opens == '（' && text[i] == ')' || opens == '(' && text[i] == '）')
            {
                if (--depth == 0)
                    return i;
            }
            else if (text[i] == opens)
            {
                depth++;
            }
        }

        return -1;
    }

    private static bool IsQuotation(char c) => c is '“' or '‘' or '「' or '『' or '"';

    private static bool IsMiddle(char c) => c is '，' or '、' or '；' or '：' or '的' or ',' or '。' or '！' or '？' or '—' or '”' or '’' or '」' or '』' or '）' || c == '等';

    // 他说。 张三院长表示， … : the words that follow the quotation belong to it.
    private static bool SaysWho(ReadOnlySpan<char> rest)
    {
        int stop = rest.IndexOfAny(Sentences.ClauseEnds);
        ReadOnlySpan<char> clause = rest[..(stop < 0 ? Math.Min(rest.Length, 50) : stop)];
        if (clause.IsEmpty || clause.Length > 50 || char.IsWhiteSpace(clause[0]) || stop >= 0 && rest[stop] is '：')
            return false;
        foreach (string verb in SpeechVerbs)
        {
            if (clause.EndsWith(verb))
                return true;
        }

        return false;
    }
}
