using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MedAiNlp;

/// <summary>Writes a fitted topic model as a model package.</summary>
internal static class TopicPackageWriter
{
    private const string Network = "model.onnx", Vocabulary = "ngrams.bin";

    /// <summary>Writes the package; <c>model.json</c> comes last, so that a folder with one is whole.</summary>
    public static void Write(string directory, LinearTopicModel model, string[] labels, TopicWeighing[] weighings, double[] thresholds, TopicTrainingReport report, TopicTrainingOptions options)
    {
        Directory.CreateDirectory(directory);
        string manifestPath = Path.Combine(directory, ModelPackage.ManifestFile);
        File.Delete(manifestPath);
        var scoring = new TopicScoring
        {
            TitleWeight = options.TitleWeight,
            Signals = QualitySignals.Names,
            Combination = labels.Zip(weighings).ToDictionary(pair => pair.First, pair => pair.Second.Combination),
        };
        float[] build = [.. Enumerable.Range(0, QualitySignals.Features).SelectMany(i => weighings.Select(weighing => weighing.InNetwork(i)))];
        var files = new Dictionary<string, string>
        {
            [Network] = WriteFile(directory, Network, OnnxWriter.TopicNetwork(model.Weights, build, model.Bias, labels.Length)),
            [Vocabulary] = WriteFile(directory, Vocabulary, model.Vocabulary.ToBytes()),
            [TopicScoring.File] = WriteFile(directory, TopicScoring.File, JsonSerializer.SerializeToUtf8Bytes(scoring, TopicScoringContext.Default.TopicScoring)),
        };
        var manifest = new ModelManifest
        {
            Schema = ModelPackage.Schema,
            Name = options.Name,
            Version = options.Version,
            Library = options.Library,
            Task = TopicClassifier.Task,
            Language = ["zh-Hans", "zh-Hant"],
            License = options.License,
            Model = Network,
            Files = files,
            Features = new ModelFeatures
            {
                Type = TopicClassifier.FeatureType,
                Vocabulary = Vocabulary,
                Fold = ["width", "case", "traditional", "punctuation"],
                MinNgram = 1,
                MaxNgram = model.Vocabulary.LongestNgram,
                Buckets = options.Buckets,
            },
            Labels = labels,
            Thresholds = labels.Zip(thresholds).ToDictionary(pair => pair.First, pair => pair.Second),
            Metrics = Metrics(report),
        };
        var context = new ModelJsonContext(new JsonSerializerOptions(ModelJsonContext.Default.Options)
        {
            WriteIndented = true,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        File.WriteAllBytes(manifestPath, JsonSerializer.SerializeToUtf8Bytes(manifest, context.ModelManifest));
    }

    private static string WriteFile(string directory, string name, byte[] bytes)
    {
        File.WriteAllBytes(Path.Combine(directory, name), bytes);
        return "sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes));
    }

    private static Dictionary<string, JsonElement> Metrics(TopicTrainingReport report)
    {
        var metrics = new Dictionary<string, JsonElement>
        {
            ["crossValidationMacroF1"] = Number(report.MacroF1),
            ["crossValidationExactMatch"] = Number(report.ExactMatch),
        };
        foreach (var result in report.Labels)
        {
            metrics[$"crossValidationF1 {result.Label}"] = Number(result.F1);
            metrics[$"calibrationError {result.Label}"] = Number(result.CalibrationError);
        }

        return metrics;

        static JsonElement Number(double value) => JsonDocument.Parse(value.ToString("0.0000")).RootElement;
    }
}
