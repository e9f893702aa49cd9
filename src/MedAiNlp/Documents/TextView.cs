using System.Buffers;

namespace MedAiNlp;

/// <summary>
/// A text with some characters left out, and the way back: what the models read of a document. Every character of
/// <see cref="Text"/> stands for one character of the document, in the same order; what was left out (line breaks inside a
/// sentence, markup, addresses of links) lies between them. Immutable; safe to share between threads.
/// </summary>
public sealed class TextView
{
    // Runs of kept characters: the view's [viewStarts[i], viewStarts[i + 1]) is the document's from documentStarts[i] on.
    private readonly int[] _viewStarts;
    private readonly int[] _documentStarts;

    private TextView(string text, int[] viewStarts, int[] documentStarts)
    {
        Text = text;
        _viewStarts = viewStarts;
        _documentStarts = documentStarts;
    }

    /// <summary>The characters kept. A removed stretch that separated words is one space.</summary>
    public string Text { get; }

    /// <summary>Whether the view shows the document from its first to its last character, unchanged.</summary>
    public bool IsWhole { get; private init; }

    /// <summary>A view that leaves nothing out.</summary>
    public static TextView Whole(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new TextView(text, text.Length == 0 ? [] : [0], text.Length == 0 ? [] : [0]) { IsWhole = true };
    }

