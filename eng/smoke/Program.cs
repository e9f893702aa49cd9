using MedAiNlp;

using var analyzer = MedAiAnalyzer.CreateDefault();
var analysis = analyzer.Analyze("2月18日，云岭市第一人民医院与北京推想科技有限公司合作，用人工智能辅助阅读肺部CT影像，准确率高达96%。");

foreach (var topic in analysis.Topics.Where(t => t.IsAssigned))
    Console.WriteLine($"topic {topic.Label} {topic.Score:0.00}");
foreach (var entity in analysis.Entities)
    Console.WriteLine($"{entity.Type} {entity.Text} {entity.Start}..{entity.End}");
foreach (var figure in analysis.Figures)
    Console.WriteLine($"figure {figure.Text} = {figure.Value} {figure.Kind}");
