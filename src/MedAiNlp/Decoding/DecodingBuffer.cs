using System.Buffers;

namespace MedAiNlp;

/// <summary>
/// Takes the logits of a text piece by piece and decodes them in sections, so that memory does not grow with the text beyond
/// its results. A section ends where the model is surest that no name runs on, so that cutting there changes no answer.
/// </summary>
internal sealed class DecodingBuffer(LinearChain chain, int labels, List<LabelledSpan> spans, float[] outside)
{
    private const int SectionLength = 8192;
    private const int CutRange = 1024;

    private float[] _logits = ArrayPool<float>.Shared.Rent(labels * 1024);
    private int _count;
    private int _start;

    public void Add(ReadOnlySpan<float> logits)
    {
        var needed = (_count * labels) + logits.Length;
        if (_logits.Length < needed)
            Grow(needed);
        logits.CopyTo(_logits.AsSpan(_count * labels));
        _count += logits.Length / labels;
        while (_count >= SectionLength + CutRange)
            Decode(SurestCut());
    }

    /// <summary>Decodes the rest. Nothing may be added any more.</summary>
    public void Finish()
    {
        Decode(_count);
        ArrayPool<float>.Shared.Return(_logits);
        _logits = [];
    }

    private void Grow(int needed)
    {
        var grown = ArrayPool<float>.Shared.Rent(Math.Max(needed, _logits.Length * 2));
        _logits.AsSpan(0, _count * labels).CopyTo(grown);
        ArrayPool<float>.Shared.Return(_logits);
        _logits = grown;
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
        var first = spans.Count;
        chain.Decode(_logits.AsSpan(0, count * labels), spans, outside.AsSpan(_start, count));
        for (var i = first; i < spans.Count; i++)
            spans[i] = spans[i] with { Start = spans[i].Start + _start, End = spans[i].End + _start };
        _logits.AsSpan(count * labels, (_count - count) * labels).CopyTo(_logits);
        _count -= count;
        _start += count;
    }

    private ReadOnlySpan<float> Row(int at) => _logits.AsSpan(at * labels, labels);
}
