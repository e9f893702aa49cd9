namespace MedAiNlp;

/// <summary>What <see cref="EntityRecognizer"/> gives back. Immutable.</summary>
public sealed record EntityOptions
{
    /// <summary>Entities with a smaller <see cref="Entity.Score"/> are left out; 0 to 1, default 0.</summary>
    public double MinScore { get; init; }

    /// <summary>Types that are left out. The default model also finds PRODUCT, which it learned in order to tell products from companies; it is left out unless this list is changed.</summary>
    public IReadOnlyCollection<string> ExcludedTypes { get; init; } = ["PRODUCT"];

    /// <summary>Whether a name found once is also taken at its other mentions in the text, unless the context speaks against it. Default true. Of a Hugging Face export only where its <c>model.json</c> asks for the rules <c>zh-health</c>.</summary>
    public bool Consistent { get; init; } = true;
}
