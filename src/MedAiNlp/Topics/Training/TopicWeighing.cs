namespace MedAiNlp;

/// <summary>How everything that speaks for a topic is added up: the words of the text and of its strongest window, and the text's build.</summary>
/// <param name="Combination">What the words weigh.</param>
/// <param name="Build">What each feature of the build weighs; empty where the label does not read them.</param>
internal sealed record TopicWeighing(LogitCombination Combination, double[] Build)
{
    /// <summary>The calibrated probability of a label.</summary>
    public double Probability(JudgedText text, int label)
    {
        double logit = Combination.Logit(text.Whole[label], text.Peak[label]);
        for (int i = 0; i < Build.Length; i++)
            logit += Build[i] * text.Build[i];
        return LogitCombination.Probability(logit);
    }

    /// <summary>
    /// What feature <paramref name="i"/> weighs in the network, which adds the build to the logit of the text and to that of the
    /// window before <see cref="Combination"/> joins the two.
    /// </summary>
    public float InNetwork(int i) => Build.Length == 0 ? 0 : (float)(Build[i] / (Combination.Whole + Combination.Peak));
}
