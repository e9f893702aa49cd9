// What a stranger writes first, with HTML as well: AngleSharp has to survive trimming. Prints the same however it was published.
using MedAiNlp;

using var analyzer = MedAiAnalyzer.CreateDefault();
foreach (var file in args)
{
    var analysis = analyzer.Analyze(Article.FromFile(file));
    Console.WriteLine($"== {Path.GetFileName(file)} {analysis.Language} {analysis.Text.Length}");
    foreach (var topic in analysis.Topics)
        Console.WriteLine($"topic {topic.Label} {topic.Score:0.000} {topic.IsAssigned}");
    foreach (var entity in analysis.Entities)
        Console.WriteLine($"{entity.Type} {entity.Name} {entity.Start}..{entity.End} {entity.Score:0.000} {entity.Canonical}");
    foreach (var figure in analysis.Figures)
        Console.WriteLine($"figure {figure.Text} = {string.Join("-", figure.Values)} {figure.Kind}");
}

var html = analyzer.Analyze(Article.FromHtml("<html><body><table><tr><td>2月18日，<b>云岭市第一</b>人民医院&nbsp;与&#21271;京推想科技有限公司合作</td></tr></table><p>准确率高达96%。</p></body></html>"));
foreach (var entity in html.Entities)
    Console.WriteLine($"html {entity.Type} {entity.Name} {entity.Start}..{entity.End} source {html.ToSource(entity.Span)}");
