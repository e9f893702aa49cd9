using System.Security.Cryptography;
using System.Text.Json;

namespace MedAiNlp;

/// <summary>
/// A folder with a model: <c>model.json</c> and the files that it names, or a Hugging Face export as Optimum writes it
/// (<c>config.json</c>, a tokenizer, <c>model.onnx</c>), which needs no <c>model.json</c> and may have one to refine what it says.
/// Loading reads and checks everything but what the network computes: that the files are there, inside the folder, of bearable
/// size, and are the very ones that were packed; weights outside the network's file too. Immutable and thread-safe.
/// </summary>
public sealed class ModelPackage
{
    /// <summary>The file that describes a package.</summary>
    public const string ManifestFile = "model.json";

    /// <summary>The version of <c>model.json</c> that this library reads.</summary>
    public const int Schema = 1;

    private ModelPackage(string directory, ModelManifest manifest, ModelPackageOptions options, bool isExport)
    {
        Directory = directory;
        Manifest = manifest;
        Options = options;
        IsExport = isExport;
    }

    /// <summary>The full path of the folder.</summary>
    public string Directory { get; }

    /// <summary>What <c>model.json</c> says; for an export what <c>config.json</c> says, refined by <c>model.json</c> where there is one.</summary>
    public ModelManifest Manifest { get; }

    /// <summary>Whether it is a Hugging Face export.</summary>
    public bool IsExport { get; }

    /// <summary>The full path of the file with the network.</summary>
    public string ModelPath => PathOf(Manifest.Model);

    /// <summary>Reads and checks a package or an export.</summary>
    /// <param name="directory">The folder that holds <c>model.json</c> or <c>config.json</c>.</param>
    /// <param name="options">Which network of several, and how large files may be; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackageException">The folder is no package, or a file is missing, outside the folder, too large, or not the one that was packed.</exception>
    public static ModelPackage Load(string directory, ModelPackageOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        options ??= new ModelPackageOptions();
        directory = Path.GetFullPath(directory);
        if (!System.IO.Directory.Exists(directory))
            throw new ModelPackageException("MED101", $"there is no model folder {directory}; give the folder that holds {ManifestFile} or {HuggingFaceFolder.ConfigFile}.");
        var isExport = HuggingFaceFolder.IsOne(directory, options);
        var path = Path.Combine(directory, isExport ? HuggingFaceFolder.ConfigFile : ManifestFile);
        if (!File.Exists(path))
            throw new ModelPackageException("MED102", $"{directory} has no {ManifestFile} and no {HuggingFaceFolder.ConfigFile}; give the folder of a model package or of a Hugging Face export.");

        var manifest = ReadManifest(path, isExport ? HuggingFaceFolder.Describe(directory, options) : PackageFiles.ReadText(directory, ManifestFile, options));
        if (options.Variant is { } variant)
            manifest = manifest with { Model = NetworkFile.OfVariant(directory, variant) };
        var package = new ModelPackage(directory, manifest, options, isExport);
        package.CheckManifest(path);
        package.CheckFiles();
        package.Network = package.ReadNetwork();
        return package;
    }

    /// <summary>How the folder was read.</summary>
    internal ModelPackageOptions Options { get; }

    /// <summary>What the network's file says of itself.</summary>
    internal OnnxFile Network { get; private set; } = null!;

    /// <summary>The files that a package of this model consists of, as paths inside the folder with <c>/</c>; <c>model.json</c> is not among them.</summary>
    internal IReadOnlyList<string> AllFiles =>
    [
        .. new[] { Manifest.Model, Manifest.Features.Vocabulary, Manifest.Features.Lexicon, Manifest.Decoder?.Transitions }.OfType<string>()
            .Concat(Network.ExternalFiles.Select(ExternalFile))
            .Concat(Manifest.Features.Type == TopicClassifier.FeatureType ? [TopicScoring.File] : [])
            .Concat(IsExport ? HuggingFaceFolder.TextFiles.Where(f => File.Exists(PathOf(f))) : [])
            .Concat(Manifest.Files.Keys)
            .Select(f => f.Replace('\\', '/')).Distinct().Order(StringComparer.Ordinal),
    ];

    /// <summary>The folding that the features name.</summary>
    internal CharacterFolding Folding => CharacterFolding.For(Manifest.Features.Fold.Aggregate(FoldKinds.None, (kinds, name) => kinds | CharacterFolding.KindOf(name)));

    /// <summary>The full path of a file of the package.</summary>
    internal string PathOf(string file) => Path.GetFullPath(Path.Combine(Directory, file));

