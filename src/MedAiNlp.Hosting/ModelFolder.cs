using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace MedAiNlp.Hosting;

/// <summary>The folder of a model that settings name, or that lies beside the app.</summary>
internal sealed record ModelFolder(string Path, bool IsDefault)
{
    // The files that describe a package: ours, and that of a Hugging Face export.
    private static readonly string[] Descriptions = [ModelPackage.ManifestFile, "config.json"];

    public static ModelFolder Entities(MedAiNlpOptions options, IServiceProvider services) => Of(options.EntityModel, "zh-entities", services);

    public static ModelFolder Topics(MedAiNlpOptions options, IServiceProvider services) => Of(options.TopicModel, "zh-topics", services);

    public ModelPackage Load()
    {
        if (IsDefault && !Directory.Exists(Path))
            throw new MedAiException("MED101", $"nothing is set and the default model is not beside the app ({Path}); reference the package MedAiNlp.Models.Zh, or name the folder of a model.");
        return ModelPackage.Load(Path);
    }

    /// <summary>A mark of the model that the folder holds now: another model has another one. <see langword="null"/> while it holds none.</summary>
    /// <remarks>
    /// Made of what <c>model.json</c> says, and it says the hashes of all files: so that neither the granularity of file times nor links (as
    /// mounted configuration has them) nor a mere touch matter.
    /// </remarks>
    public string? Mark()
    {
        foreach (var file in Descriptions.Select(d => System.IO.Path.Combine(Path, d)))
        {
            try
            {
                if (File.Exists(file))
                    return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file)));
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                return null; // being replaced; the next look will tell
            }
        }
        return null;
    }

    private static ModelFolder Of(string? path, string defaultName, IServiceProvider services)
    {
        if (path is null)
            return new ModelFolder(System.IO.Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder, defaultName), IsDefault: true);
        var root = services.GetService<IHostEnvironment>()?.ContentRootPath ?? Directory.GetCurrentDirectory();
        return new ModelFolder(System.IO.Path.GetFullPath(path, root), IsDefault: false);
    }
}
