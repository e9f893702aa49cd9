namespace MedAiNlp;

/// <summary>What a model said of a text that it had not seen.</summary>
/// <param name="Id">Names the text.</param>
/// <param name="Truth">For each label whether it holds; <see langword="null"/> where that is open.</param>
/// <param name="Whole">For each label the logit of the whole text, by its words.</param>
/// <param name="Peak">For each label the logit of the strongest window, by its words.</param>
/// <param name="Weight">For each label how much the text counts.</param>
/// <param name="IsJoined">Whether the text was joined from others for calibration, and is no evidence of accuracy.</param>
internal sealed record JudgedText(string Id, bool?[] Truth, double[] Whole, double[] Peak, double[] Weight, bool IsJoined)
{
    /// <summary>The features of the text's build, as <see cref="QualitySignals.FillFeatures"/> gives them; none where no label reads them.</summary>
    public float[] Build { get; init; } = [];

    /// <summary>Whether the text was drawn at random, as <see cref="LabelledText.IsDrawn"/> says.</summary>
    public bool IsDrawn { get; init; }

    /// <summary>The part of the texts that the text was held out with.</summary>
    public int Fold { get; init; }

    /// <summary>For each label the calibrated probability, from a calibration that had not seen the text either.</summary>
    public double[] Probability { get; init; } = [];
}
