namespace MedAiNlp;

/// <summary>The one forward pass over a text: goes from numeral to numeral and reads a date, a figure, or nothing there.</summary>
internal ref partial struct FigureReader
{
    private FoldedText _text;
    private AsciiRuns _runs;
    private int _at;

    // End of the last mention: no later mention may begin before it.
    private int _floor;

    // Where the scan goes on when nothing was found: past the number that was no figure.
    private int _resume;

    // End of the last number without a unit that was read as a ratio.
    private int _ratioEnd = -1;

    public FigureReader(ReadOnlySpan<char> text) => _text = new FoldedText(text);

    /// <summary>Characters looked at so far.</summary>
    public readonly long Steps => _text.Steps;

    /// <summary>Reads the next figure or date; <see langword="false"/> at the end of the text.</summary>
    public bool TryRead(out FigureToken token)
    {
        while (_at < _text.Length)
        {
            int next = _text.Raw[_at..].IndexOfAny(FigureCharacters.NumberStarts);
            if (next < 0)
            {
                break;
            }

            _at += next;
            if (TryReadAt(_at, out token, out int resume))
            {
                _at = _floor = token.Span.End;
                return true;
            }

            _at = Math.Max(resume, _at + 1);
        }

        _at = _text.Length;
        token = default;
        return false;
    }

    private bool TryReadAt(int at, out FigureToken token, out int resume)
    {
        token = default;
        char c = _text[at];
        if (c < 0x80 && _runs.IsInAddress(_text.Raw, at, out resume))
        {
            return false;
        }

        int word = NotFigures.WordAt(ref _text, at);
        if (word > 0)
        {
            resume = at + word;
            return false;
        }

        if (NotFigures.IsNumberNoun(ref _text, at))
        {
            resume = at + 1;
            return false;
        }

        if (IsWeekday(at))
        {
            resume = at + 1;
            return false;
        }

        if (DateReader.TryRead(ref _text, at, _floor, out TextSpan span, out DateValue date))
        {
            token = new FigureToken { IsDate = true, Span = span, Date = date, CanonicalUnit = "" };
            resume = span.End;
            return true;
        }

        bool found = TryReadFigure(at, out token);
        resume = _resume;
        return found;
    }

    // 周三, 星期五, 礼拜六; but 每周|三次.
    private bool IsWeekday(int at)
    {
        if (_text[at] is not ('一' or '二' or '三' or '四' or '五' or '六'))
        {
            return false;
        }

        char before = _text[at - 1];
        if (before == '期' && _text[at - 2] == '星' || before == '拜' && _text[at - 2] == '礼')
        {
            return true;
        }

        return before == '周' && !(_text[at - 2] == '每' && _text[at + 1] is '次' or '天' or '场' or '个' or '台' or '例' or '节' or '期')
            && _text[at + 1] is not ('年' or '天' or '个' or '百' or '千' or '万' or '十');
    }
}
