using MedAiNlp;

namespace OwnRecognizer;

/// <summary>Finds the names that a model finds and, beside them, the products of the catalogue, which have the last word.</summary>
internal sealed class CatalogueRecognizer(IEntityRecognizer model, ProductCatalogue catalogue) : IEntityRecognizer
{
    public IReadOnlyList<Entity> Recognize(string text, EntityOptions? options = null, CancellationToken cancellationToken = default)
    {
        var products = catalogue.Search(text).Select(p => new Entity { Type = "PRODUCT", Text = p.Product, Start = p.Position }).ToList();
        var names = model.Recognize(text, options, cancellationToken).Where(n => !products.Exists(p => p.Start < n.End && n.Start < p.End));
        return [.. names.Concat(products).OrderBy(e => e.Start)];
    }
}
