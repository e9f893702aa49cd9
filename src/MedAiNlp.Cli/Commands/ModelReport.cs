using System.Diagnostics;

namespace MedAiNlp.Cli.Commands;

/// <summary>What is to be said of a model folder, name by name: what it describes, and what it does when it is run.</summary>
internal static class ModelReport
{
    /// <summary>Text of our own with every kind of character, for the trial run.</summary>
    private const string Trial = "2月18日，云岭市第一人民医院与澄影医疗科技有限公司合作，用ＡＩ辅助阅片，準確率達96%。😀\n院长林若川说，1500多家机构已接入远程会诊平台。";

    public static List<(string Name, string Value)> Describe(ModelPackage package)
    {
        var manifest = package.Manifest;
        var network = package.Network;
        var rows = new List<(string, string)>
        {
            ("folder", package.Directory),
            ("model", $"{manifest.Name} {manifest.Version}{(package.IsExport ? ", a Hugging Face export" : "")}"),
            ("task", manifest.Task),
            ("language", manifest.Language.Count > 0 ? string.Join(", ", manifest.Language) : "not stated"),
            ("licence", manifest.License ?? "not stated"),
            ("labels", string.Join(", ", manifest.Labels)),
            ("features", manifest.Features.Fold.Count > 0 ? $"{manifest.Features.Type}, fold {string.Join(", ", manifest.Features.Fold)}" : manifest.Features.Type),
            ("file", $"{manifest.Model}, opset {string.Join(", ", network.Opsets.Select(o => $"{(o.Key.Length == 0 ? "ai.onnx" : o.Key)} {o.Value}"))}, format {network.IrVersion}{(network.Producer.Length > 0 ? $", by {network.Producer}" : "")}"),
            ("size", $"{package.AllFiles.Sum(f => new FileInfo(package.PathOf(f)).Length) / 1e6:0.0} MB in {package.AllFiles.Count} files"),
        };
        if (manifest.LabelMap.Count > 0)
            rows.Add(("renamed", string.Join(", ", manifest.LabelMap.Select(m => $"{m.Key} → {m.Value}"))));
        foreach (var (name, value) in manifest.Metrics)
            rows.Add(("metric", $"{name} {value.GetRawText()}"));
        rows.Add(("files", manifest.Files.Count > 0 ? $"{manifest.Files.Count} hashes right" : "no hashes given"));
        return rows;
    }

    /// <exception cref="ModelPackageException">The model cannot be run, or answers otherwise than when it was packed.</exception>
    public static List<(string Name, string Value)> Run(ModelPackage package, InferenceOptions inference)
    {
        var rows = new List<(string, string)>();
        var clock = Stopwatch.StartNew();
        switch (package.Manifest.Task)
        {
            case ModelTasks.Tokens:
                using (var model = EntityModel.Load(package, inference))
                {
                    rows.AddRange(model.Describe());
                    rows.Add(("loaded", $"in {clock.ElapsedMilliseconds} ms on {inference.Provider}"));
                    rows.Add(("trial", OneLine(string.Join("  ", model.Recognize(Trial).Select(e => $"{e.Type} {e.Text} {e.Score:0.00}")))));
                    rows.Add(("goldens", Replay(package, text => PackageAnswers.Ask((IEntityRecognizer)model, text))));
                    rows.Add(("speed", Speed(text => model.Recognize(text))));
                }
                break;
            case ModelTasks.Texts:
                using (var model = TopicModel.Load(package, inference))
                {
                    rows.AddRange(model.Describe());
                    rows.Add(("loaded", $"in {clock.ElapsedMilliseconds} ms on {inference.Provider}"));
                    rows.Add(("trial", string.Join("  ", model.Classify(Trial).Select(t => $"{t.Label} {t.Score:0.00}"))));
                    rows.Add(("goldens", Replay(package, text => PackageAnswers.Ask((ITopicClassifier)model, text))));
                    rows.Add(("speed", Speed(text => model.Classify(text))));
                }
                break;
            default:
                throw new MedAiException("MED112", $"{package.Directory} is a model for {package.Manifest.Task}; this version runs token-classification and text-classification.");
        }
        rows.Add(("verdict", "works"));
        return rows;
    }

    private static string Replay(ModelPackage package, Func<string, ModelGolden> ask)
    {
        var goldens = package.Manifest.Goldens;
        if (goldens.Count == 0)
            return "none kept; 'medainlp model pack' writes some";
        var differences = goldens.Select(g => (g.Text, Difference: PackageAnswers.Difference(g, ask(g.Text)))).Where(d => d.Difference is not null).ToList();
        if (differences.Count > 0)
            throw new MedAiException("MED126", $"{package.Directory} answers {differences.Count} of {goldens.Count} texts otherwise than when it was packed: to '{OneLine(differences[0].Text)}' {OneLine(differences[0].Difference!)}; fetch the package again, or run 'medainlp model pack' if the change is meant.");
        return $"{goldens.Count} of {goldens.Count} texts answered as when the model was packed";
    }

    private static string Speed(Action<string> run)
    {
        var text = string.Concat(Enumerable.Repeat(Trial, 1 + (2000 / Trial.Length)));
        run(text);
        var best = Enumerable.Range(0, 5).Min(_ =>
        {
            var clock = Stopwatch.StartNew();
            run(text);
            return clock.Elapsed.TotalMilliseconds;
        });
        return $"{1000 * best / text.Length:0.00} ms per 1,000 characters (best of five)";
    }

    private static string OneLine(string text) => string.Concat(text.Where(c => !char.IsControl(c)));
}
