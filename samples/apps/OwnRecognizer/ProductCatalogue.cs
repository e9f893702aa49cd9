namespace OwnRecognizer;

/// <summary>A class as a project may have had it for years, knowing nothing of MedAiNlp: it finds products of a catalogue in a text.</summary>
internal sealed class ProductCatalogue(params string[] products)
{
    public IEnumerable<(int Position, string Product)> Search(string text)
    {
        foreach (var product in products)
        {
            for (var at = text.IndexOf(product, StringComparison.Ordinal); at >= 0; at = text.IndexOf(product, at + product.Length, StringComparison.Ordinal))
                yield return (at, product);
        }
    }
}
