namespace MedAiNlp;

/// <summary>
/// Reads articles: <see cref="MedAiAnalyzer"/>, what <c>MedAiNlp.Hosting</c> puts around it so that models can change while an app runs,
/// or a stand-in of one's own in a test. Calls come from several threads at once.
/// </summary>
public interface IMedAiAnalyzer
{
    /// <summary>Analyses an article.</summary>
    /// <param name="article">The article.</param>
    /// <param name="cancellationToken">Stops the work soon.</param>
    /// <exception cref="DocumentException">The article is longer than <see cref="MedAiAnalyzerOptions.MaxCharacters"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    ArticleAnalysis Analyze(Article article, CancellationToken cancellationToken = default);

    /// <summary>Analyses plain text.</summary>
    /// <param name="text">Any text; offsets in the result count in exactly this string.</param>
    /// <param name="cancellationToken">Stops the work soon.</param>
    /// <exception cref="DocumentException">The text is longer than <see cref="MedAiAnalyzerOptions.MaxCharacters"/>.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    ArticleAnalysis Analyze(string text, CancellationToken cancellationToken = default);

    /// <summary>Analyses a stream of articles on several threads, in their order; a bad article is one result with an error.</summary>
    /// <param name="articles">Read only as fast as results are taken.</param>
    /// <param name="cancellationToken">Stops the work soon.</param>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    IAsyncEnumerable<AnalysisResult> AnalyzeAsync(IAsyncEnumerable<Article> articles, CancellationToken cancellationToken = default);

    /// <summary>Analyses articles at hand on several threads; a bad article is one result with an error.</summary>
    /// <param name="articles">The articles.</param>
    /// <param name="cancellationToken">Stops the work soon.</param>
    /// <returns>A result for each, in their order.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    IReadOnlyList<AnalysisResult> AnalyzeBatch(IReadOnlyList<Article> articles, CancellationToken cancellationToken = default);
}
