using MedAiNlp;

var builder = WebApplication.CreateSlimBuilder(args);
builder.Services.AddMedAiNlp(builder.Configuration.GetSection("MedAiNlp"));
builder.Services.AddHealthChecks().AddMedAiNlp();

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/names", async (HttpRequest request, IMedAiAnalyzer analyzer) =>
{
    using var reader = new StreamReader(request.Body);
    var analysis = analyzer.Analyze(await reader.ReadToEndAsync());
    return string.Concat(analysis.Entities.Select(e => $"{e.Type} {e.Text} {e.Start}..{e.End}\n"));
});
app.Run();
