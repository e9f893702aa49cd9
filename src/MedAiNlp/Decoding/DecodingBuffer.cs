namespace MedAiNlp;

/// <summary>
/// Takes the logits of a text piece by piece and decodes them in sections, so that memory does not grow with the text beyond
/// its results. A section ends where the model is surest that no name runs on, so that cutting there changes no answer.
/// A reusable buffer; one thread at a time.
/// </summary>
internal sealed class DecodingBuffer(LinearChain chain, int labels)
{
    private const int SectionLength = 8192;
    private const int CutRange = 1024;

    private float[] _logits = [];
    private float[] _outside = [];
    private int _count;
    private int _start;

    /// <summary>The spans of what was decoded, in order.</summary>
    public List<LabelledSpan> Spans { get; } = [];

    /// <summary>Begins with a text.</summary>
    /// <param name="outside">Receives for each character the probability that it belongs to no span; at least as long as the text.</param>
    public void Begin(float[] outside)
    {
        Spans.Clear();
        (_outside, _count, _start) = (outside, 0, 0);
    }

    public void Add(ReadOnlySpan<float> logits)
    {
        var needed = (_count * labels) + logits.Length;
        if (_logits.Length < needed)
            Array.Resize(ref _logits, Math.Max(needed, Math.Max(labels * 1024, _logits.Length * 2)));
        logits.CopyTo(_logits.AsSpan(_count * labels));
        _count += logits.Length / labels;
        while (_count >= SectionLength + CutRange)
            Decode(SurestCut());
    }

    /// <summary>Decodes the rest. Nothing may be added before the next text.</summary>
    public void Finish()
    {
        Decode(_count);
        _outside = [];
    }

    private int SurestCut()
    {
        var (cut, surest) = (SectionLength, float.NegativeInfinity);
        for (var at = SectionLength - CutRange; at < SectionLength; at++)
        {
            // The cut lies between two characters; both have to be outside.
            var margin = Math.Min(chain.OutsideMargin(Row(at - 1)), chain.OutsideMargin(Row(at)));
            if (margin > surest)
                (cut, surest) = (at, margin);
        }
        return cut;
    }

    private void Decode(int count)
    {
        using var timer = StepTimer.Start(Steps.Decode);
        var first = Spans.Count;
        chain.Decode(_logits.AsSpan(0, count * labels), Spans, _outside.AsSpan(_start, count));
        for (var i = first; i < Spans.Count; i++)
            Spans[i] = Spans[i] with { Start = Spans[i].Start + _start, End = Spans[i].End + _start };
        _logits.AsSpan(count * labels, (_count - count) * labels).CopyTo(_logits);
        _count -= count;
        _start += count;
    }

    private ReadOnlySpan<float> Row(int at) => _logits.AsSpan(at * labels, labels);
}
