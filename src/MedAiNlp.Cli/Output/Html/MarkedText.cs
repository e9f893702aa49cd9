namespace MedAiNlp.Cli.Output.Html;

/// <summary>
/// Writes a text with elements around any stretches of it. Stretches may nest, overlap and coincide: elements nest by layer, and
/// one that sticks out of another is written in pieces. The text content of what is written is the text.
/// </summary>
internal static class MarkedText
{
    /// <summary>Writes the part of <paramref name="text"/>; marks outside it are left out, marks across its edge are cut.</summary>
    public static void Write(TextWriter output, string text, TextSpan part, IEnumerable<TextMark> marks)
    {
        // Sorted as they nest; the sort is stable, so that equal ones stay in the order given.
        var waiting = new Queue<Opening>(marks.Select(m => Inside(text, part, m)).OfType<Opening>().OrderBy(o => o.Start).ThenBy(o => o.Mark.Layer).ThenByDescending(o => o.End));
        var open = new List<Opening>();
        var position = part.Start;
        while (true)
        {
            var next = open.Count > 0 ? open.Min(o => o.End) : part.End;
            if (waiting.TryPeek(out var first))
                next = Math.Min(next, first.Start);
            HtmlText.Write(output, text.AsSpan(position, next - position));
            position = next;
            Change(output, open, position, waiting);
            if (position == part.End && open.Count == 0 && waiting.Count == 0)
                return;
        }
    }

    // From the elements that are open to those that are to be: what both begin with stays open, so that no piece is empty.
    private static void Change(TextWriter output, List<Opening> open, int position, Queue<Opening> waiting)
    {
        var wanted = open.Where(o => o.End > position).ToList();
        var points = new List<Opening>();
        while (waiting.TryPeek(out var first) && first.Start == position)
            (first.End > position ? wanted : points).Add(waiting.Dequeue());
        wanted = [.. wanted.OrderBy(o => o.Mark.Layer).ThenBy(o => o.Start).ThenByDescending(o => o.End)];
        var same = open.Zip(wanted).TakeWhile(p => ReferenceEquals(p.First, p.Second)).Count();
        for (var i = open.Count - 1; i >= same; i--)
            output.Write($"</{open[i].Mark.Element}>");
        foreach (var point in points)
        {
            point.WriteStart(output);
            output.Write($"</{point.Mark.Element}>");
        }
        foreach (var opening in wanted.Skip(same))
            opening.WriteStart(output);
        open.Clear();
        open.AddRange(wanted);
    }

    // A surrogate pair is one character in a page: a mark that would cut it takes all of it.
    private static Opening? Inside(string text, TextSpan part, TextMark mark)
    {
        var start = Math.Max(mark.Span.Start, part.Start);
        var end = Math.Min(mark.Span.End, part.End);
        if (start > end || (start == end && mark.Span.Length > 0))
            return null;
        if (start > part.Start && start < part.End && char.IsSurrogatePair(text[start - 1], text[start]))
            start--;
        if (mark.Span.Length == 0)
            end = start;
        else if (end > part.Start && end < part.End && char.IsSurrogatePair(text[end - 1], text[end]))
            end++;
        return new Opening(mark, start, end);
    }

    /// <summary>A mark on its way through the text.</summary>
    private sealed class Opening(TextMark mark, int start, int end)
    {
        private bool _written;

        public TextMark Mark => mark;

        public int Start => start;

        public int End => end;

        public void WriteStart(TextWriter output)
        {
            output.Write(_written ? $"<{mark.Element} class=\"{mark.Class} more\">" : $"<{mark.Element} class=\"{mark.Class}\"{(mark.Attributes.Length > 0 ? " " : "")}{mark.Attributes}>");
            _written = true;
        }
    }
}