    /// <summary>Reads a file of the package with a reader that throws <see cref="FormatException"/> or <see cref="JsonException"/> at what it does not understand.</summary>
    internal T Read<T>(string file, Func<Stream, T> read)
    {
        var path = PathOf(file);
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16);
            return read(stream);
        }
        catch (Exception e) when (e is FormatException or JsonException or OverflowException)
        {
            throw new ModelPackageException("MED110", $"{path} cannot be read as the package needs it: it {Lower(e.Message)}; build or fetch the package again.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, e);
        }

        static string Lower(string s) => s.Length == 0 ? s : char.ToLowerInvariant(s[0]) + s[1..].TrimEnd('.');
    }

    internal static ModelPackageException Unreadable(string path, Exception e) =>
        new("MED105", $"{path} cannot be opened ({e.Message.TrimEnd('.')}); check that it exists and may be read.", e);

    private static ModelManifest ReadManifest(string path, byte[] bytes)
    {
        try
        {
            CheckSchema(path, bytes);
            return JsonSerializer.Deserialize(bytes, ModelJsonContext.Default.ModelManifest)
                ?? throw new JsonException("holds null");
        }
        catch (JsonException e)
        {
            var at = e.LineNumber is { } line ? $" at line {line + 1}" : "";
            throw new ModelPackageException("MED103", $"{path}{at} is not a model description: {e.Message.Split(" Path:")[0].TrimEnd('.')}; see the format in docs/models.md.", e);
        }
    }

    // Before anything else, so that a package of a later format says so and not that some field is missing.
    private static void CheckSchema(string path, byte[] bytes)
    {
        using var json = JsonDocument.Parse(bytes, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
        if (json.RootElement.ValueKind != JsonValueKind.Object)
            throw new JsonException("expected an object");
        if (!json.RootElement.TryGetProperty("schema", out var schema))
            throw new JsonException("expected the property \"schema\"");
        if (schema.ValueKind != JsonValueKind.Number || !schema.TryGetInt32(out var version) || version != Schema)
            throw new ModelPackageException("MED104", $"{path} has schema {schema.GetRawText()}, this version of MedAiNlp reads {Schema}; update the package MedAiNlp or convert the model.");
    }

    private void CheckManifest(string path)
    {
        CheckLibrary(path);
        if (Manifest.Labels.Count == 0)
            throw Fault(path, "lists no labels");
        if (Manifest.Labels.Count > Options.MaxLabels)
            throw new ModelPackageException("MED125", $"{path} lists {Manifest.Labels.Count} labels, more than the {Options.MaxLabels} that are allowed; raise {nameof(ModelPackageOptions)}.{nameof(ModelPackageOptions.MaxLabels)} if that is right.");
        if (Manifest.Labels.Distinct().Count() != Manifest.Labels.Count)
            throw Fault(path, $"lists the label {Manifest.Labels.GroupBy(l => l).First(g => g.Count() > 1).Key} twice");
        if (!(Manifest.Calibration.Temperature > 0 && double.IsFinite(Manifest.Calibration.Temperature)))
            throw Fault(path, $"has the temperature {Manifest.Calibration.Temperature}, expected a positive number");
        foreach (var (label, threshold) in Manifest.Thresholds)
        {
            if (!Manifest.Labels.Contains(label))
                throw Fault(path, $"has a threshold for {label}, which is none of its labels");
            if (threshold is not (>= 0 and <= 1))
                throw Fault(path, $"has the threshold {threshold} for {label}, expected 0 to 1");
        }
        try
        {
            _ = Folding;
        }
        catch (FormatException e)
        {
            throw Fault(path, $"names an unknown folding: {e.Message.TrimEnd('.')}");
        }
    }

    // First of all, because what a package of another version says may mean something else here.
    private void CheckLibrary(string path)
    {
        if (Manifest.Library is not { } text)
            return;
        LibraryRange range;
        try
        {
            range = LibraryRange.Parse(text);
        }
        catch (FormatException e)
        {
            throw Fault(path, e.Message);
        }
        if (!range.Contains(LibraryRange.Current))
            throw new ModelPackageException("MED130", $"{path} was made for MedAiNlp {text}, this is {LibraryRange.Current}; take versions of MedAiNlp and of the model (MedAiNlp.Models.Zh for the default ones) that belong together.");
    }

    private static ModelPackageException Fault(string path, string what) => new("MED103", $"{path} {what}; correct it or fetch the package again.");

    private void CheckFiles()
    {
        var text = IsExport ? HuggingFaceFolder.TextFiles.Where(f => Path.Exists(PathOf(f))) : [];
        string?[] named = [Manifest.Model, Manifest.Features.Vocabulary, Manifest.Features.Lexicon, Manifest.Decoder?.Transitions, .. Manifest.Files.Keys];
        foreach (var file in named.OfType<string>().Distinct())
            PackageFiles.Check(Directory, file, $"{Path.Combine(Directory, IsExport ? HuggingFaceFolder.ConfigFile : ManifestFile)} names", Options.MaxFileBytes, nameof(Options.MaxFileBytes));
        foreach (var file in text)
            PackageFiles.Check(Directory, file, $"{Directory} holds", Options.MaxTextBytes, nameof(Options.MaxTextBytes));
        if (Options.IgnoresHashes)
            return;
        foreach (var (file, expected) in Manifest.Files)
        {
            var actual = "sha256:" + Convert.ToHexStringLower(Read(file, SHA256.HashData));
            if (!string.Equals(actual, expected, StringComparison.OrdinalIgnoreCase))
                throw new ModelPackageException("MED106", $"{PathOf(file)} has {actual}, {ManifestFile} says {expected}: the file is damaged or was changed; fetch the package again.");
        }
    }

    private OnnxFile ReadNetwork()
    {
        OnnxFile network;
        try
        {
            using var stream = new FileStream(ModelPath, FileMode.Open, FileAccess.Read, FileShare.Read);
            network = OnnxFile.Read(stream);
        }
        catch (FormatException e)
        {
            throw new ModelPackageException("MED107", $"{ModelPath} is not a network that ONNX Runtime can load (it {e.Message}); fetch the package again or export the model anew.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(ModelPath, e);
        }
        foreach (var file in network.ExternalFiles)
            PackageFiles.Check(Directory, ExternalFile(file), $"{ModelPath} keeps weights in", Options.MaxFileBytes, nameof(Options.MaxFileBytes));
        return network;
    }

    // A network names the files of its weights from its own folder.
    private string ExternalFile(string location) => Path.IsPathRooted(location) ? location : Path.Combine(Path.GetDirectoryName(Manifest.Model) ?? "", location);
}
