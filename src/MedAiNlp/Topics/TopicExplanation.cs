namespace MedAiNlp;

/// <summary>
/// Why a topic was assigned or not. The log-odds are the sum of the bias, the sentences and the signals, exactly:
/// the model is linear. Immutable; safe to share between threads.
/// </summary>
public sealed record TopicExplanation
{
    /// <summary>So many n-grams are listed at most.</summary>
    public const int MostNgrams = 40;

    /// <summary>The topic.</summary>
    public required string Label { get; init; }

    /// <summary>The calibrated log-odds of the topic; its probability is 1 / (1 + e^-logit).</summary>
    public required double Logit { get; init; }

    /// <summary>What stands before anything is read.</summary>
    public required double Bias { get; init; }

    /// <summary>Every sentence with what it added, strongest first.</summary>
    public required IReadOnlyList<TopicEvidence> Sentences { get; init; }

    /// <summary>What the build of the text added, by the names of <see cref="TextQuality"/>, strongest first.</summary>
    public required IReadOnlyList<SignalEvidence> Signals { get; init; }

    /// <summary>The strongest n-grams, each occurrence by itself. They are parts of the sentences, not added to them.</summary>
    public required IReadOnlyList<TopicEvidence> Ngrams { get; init; }
}

/// <summary>What one signal of a text's build added to the log-odds of a topic.</summary>
/// <param name="Name">The signal, as <see cref="QualitySignal.Name"/> names it.</param>
/// <param name="Contribution">The signed share; positive speaks for the topic.</param>
public readonly record struct SignalEvidence(string Name, double Contribution);

/// <summary>A stretch of a text and what it is about by itself.</summary>
/// <param name="Span">The place in the text.</param>
/// <param name="Topics">One score for each label of the model.</param>
public readonly record struct TopicSegment(TextSpan Span, IReadOnlyList<TopicScore> Topics);
