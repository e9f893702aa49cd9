namespace MedAiNlp;

/// <summary>How the scores of tokens become entities, after the pipeline of the transformers library.</summary>
internal enum AggregationStrategy
{
    /// <summary>Every token by itself.</summary>
    None,

    /// <summary>Tokens whose labels go on with one another.</summary>
    Simple,

    /// <summary>As simple, over words; a word has the scores of its first piece.</summary>
    First,

    /// <summary>As simple, over words; a word has the mean of its pieces' scores.</summary>
    Average,

    /// <summary>As simple, over words; a word has the scores of its surest piece.</summary>
    Max,
}

/// <summary>
/// Turns the logits of tokens into spans as <c>TokenClassificationPipeline</c> of transformers does with its
/// <c>aggregation_strategy</c>: the best label of each token or word, one after another, no label looked at twice. For BIO and IO
/// the answers are the same; BIOES and BILOU, whose ends transformers takes for types of their own, are joined here. One text's;
/// not thread-safe.
/// </summary>
internal sealed class TokenAggregation(AggregationStrategy strategy, LabelScheme scheme, IReadOnlyList<string> labels, List<LabelledSpan> spans, float[] outside)
{
    private readonly double[] _scores = new double[labels.Count];
    private readonly double[] _word = new double[labels.Count];
    private int _pieces;
    private int _wordStart, _wordEnd;

    private int _last = -1;
    private int _groupStart, _groupEnd, _groupSize;
    private double _groupScore;

    /// <param name="logits">One number a label.</param>
    /// <param name="start">Where the token begins in the text.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="continues">Whether it goes on with the word of the token before.</param>
    public void Add(ReadOnlySpan<float> logits, int start, int end, bool continues)
    {
        Softmax(logits);
        outside.AsSpan(start, end - start).Fill((float)_scores[scheme.Outside]);
        if (strategy is AggregationStrategy.None or AggregationStrategy.Simple)
        {
            AddUnit(_scores, start, end);
            return;
        }
        if (_pieces > 0 && !continues)
            FinishWord();
        AddPiece(start, end);
    }

    public void Finish()
    {
        if (_pieces > 0)
            FinishWord();
        FinishGroup();
    }

    private void AddPiece(int start, int end)
    {
        if (_pieces++ == 0)
        {
            (_wordStart, _wordEnd) = (start, end);
            _scores.CopyTo(_word, 0);
            return;
        }
        _wordEnd = end;
        if (strategy == AggregationStrategy.Max && _scores.Max() > _word.Max())
            _scores.CopyTo(_word, 0);
        for (var i = 0; strategy == AggregationStrategy.Average && i < _word.Length; i++)
            _word[i] += _scores[i];
    }

    private void FinishWord()
    {
        for (var i = 0; strategy == AggregationStrategy.Average && i < _word.Length; i++)
            _word[i] /= _pieces;
        _pieces = 0;
        AddUnit(_word, _wordStart, _wordEnd);
    }

    private void AddUnit(double[] scores, int start, int end)
    {
        var best = scores.IndexOf(scores.Max());
        if (strategy == AggregationStrategy.None)
        {
            if (scheme.TypeOf(best).Length > 0)
                AddSpan(start, end, labels[best], scores[best]);
            return;
        }
        if (_last < 0 || !GoesOn(best))
        {
            FinishGroup();
            (_groupStart, _groupSize, _groupScore) = (start, 0, 0);
        }
        (_last, _groupEnd, _groupSize, _groupScore) = (best, end, _groupSize + 1, _groupScore + scores[best]);
    }

    // Unlike in a legal sequence, an I may begin a span here.
    private bool GoesOn(int label) => scheme.TypeOf(_last) == scheme.TypeOf(label) && !scheme.Opens(label) && !scheme.Closes(_last);

    private void FinishGroup()
    {
        if (_last >= 0 && scheme.TypeOf(_last).Length > 0)
            AddSpan(_groupStart, _groupEnd, scheme.TypeOf(_last), _groupScore / _groupSize);
        _last = -1;
    }

    // Two pieces can come from one character; no character belongs to two entities.
    private void AddSpan(int start, int end, string type, double score)
    {
        if (spans.Count > 0)
            start = Math.Max(start, spans[^1].End);
        if (start < end)
            spans.Add(new LabelledSpan(start, end, type, Math.Min(1, score)));
    }

    private void Softmax(ReadOnlySpan<float> logits)
    {
        var most = double.NegativeInfinity;
        foreach (var logit in logits)
            most = Math.Max(most, logit);
        var sum = 0.0;
        for (var i = 0; i < logits.Length; i++)
            sum += _scores[i] = Math.Exp(logits[i] - most);
        for (var i = 0; i < logits.Length; i++)
            _scores[i] /= sum;
    }
}
