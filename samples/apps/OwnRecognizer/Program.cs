// A class of one's own finds entities beside the model: dotnet run --project samples/apps/OwnRecognizer
using MedAiNlp;
using OwnRecognizer;

using var model = EntityRecognizer.Load(Path.Combine(AppContext.BaseDirectory, MedAiAnalyzer.DefaultModelsFolder, "zh-entities"));
var recognizer = new CatalogueRecognizer(model, new ProductCatalogue("肺析", "云听诊"));
using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityRecognizer = recognizer });

var analysis = analyzer.Analyze("2024年5月，云岭市第一人民医院上线“肺析”辅助阅片系统，“云听诊”同时在12家乡镇卫生院试用。");
foreach (var entity in analysis.Entities)
    Console.WriteLine($"{entity.Type,-9} {entity.Text} {entity.Start}..{entity.End}");
