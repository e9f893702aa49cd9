// Topics and names over HTTP, requests that come together analysed together:
//   dotnet run --project samples/apps/WebApi -- --urls http://127.0.0.1:5080
//   curl -s http://127.0.0.1:5080/analyze -H 'Content-Type: application/json' -d '{"text":"云岭市第一人民医院用AI辅助阅片。"}'
using MedAiNlp;
using Microsoft.AspNetCore.Http.HttpResults;
using WebApi;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.ConfigureKestrel(o => o.Limits.MaxRequestBodySize = 2 << 20);
builder.Services.ConfigureHttpJsonOptions(o => o.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default));
builder.Services.AddMedAiNlp(builder.Configuration.GetSection("MedAiNlp"));
builder.Services.AddHealthChecks().AddMedAiNlp();
builder.Services.AddSingleton<Batching>();
builder.Services.AddHostedService(s => s.GetRequiredService<Batching>());

var app = builder.Build();
app.MapHealthChecks("/healthz");
app.MapPost("/analyze", async Task<Results<Ok<Answer>, BadRequest<Fault>>> (Question question, Batching batching, CancellationToken stop) =>
{
    var result = await batching.Analyze(Article.FromText(question.Text, question.Id ?? ""), stop);
    return result.Analysis is { } analysis ? TypedResults.Ok(Answer.Of(analysis)) : TypedResults.BadRequest(new Fault(result.Error!.Code, result.Error.Message));
});
app.Run();