    /// <summary>The offset in the document of the character at <paramref name="offset"/> of the view; for the end of the view, the offset just after its last character.</summary>
    /// <param name="offset">0 to <c>Text.Length</c>, in UTF-16 code units.</param>
    /// <exception cref="ArgumentOutOfRangeException">The offset is not inside the view.</exception>
    public int ToDocument(int offset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(offset);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset, Text.Length);
        if (Text.Length == 0)
            return 0;
        return offset == Text.Length ? CharacterToDocument(offset - 1) + 1 : CharacterToDocument(offset);
    }

    /// <summary>
    /// The span in the document from the first character of <paramref name="span"/> to its last. It covers what was left out
    /// between them, and nothing left out before or after.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The span is not inside the view.</exception>
    public TextSpan ToDocument(TextSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(span.Length);
        int start = ToDocument(span.Start);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(span.End, Text.Length);
        return span.Length == 0 ? new TextSpan(start, 0) : TextSpan.FromBounds(start, CharacterToDocument(span.End - 1) + 1);
    }

    /// <summary>The offset in the view of the first kept character at or after <paramref name="documentOffset"/>.</summary>
    public int FromDocument(int documentOffset)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(documentOffset);
        int run = LastAtOrBefore(_documentStarts, documentOffset);
        if (run < 0)
            return 0;
        int end = run + 1 < _viewStarts.Length ? _viewStarts[run + 1] : Text.Length;
        return Math.Min(_viewStarts[run] + (documentOffset - _documentStarts[run]), end);
    }

    /// <summary>The part of the view that shows <paramref name="documentSpan"/>; its offsets lead back to the same document.</summary>
    public TextView Slice(TextSpan documentSpan)
    {
        int start = FromDocument(documentSpan.Start), end = FromDocument(documentSpan.End);
        if (start >= end)
            return new TextView("", [], []);
        if (start == 0 && end == Text.Length)
            return this;
        int first = LastAtOrBefore(_viewStarts, start), last = LastAtOrBefore(_viewStarts, end - 1);
        int[] views = new int[last - first + 1], documents = new int[last - first + 1];
        for (int i = first; i <= last; i++)
        {
            int into = Math.Max(start - _viewStarts[i], 0);
            views[i - first] = _viewStarts[i] + into - start;
            documents[i - first] = _documentStarts[i] + into;
        }

        return new TextView(Text[start..end], views, documents);
    }

    /// <summary>What of the document's <paramref name="documentSpan"/> the view shows: the text of a mention without the breaks and marks inside it.</summary>
    public string Of(TextSpan documentSpan) => SpanOf(documentSpan).ToString();

    /// <inheritdoc cref="Of"/>
    internal ReadOnlySpan<char> SpanOf(TextSpan documentSpan)
    {
        int start = FromDocument(documentSpan.Start), end = FromDocument(documentSpan.End);
        return start >= end ? [] : Text.AsSpan(start, end - start);
    }

    /// <summary>This view without the given stretches of the document, which are in order and do not overlap.</summary>
    internal TextView Without(IReadOnlyList<TextSpan> documentSpans)
    {
        if (documentSpans.Count == 0)
            return this;
        var maker = new Maker(Text.Length, _viewStarts.Length + documentSpans.Count + 1);
        int position = 0;
        for (int i = 0; i < documentSpans.Count; i++)
        {
            Keep(position, FromDocument(documentSpans[i].Start), ref maker);
            position = Math.Max(position, FromDocument(documentSpans[i].End));
        }

        Keep(position, Text.Length, ref maker);
        return maker.View();

        void Keep(int start, int end, ref Maker kept)
        {
            while (start < end)
            {
                int run = LastAtOrBefore(_viewStarts, start);
                int runEnd = Math.Min(run + 1 < _viewStarts.Length ? _viewStarts[run + 1] : Text.Length, end);
                kept.Add(Text.AsSpan(start, runEnd - start), CharacterToDocument(start));
                start = runEnd;
            }
        }
    }

    private int CharacterToDocument(int offset)
    {
        int run = LastAtOrBefore(_viewStarts, offset);
        return _documentStarts[run] + (offset - _viewStarts[run]);
    }

    private static int LastAtOrBefore(int[] starts, int offset)
    {
        int found = Array.BinarySearch(starts, offset);
        return found >= 0 ? found : ~found - 1;
    }

    /// <summary>Collects what to leave out, in any order, and makes the view.</summary>
    internal sealed class Builder
    {
        private readonly List<(int Start, int End, bool Separates)> _hidden = [];

        /// <summary>Leaves out nothing after all.</summary>
        public void Clear() => _hidden.Clear();

        /// <summary>Leaves out [start, end). One that <paramref name="separates"/> words leaves a space behind.</summary>
        public void Hide(int start, int end, bool separates = false)
        {
            if (end > start)
                _hidden.Add((start, end, separates));
        }

        public TextView Build(string text)
        {
            if (_hidden.Count == 0)
                return Whole(text);
            _hidden.Sort();
            var maker = new Maker(text.Length, 2 * _hidden.Count + 1);
            int position = 0;
            foreach ((int start, int end, bool separates) in _hidden)
            {
                if (end <= position)
                    continue;
                Keep(position, start, ref maker);
                if (separates && maker.Last is not (' ' or '\n'))
                    maker.Add(" ", Math.Max(start, position));
                position = end;
            }

            Keep(position, text.Length, ref maker);
            return maker.View();

            void Keep(int start, int end, ref Maker kept)
            {
                if (end > start)
                    kept.Add(text.AsSpan(start, end - start), start);
            }
        }
    }

    /// <summary>Makes a view run by run, in memory that is given back.</summary>
    private ref struct Maker(int mostCharacters, int mostRuns)
    {
        private readonly char[] _text = ArrayPool<char>.Shared.Rent(mostCharacters);
        private readonly int[] _viewStarts = ArrayPool<int>.Shared.Rent(mostRuns);
        private readonly int[] _documentStarts = ArrayPool<int>.Shared.Rent(mostRuns);
        private int _length;
        private int _runs;

        /// <summary>The last character so far; a line break where there is none.</summary>
        public readonly char Last => _length == 0 ? '\n' : _text[_length - 1];

        /// <summary>Adds the next run.</summary>
        public void Add(ReadOnlySpan<char> run, int documentStart)
        {
            run.CopyTo(_text.AsSpan(_length));
            (_viewStarts[_runs], _documentStarts[_runs]) = (_length, documentStart);
            _length += run.Length;
            _runs++;
        }

        /// <summary>The view of the runs; nothing may be added any more.</summary>
        public readonly TextView View()
        {
            var view = new TextView(new string(_text, 0, _length), _viewStarts[.._runs], _documentStarts[.._runs]);
            ArrayPool<char>.Shared.Return(_text);
            ArrayPool<int>.Shared.Return(_viewStarts);
            ArrayPool<int>.Shared.Return(_documentStarts);
            return view;
        }
    }
}
