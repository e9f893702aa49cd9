using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace MedAiNlp.Hosting;

/// <summary>
/// The analyzer of an app. Its models may be replaced while it works: calls that begin afterwards get the new ones, those that run end
/// with the old ones, and the last of these frees them.
/// </summary>
internal sealed class HostedAnalyzer : IMedAiAnalyzer, IDisposable
{
    private readonly string _name;
    private readonly IServiceProvider _services;
    private readonly ILogger _log;
    private readonly IConfiguration[] _configurations;
    private readonly Lock _loading = new();
    private IChangeToken[] _changes = [];
    private LoadedModels? _models;
    private string? _lastFault;
    private bool _disposed;

    public HostedAnalyzer(string name, IServiceProvider services)
    {
        _name = name;
        _services = services;
        _log = (services.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger("MedAiNlp");
        _configurations = [.. services.GetServices<AnalyzerRegistration>().Where(r => r.Name == name).Select(r => r.Configuration).OfType<IConfiguration>()];
    }

    /// <summary>The analyzer itself, for those who take it as it is.</summary>
    /// <exception cref="MedAiException">Its models may be replaced, so that it would not stay the current one.</exception>
    public MedAiAnalyzer Fixed
    {
        get
        {
            var models = Current();
            return models.Settings.ReloadOnChange
                ? throw new MedAiException("MED604", $"{nameof(MedAiNlpOptions.ReloadOnChange)} is on, so that an injected {nameof(MedAiAnalyzer)} would keep old models; inject {nameof(IMedAiAnalyzer)}, or turn it off.")
                : models.Analyzer;
        }
    }

    /// <summary>The models in use and what went wrong with the last attempt to replace them; loads nothing.</summary>
    public (LoadedModels? Models, string? Fault) State
    {
        get
        {
            lock (_loading)
                return (_models, _lastFault);
        }
    }

    public ArticleAnalysis Analyze(string text, CancellationToken cancellationToken = default) => Analyze(Article.FromText(text), cancellationToken);

    public ArticleAnalysis Analyze(Article article, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(article);
        var models = Take();
        try
        {
            var start = _log.IsEnabled(LogLevel.Debug) ? Stopwatch.GetTimestamp() : 0;
            var analysis = models.Analyzer.Analyze(article, cancellationToken);
            if (start > 0)
                Say(models, analysis, Stopwatch.GetElapsedTime(start));
            return analysis;
        }
        catch (MedAiException e)
        {
            _log.ArticleFailed(article.Id, e.Code);
            throw;
        }
        finally
        {
            models.Release();
        }
    }

    // A stream keeps the models that it began with: its results are of one kind.
    public async IAsyncEnumerable<AnalysisResult> AnalyzeAsync(IAsyncEnumerable<Article> articles, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var models = Take();
        try
        {
            await foreach (var result in models.Analyzer.AnalyzeAsync(articles, cancellationToken).ConfigureAwait(false))
            {
                Say(models, result);
                yield return result;
            }
        }
        finally
        {
            models.Release();
        }
    }

    public IReadOnlyList<AnalysisResult> AnalyzeBatch(IReadOnlyList<Article> articles, CancellationToken cancellationToken = default)
    {
        var models = Take();
        try
        {
            var results = models.Analyzer.AnalyzeBatch(articles, cancellationToken);
            foreach (var result in results)
                Say(models, result);
            return results;
        }
        finally
        {
            models.Release();
        }
    }

    /// <summary>Loads the models, if that has not been done.</summary>
    /// <exception cref="MedAiException">A model cannot be used.</exception>
    /// <exception cref="OptionsValidationException">The settings are wrong.</exception>
    public LoadedModels Current()
    {
        if (Volatile.Read(ref _models) is { } loaded)
            return loaded;
        lock (_loading)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(IMedAiAnalyzer));
            if (_models is null)
            {
                var models = Load();
                _log.ModelsLoaded(Name, models.EntityModel, models.TopicModel, models.Elapsed.TotalMilliseconds);
                Volatile.Write(ref _models, models);
            }
            return _models;
        }
    }

    /// <summary>Looks whether a model or the configuration has changed, and if so puts what is loaded anew in place of the old.</summary>
    /// <returns>Whether the models were replaced. What cannot be loaded is logged, and the old models stay.</returns>
    public bool ReloadIfChanged()
    {
        lock (_loading)
        {
            if (_disposed || _models is not { Settings.ReloadOnChange: true } old || !HasChanged(old))
                return false;
            try
            {
                var models = Load();
                Volatile.Write(ref _models, models);
                _lastFault = null;
                _log.ModelsReplaced(Name, models.EntityModel, models.TopicModel, models.Elapsed.TotalMilliseconds);
                old.Release();
                return true;
            }
            catch (Exception e) when (e is MedAiException or OptionsValidationException or IOException or UnauthorizedAccessException)
            {
                // The next look tries again: perhaps the files were not all there yet. Said once for each fault.
                if (_lastFault != e.Message)
                    _log.ReloadFailed(Name, e.Message);
                _lastFault = e.Message;
                return false;
            }
        }
    }

    public void Dispose()
    {
        lock (_loading)
        {
            if (_disposed)
                return;
            _disposed = true;
            var models = _models;
            Volatile.Write(ref _models, null);
            models?.Release();
        }
    }

    private string Name => _name.Length == 0 ? "default" : _name;

    private LoadedModels Take()
    {
        while (true)
        {
            // What was the current one a moment ago may have been replaced and let go since; then there is a newer one.
            var models = Current();
            if (models.TryTake())
                return models;
        }
    }

    private LoadedModels Load()
    {
        // Taken before the settings are read, so that no change is missed.
        var changes = Array.ConvertAll(_configurations, c => c.GetReloadToken());
        var models = LoadedModels.Load(_name, _services);
        models.Released = () => _log.ModelsReleased(Name, models.EntityModel, models.TopicModel);
        _changes = changes;
        return models;
    }

    // A fault counts as a change, so that it is tried again even if the files look the same.
    private bool HasChanged(LoadedModels models) =>
        _lastFault is not null || _changes.Any(c => c.HasChanged) || (LoadedModels.MarkOf(models.Settings, _services) is { } mark && mark != models.Mark);

    private void Say(LoadedModels models, AnalysisResult result)
    {
        if (result.Error is { } error)
            _log.ArticleFailed(result.Id, error.Code);
        else if (_log.IsEnabled(LogLevel.Debug))
            Say(models, result.Analysis!, elapsed: null);
    }

    private void Say(LoadedModels models, ArticleAnalysis analysis, TimeSpan? elapsed)
    {
        _log.ArticleAnalyzed(analysis.Id, analysis.Text.Length, analysis.Entities.Count, analysis.Figures.Count, elapsed?.TotalMilliseconds);
        if (models.Settings.LogText)
            _log.ArticleText(analysis.Id, analysis.Text[..Math.Min(analysis.Text.Length, LongestLoggedText)]);
    }

    private const int LongestLoggedText = 200;
}
