namespace MedAiNlp;

public sealed partial class WordPieceTokenizer
{
    // Each UTF-16 code unit has an entry: in the low bits what it does, above them the token or the letter that it is.
    private const int KindBits = 2;
    private const int KindMask = (1 << KindBits) - 1;
    private const int Letter = 0; // part of a word, as the code unit above
    private const int Alone = 1; // a token of its own, with the number above
    private const int Space = 2; // between words
    private const int Other = 3; // its word takes the long way: it vanishes, becomes several, is half of a pair, or moves

    private const int ShortWord = 64;

    private void Run(ReadOnlySpan<char> text, ref TokenSink sink)
    {
        if (_added is null)
        {
            Piece(text, 0, text.Length, ref sink);
            return;
        }
        var (free, search) = (0, 0);
        while (_added.Next(text, ref search, free) is { } found)
        {
            if (free < found.Start)
                Piece(text, free, found.Start, ref sink);
            sink.Add(found.Id, found.Start, found.End);
            free = found.End;
        }
        if (free < text.Length)
            Piece(text, free, text.Length, ref sink);
    }

    private void Piece(ReadOnlySpan<char> text, int from, int to, ref TokenSink sink)
    {
        if (_normalizedAdded is null)
            FastWords(text, from, to, ref sink);
        else
            CleanedPiece(text, from, to, _normalizedAdded, ref sink);
    }

    // Nearly all of Chinese text is characters that are tokens of their own; words of plain letters are looked up as they stand.
    private void FastWords(ReadOnlySpan<char> text, int from, int to, ref TokenSink sink)
    {
        var table = _table;
        Span<char> letters = stackalloc char[ShortWord];
        for (var i = from; i < to;)
        {
            var entry = table[text[i]];
            if ((entry & KindMask) == Alone)
            {
                sink.Add(entry >> KindBits, i, i + 1);
                i++;
                continue;
            }
            if ((entry & KindMask) == Space)
            {
                i++;
                continue;
            }

            var start = i;
            var length = 0;
            while ((entry & KindMask) == Letter && length < ShortWord)
            {
                letters[length++] = (char)(entry >> KindBits);
                i++;
                entry = i < to ? table[text[i]] : Space;
            }
            if ((entry & KindMask) is Alone or Space)
            {
                _vocabulary.Spell(letters[..length], new WordOrigin(start), ref sink);
                continue;
            }
            while (i < to && (table[text[i]] & KindMask) is Letter or Other)
                i++;
            CleanedWords(text, start, i, ref sink);
        }
    }

    private void CleanedWords(ReadOnlySpan<char> text, int from, int to, ref TokenSink sink)
    {
        var clean = NormalizedText.Rent();
        _normalizer.Normalize(text, from, to, clean);
        Words(clean, 0, clean.Length, ref sink);
        clean.Return();
    }

    private void CleanedPiece(ReadOnlySpan<char> text, int from, int to, AddedTokenFinder added, ref TokenSink sink)
    {
        var clean = NormalizedText.Rent();
        _normalizer.Normalize(text, from, to, clean);
        var (free, search) = (0, 0);
        while (added.Next(clean.Chars, ref search, free) is { } found)
        {
            if (free < found.Start)
                Words(clean, free, found.Start, ref sink);
            sink.Add(found.Id, clean.Starts[found.Start], clean.Ends[found.End - 1]);
            free = found.End;
        }
        if (free < clean.Length)
            Words(clean, free, clean.Length, ref sink);
        clean.Return();
    }

    // Cuts at white space and around every punctuation mark, as BertPreTokenizer does.
    private void Words(NormalizedText clean, int from, int to, ref TokenSink sink)
    {
        var table = BertCharacters.Table;
        var chars = clean.Chars;
        var start = from;
        for (var i = from; i < to;)
        {
            var units = char.IsHighSurrogate(chars[i]) ? 2 : 1;
            var c = units == 2 ? char.ConvertToUtf32(chars[i], chars[i + 1]) : chars[i];
            var punctuation = table.IsPunctuation(c);
            if (punctuation || table.IsSpace(c))
            {
                Word(clean, start, i, ref sink);
                if (punctuation)
                    Word(clean, i, i + units, ref sink);
                start = i + units;
            }
            i += units;
        }
        Word(clean, start, to, ref sink);
    }

    private void Word(NormalizedText clean, int from, int to, ref TokenSink sink)
    {
        if (from < to)
            _vocabulary.Spell(clean.Chars[from..to], new WordOrigin(clean.Starts[from..to], clean.Ends[from..to]), ref sink);
    }

    /// <summary>A text after clean-up, as words are cut from it.</summary>
    internal string Clean(string text)
    {
        var clean = NormalizedText.Rent();
        _normalizer.Normalize(text, 0, text.Length, clean);
        var normalized = clean.Chars.ToString();
        clean.Return();
        return normalized;
    }

    private int[] BuildTable()
    {
        var table = new int[char.MaxValue + 1];
        Span<int> room = stackalloc int[MaxTokenCount(1) * 3];
        for (var unit = 0; unit < table.Length; unit++)
        {
            var c = (char)unit;
            table[unit] = char.IsSurrogate(c) ? Other : EntryOf(c, room[..3], room[3..6], room[6..]);
        }
        return table;
    }

    private int EntryOf(char c, Span<int> ids, Span<int> starts, Span<int> ends)
    {
        var characters = BertCharacters.Table;
        var clean = NormalizedText.Rent();
        _normalizer.Normalize([c], 0, 1, clean);
        var sink = new TokenSink(ids, starts, ends, null);
        Words(clean, 0, clean.Length, ref sink);
        var entry = Other;
        if (clean.Length == 1 && characters.IsSpace(clean.Chars[0]))
            entry = Space;
        else if (sink.Count == 1 && ((_normalizer.SplitChinese && BertCharacters.IsChinese(c)) || (clean.Length == 1 && characters.IsPunctuation(clean.Chars[0]))))
            entry = (ids[0] << KindBits) | Alone;
        else if (clean.Length == 1 && (!_normalizer.StripAccents || characters.OrderOf(clean.Chars[0]) == 0))
            entry = (clean.Chars[0] << KindBits) | Letter;
        clean.Return();
        return entry;
    }
}
