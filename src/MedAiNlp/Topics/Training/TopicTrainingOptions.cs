namespace MedAiNlp;

/// <summary>How a topic model is trained. The defaults suit a few hundred texts as well as a few thousand.</summary>
public sealed record TopicTrainingOptions
{
    /// <summary>The largest <see cref="LongestNgram"/>.</summary>
    public const int MostLongestNgram = 8;

    /// <summary>The name of the model, as its package will say.</summary>
    public string Name { get; init; } = "topics";

    /// <summary>The version of the model, as its package will say.</summary>
    public string Version { get; init; } = "1.0.0";

    /// <summary>The versions of MedAiNlp that may load the model, such as <c>&gt;=0.1.0 &lt;0.2.0</c>; <see langword="null"/> for any.</summary>
    public string? Library { get; init; }

    /// <summary>The licence of the weights, as the package will say; <see langword="null"/> where nothing is to be said.</summary>
    public string? License { get; init; }

    /// <summary>The labels in the order of the package; <see langword="null"/> for those of the texts in alphabetical order.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>The size of the hash space of n-grams, a power of two.</summary>
    public int Buckets { get; init; } = 1 << 21;

    /// <summary>
    /// The longest n-gram, in characters, from 1 to <see cref="MostLongestNgram"/>. Longer ones fit the texts closer and cost time; two were as
    /// good as three and better than four and six in cross-validation of the default model’s texts.
    /// </summary>
    public int LongestNgram { get; init; } = 2;

    /// <summary>At most so many n-grams keep a weight.</summary>
    public int MostNgrams { get; init; } = 150_000;

    /// <summary>An n-gram counts when at least so many texts hold it.</summary>
    public int FewestTexts { get; init; } = 2;

    /// <summary>What an error costs against the size of the weights (C of a support vector machine): more fits the texts closer.</summary>
    public double Cost { get; init; } = 30;

    /// <summary>Texts with a rare label count up to so many times as much.</summary>
    public double MostBalance { get; init; } = 3;

    /// <summary>How many times as much an n-gram counts that the title holds.</summary>
    public float TitleWeight { get; init; } = 1.5f;

    /// <summary>The labels for which the build of a text speaks (<see cref="TextQuality"/>); the others are judged by its words alone.</summary>
    public IReadOnlyList<string> LabelsOfBuild { get; init; } = [Topics.Spam];

    /// <summary>Into how many parts cross-validation splits the texts, at least 2.</summary>
    public int Folds { get; init; } = 5;

    /// <summary>How many threads may work.</summary>
    public int Threads { get; init; } = Environment.ProcessorCount;
}
