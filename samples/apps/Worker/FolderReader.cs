using System.Threading.Channels;
using MedAiNlp;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Worker;

/// <summary>The folder that articles come from.</summary>
internal sealed record WatchedFolder(string Path);

/// <summary>Puts the articles of a folder into the channel. In an app of your own: a queue, a feed, a crawler.</summary>
internal sealed partial class FolderReader(WatchedFolder folder, Channel<Article> articles, ILogger<FolderReader> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        foreach (var file in Directory.EnumerateFiles(folder.Path, "*.txt").Order(StringComparer.Ordinal))
        {
            try
            {
                await articles.Writer.WriteAsync(Article.FromFile(file), stoppingToken);
            }
            catch (DocumentException e)
            {
                Unreadable(e.Message);
            }
        }
        articles.Writer.Complete();
    }

    [LoggerMessage(LogLevel.Warning, "{Reason}")]
    private partial void Unreadable(string reason);
}
