namespace MedAiNlp;

/// <summary>BERT's clean-up, in its order: control characters and white space, Chinese characters set apart, accents, case.</summary>
/// <param name="CleanText">Whether control characters go and white space becomes a space.</param>
/// <param name="SplitChinese">Whether Chinese characters get spaces around them.</param>
/// <param name="StripAccents">Whether text is decomposed and accents go.</param>
/// <param name="LowerCase">Whether text is lower-cased.</param>
internal sealed record BertNormalizer(bool CleanText, bool SplitChinese, bool StripAccents, bool LowerCase)
{
    /// <summary>Appends the clean form of a stretch of text.</summary>
    public void Normalize(ReadOnlySpan<char> text, int from, int to, NormalizedText into)
    {
        var table = BertCharacters.Table;
        for (var i = from; i < to;)
        {
            var start = i;
            int c = text[i++];
            if (char.IsSurrogate((char)c))
            {
                // A lone surrogate is no character; it reaches the reference, which reads UTF-8, as U+FFFD.
                if (char.IsHighSurrogate((char)c) && i < to && char.IsLowSurrogate(text[i]))
                    c = char.ConvertToUtf32((char)c, text[i++]);
                else
                    c = 0xFFFD;
            }
            if (CleanText)
            {
                if (table.IsDropped(c))
                    continue;
                if (table.IsSpace(c))
                    c = ' ';
            }
            if (SplitChinese && BertCharacters.IsChinese(c))
            {
                into.Append(' ', 0, start, i);
                AppendFolded(c, start, i, into, table);
                into.Append(' ', 0, start, i);
            }
            else
            {
                AppendFolded(c, start, i, into, table);
            }
        }
        into.EndMarks();
    }

    private void AppendFolded(int c, int start, int end, NormalizedText into, BertCharacters table)
    {
        if (!StripAccents)
        {
            AppendCased(c, 0, start, end, into, table);
            return;
        }
        foreach (var part in table.Decompose(c, stackalloc int[3]))
        {
            var order = table.OrderOf(part);
            if (!table.IsAccent(part))
                AppendCased(part, order, start, end, into, table);
            else if (order == 0)
                into.EndMarks();
        }
    }

    private void AppendCased(int c, byte order, int start, int end, NormalizedText into, BertCharacters table)
    {
        if (!LowerCase)
        {
            into.Append(c, order, start, end);
            return;
        }
        foreach (var part in table.Lower(c, stackalloc int[1]))
            into.Append(part, order, start, end);
    }
}
