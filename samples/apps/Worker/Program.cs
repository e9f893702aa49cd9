// A background service that reads a channel: dotnet run --project samples/apps/Worker -- samples
using System.Threading.Channels;
using MedAiNlp;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Worker;

var builder = Host.CreateApplicationBuilder();
builder.Services.AddMedAiNlp(builder.Configuration.GetSection("MedAiNlp"));
// Bounded, so that whoever finds articles waits when they come faster than they can be read.
builder.Services.AddSingleton(Channel.CreateBounded<Article>(100));
builder.Services.AddSingleton(new WatchedFolder(args is [var path] ? path : "."));
builder.Services.AddHostedService<FolderReader>();
builder.Services.AddHostedService<ArticleWorker>();
builder.Build().Run();
