using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedAiNlp;

/// <summary>What <c>model.json</c> of a model package says. Read by <see cref="ModelPackage.Load"/>, which also checks it.</summary>
/// <remarks>What a file leaves out has the default named here: the generated reader sets such a property to null, so the getters give it.</remarks>
public sealed record ModelManifest
{
    /// <summary>The version of the format; this library reads 1.</summary>
    public required int Schema { get; init; }

    /// <summary>The name of the model.</summary>
    public required string Name { get; init; }

    /// <summary>The version of the model, SemVer.</summary>
    public required string Version { get; init; }

    /// <summary>The versions of MedAiNlp that the model was measured with, such as <c>&gt;=0.1.0 &lt;0.2.0</c>; any where left out.</summary>
    public string? Library { get; init; }

    /// <summary><c>token-classification</c> or <c>text-classification</c>.</summary>
    public required string Task { get; init; }

    /// <summary>The languages that the model reads, as BCP 47 tags.</summary>
    public IReadOnlyList<string> Language { get => field ?? []; init; }

    /// <summary>The licence of the weights.</summary>
    public string? License { get; init; }

    /// <summary>The file with the network, inside the package.</summary>
    public required string Model { get; init; }

    /// <summary>The files of the package with their <c>sha256:</c> hashes in hexadecimal.</summary>
    public IReadOnlyDictionary<string, string> Files { get => field ?? new Dictionary<string, string>(); init; }

    /// <summary>How text becomes numbers.</summary>
    public required ModelFeatures Features { get; init; }

    /// <summary>The names of the outputs, in order of their columns.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>How logits become labels.</summary>
    public ModelDecoder? Decoder { get; init; }

    /// <summary>Other names for the types or topics that a model gives out, such as ORG → COMPANY. <see cref="Labels"/> and <see cref="Thresholds"/> keep the model's own.</summary>
    public IReadOnlyDictionary<string, string> LabelMap { get => field ?? new Dictionary<string, string>(); init; }

    /// <summary>How scores become probabilities.</summary>
    public ModelCalibration Calibration { get => field ?? new ModelCalibration(); init; }

    /// <summary>From which score on a label is assigned; text classification only.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get => field ?? new Dictionary<string, double>(); init; }

    /// <summary>What was measured of the model, as its card explains.</summary>
    public IReadOnlyDictionary<string, JsonElement> Metrics { get => field ?? new Dictionary<string, JsonElement>(); init; }

    /// <summary>Texts with the answers that the model gave when it was packed; <c>medainlp model verify</c> asks them again.</summary>
    public IReadOnlyList<ModelGolden> Goldens { get => field ?? []; init; }
}

/// <summary>How text becomes the numbers that a model reads.</summary>
public sealed record ModelFeatures
{
    /// <summary>The kind: <c>char-bigram-lexicon</c>, <c>char-ngram-hash</c>, or <c>wordpiece</c> for a Hugging Face export.</summary>
    public required string Type { get; init; }

    /// <summary>The file that lists the characters.</summary>
    public string? Vocabulary { get; init; }

    /// <summary>How many buckets the hashed pairs of characters fall into.</summary>
    public int BigramBuckets { get; init; }

    /// <summary>The file with the word lists.</summary>
    public string? Lexicon { get; init; }

    /// <summary>What is evened out before: see <see cref="FoldKinds"/>.</summary>
    public IReadOnlyList<string> Fold { get => field ?? []; init; }

    /// <summary>The longest window that the model reads at once, in UTF-16 code units; of a <c>wordpiece</c> model in tokens, the special ones counted.</summary>
    public int MaxLength { get; init; }

    /// <summary>How far a window lies from the next; what both see is decided by the one whose edge is farther.</summary>
    public int Stride { get; init; }

    /// <summary>The shortest n-gram; <c>char-ngram-hash</c> only.</summary>
    public int MinNgram { get; init; }

    /// <summary>The longest n-gram; <c>char-ngram-hash</c> only.</summary>
    public int MaxNgram { get; init; }

    /// <summary>How many buckets the hashed n-grams fall into; <c>char-ngram-hash</c> only.</summary>
    public int Buckets { get; init; }
}

/// <summary>How the logits of a token classifier become labels.</summary>
public sealed record ModelDecoder
{
    /// <summary>
    /// <c>crf</c> or <c>viterbi</c>: the best legal sequence; scores are marginal probabilities. Of a <c>wordpiece</c> model also
    /// <c>none</c>, <c>simple</c>, <c>first</c>, <c>average</c>, <c>max</c> for tokens, and <c>softmax</c> or <c>sigmoid</c> for texts.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>The label scheme, for people: it is read from the labels.</summary>
    public string? Scheme { get; init; }

    /// <summary>The file with learned scores of transitions; without it all legal transitions are equal.</summary>
    public string? Transitions { get; init; }

    /// <summary>Rules about names that hold whatever the context, applied after decoding: <c>zh-health</c>; none where left out.</summary>
    public IReadOnlyList<string> Rules { get => field ?? []; init; }
}

/// <summary>How scores become probabilities: <c>p' = sigmoid(logit(p) / temperature)</c> (Guo et al. 2017, temperature scaling).</summary>
/// <param name="Temperature">Above 1 makes the model less sure of itself, below 1 surer.</param>
public sealed record ModelCalibration(double Temperature = 1)
{
    // Nearer to 0 or 1 than this a network's float32 arithmetic is noise, and the fit of a temperature told no more apart.
    private const double Surest = 1e-6;

    /// <summary>The calibrated form of a probability.</summary>
    /// <param name="probability">0 to 1. With a temperature other than 1, what is nearer to either end than a millionth counts as a millionth.</param>
    /// <returns>0 to 1, in the same order as the input.</returns>
    public double Apply(double probability)
    {
        if (Temperature == 1)
            return probability;
        var p = Math.Clamp(probability, Surest, 1 - Surest);
        var logit = Math.Log(p / (1 - p));
        return 1 / (1 + Math.Exp(-logit / Temperature));
    }
}

/// <summary>A text and what a model answered to it.</summary>
public sealed record ModelGolden
{
    /// <summary>The text.</summary>
    public required string Text { get; init; }

    /// <summary>The entities found in it; token classification only.</summary>
    public IReadOnlyList<GoldenEntity>? Entities { get; init; }

    /// <summary>The score of each label; text classification only.</summary>
    public IReadOnlyDictionary<string, double>? Topics { get; init; }
}

/// <summary>An entity as a model found it.</summary>
/// <param name="Type">The type.</param>
/// <param name="Start">Offset of its first UTF-16 code unit.</param>
/// <param name="End">Offset just after its last.</param>
/// <param name="Score">0 to 1.</param>
public sealed record GoldenEntity(string Type, int Start, int End, double Score);

/// <summary>The learned scores of a linear-chain model, as <c>transitions.json</c> holds them.</summary>
internal sealed record TransitionScores
{
    /// <summary>For each label: the score of beginning with it.</summary>
    public required double[] Start { get; init; }

    /// <summary>For each label: the score of ending with it.</summary>
    public required double[] End { get; init; }

    /// <summary>Row from, column to.</summary>
    public required double[][] Transitions { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowTrailingCommas = true, ReadCommentHandling = JsonCommentHandling.Skip, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ModelManifest))]
[JsonSerializable(typeof(List<ModelGolden>))]
[JsonSerializable(typeof(TransitionScores))]
internal sealed partial class ModelJsonContext : JsonSerializerContext;
