// Prints what is in an article: dotnet run --project samples/apps/Console -- samples/01-imaging-ai.txt
using MedAiNlp;

if (args is not [var path])
{
    Console.Error.WriteLine("usage: Console FILE");
    return 2;
}
using var analyzer = MedAiAnalyzer.CreateDefault();
try
{
    var analysis = analyzer.Analyze(Article.FromFile(path));
    Console.WriteLine($"{analysis.Title} ({analysis.Language}, {analysis.Text.Length} characters)");
    foreach (var topic in analysis.Topics.Where(t => t.IsAssigned))
        Console.WriteLine($"about   {topic.Label} {topic.Score:0.00}");
    foreach (var group in analysis.Mentions)
        Console.WriteLine($"names   {group.Name}, {group.Mentions.Count} times");
    foreach (var figure in analysis.Figures)
        Console.WriteLine($"counts  {figure.Text} at {figure.Start}..{figure.End}");
    return 0;
}
catch (MedAiException e)
{
    Console.Error.WriteLine(e.Message); // what, where, and what to do
    return 1;
}
