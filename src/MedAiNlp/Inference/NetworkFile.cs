namespace MedAiNlp;

/// <summary>Which of the ONNX files of a folder is the network.</summary>
internal static class NetworkFile
{
    private const string Extension = ".onnx";

    // Where Optimum and the Hub put networks.
    private static readonly string[] Folders = ["", "onnx"];

    // What is there before an export.
    private static readonly string[] OtherWeights = ["model.safetensors", "pytorch_model.bin", "tf_model.h5"];

    /// <summary>The network of an export that names none.</summary>
    /// <returns>The path inside the folder.</returns>
    /// <exception cref="ModelPackageException">There is none, or it is not clear which.</exception>
    public static string Find(string directory)
    {
        var standard = Folders.Select(f => Path.Combine(f, "model" + Extension)).Where(f => File.Exists(Path.Combine(directory, f))).ToList();
        if (standard.Count == 1)
            return standard[0];
        var all = All(directory);
        if (all.Count == 1)
            return all[0];
        if (all.Count > 1)
            throw new ModelPackageException("MED115", $"{directory} holds several networks ({string.Join(", ", all)}) and none is the only model{Extension}; say which with {nameof(ModelPackageOptions)}.{nameof(ModelPackageOptions.Variant)} (--variant) or as \"model\" in {ModelPackage.ManifestFile}.");
        var weights = OtherWeights.FirstOrDefault(f => File.Exists(Path.Combine(directory, f)));
        throw new ModelPackageException("MED115", $"{directory} holds no network{(weights is null ? "" : $", only the weights {weights}")}; export the model with 'optimum-cli export onnx --model {(weights is null ? "MODEL" : "DIR")} OUTPUT' and give that folder.");
    }

    /// <summary>The network of a variant such as <c>quantized</c>, or a file named outright.</summary>
    /// <returns>The path inside the folder.</returns>
    /// <exception cref="ModelPackageException">There is no such network, or there are two.</exception>
    public static string OfVariant(string directory, string variant)
    {
        if (variant.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
            return variant;
        var found = Folders.Select(f => Path.Combine(f, $"model_{variant}{Extension}")).Where(f => File.Exists(Path.Combine(directory, f))).ToList();
        return found.Count switch
        {
            1 => found[0],
            0 => throw new ModelPackageException("MED115", $"{directory} holds no model_{variant}{Extension}; {(All(directory) is { Count: > 0 } all ? $"it holds {string.Join(", ", all)}" : "it holds no network at all")}."),
            _ => throw new ModelPackageException("MED115", $"{directory} holds {string.Join(" and ", found)}; name the one that is meant with its whole path."),
        };
    }

    private static List<string> All(string directory) =>
    [
        .. Folders.Select(f => Path.Combine(directory, f)).Where(Directory.Exists)
            .SelectMany(f => Directory.EnumerateFiles(f, "*" + Extension)).Select(f => Path.GetRelativePath(directory, f)).Order(StringComparer.Ordinal),
    ];
}
