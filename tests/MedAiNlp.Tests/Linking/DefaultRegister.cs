namespace MedAiNlp.Tests.Linking;

/// <summary>The register of the repository, loaded once for all tests.</summary>
internal static class DefaultRegister
{
    private static readonly Lazy<NameRegister> Loaded = new(() => NameRegister.Load(Path.Combine(Repository.Models, "register", "register.tsv.gz")));

    public static NameRegister Instance => Loaded.Value;

    public static EntityLinker Linker { get; } = new(Instance);

    /// <summary>An entity where the mention first stands in the text.</summary>
    public static Entity Mention(string text, string mention, string type) =>
        new() { Type = type, Text = mention, Start = text.IndexOf(mention, StringComparison.Ordinal) };
}
