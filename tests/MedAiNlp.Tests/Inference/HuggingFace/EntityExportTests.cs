using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace MedAiNlp.Tests.Inference.HuggingFace;

/// <summary>A token classifier as Optimum exports it gives the answers that Python gives.</summary>
public class EntityExportTests
{
    private static readonly EntityOptions All = new() { ExcludedTypes = [] };

    public static TheoryData<int> Golden() => new(Enumerable.Range(0, TinyBert.Goldens.GetProperty("entities").GetArrayLength()));

    public static TheoryData<string, double> Variants() => new() { { "fp16", 0.05 }, { "int32", 0.05 }, { "fixed", 0.05 }, { "onnx/model_fp16.onnx", 0.05 }, { "quantized", 0.5 } };

    [Theory]
    [MemberData(nameof(Golden))]
    public void Logits_and_offsets_are_those_of_Python(int index)
    {
        var golden = Entity(index);
        if (!golden.TryGetProperty("ids", out var ids))
            return; // the long text: its entities are compared
        var text = golden.GetProperty("text").GetString()!;
        var tokens = WordPieceTokenizer.Load(TinyBert.Entities).Encode(text);
        tokens.Ids.ToArray().Should().Equal(ids.Deserialize<int[]>());
        tokens.Starts.ToArray().Zip(tokens.Ends.ToArray(), (s, e) => new[] { s, e }).Should().BeEquivalentTo(golden.GetProperty("offsets").Deserialize<int[][]>(), o => o.WithStrictOrdering());
        using var recognizer = WordPieceRecognizer.Load(ModelPackage.Load(TinyBert.Entities), new InferenceOptions());
        var expected = golden.GetProperty("logits").Deserialize<float[][]>()!.SelectMany(r => r).ToArray();
        ShouldBeClose(recognizer.Logits(text), expected, 1e-4);
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Entities_are_those_of_the_pipeline_with_every_strategy(int index)
    {
        var golden = Entity(index);
        var text = golden.GetProperty("text").GetString()!;
        foreach (var strategy in golden.GetProperty("entities").EnumerateObject())
        {
            using var model = EntityModel.Load(TinyBert.Entities, new InferenceOptions { Decoder = strategy.Name });
            var found = model.Recognize(text, All);
            var expected = strategy.Value.EnumerateArray().ToList();
            found.Select(e => (e.Type, e.Start, e.End)).Should().Equal(expected.Select(e => (e[0].GetString()!, e[1].GetInt32(), e[2].GetInt32())), "of {0}", strategy.Name);
            found.All(e => text.Substring(e.Start, e.Length) == e.Text).Should().BeTrue();
            if (strategy.Name != "viterbi")
                found.Zip(expected).All(p => Math.Abs(p.First.Score - p.Second[3].GetDouble()) < 1e-4).Should().BeTrue("the scores of {0} are those of Python", strategy.Name);
        }
    }

    [Fact]
    public void The_decoder_is_the_best_legal_sequence_unless_model_json_or_the_option_says_otherwise()
    {
        using var folder = TinyBert.CopyOfEntities();
        var text = Entity(0).GetProperty("text").GetString()!;
        Names(folder).Should().Equal("云岭市第一人民医院", "澄影医疗科技有限公司");
        folder.Edit("model.json", j => j["decoder"] = new JsonObject { ["type"] = "simple" });
        Names(folder).Should().Equal("云岭市第一人民医院", "澄影", "医", "疗科技有限公司");
        Names(folder, "viterbi").Should().Equal("云岭市第一人民医院", "澄影医疗科技有限公司");

        string[] Names(TinyBert from, string? decoder = null)
        {
            using var model = EntityModel.Load(from.Directory, new InferenceOptions { Decoder = decoder });
            return [.. model.Recognize(text).Select(e => e.Text)];
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void A_variant_with_half_floats_int8_weights_int32_inputs_or_a_fixed_shape_answers_alike(string variant, double tolerance)
    {
        var package = ModelPackage.Load(TinyBert.Entities, new ModelPackageOptions { Variant = variant });
        using var recognizer = WordPieceRecognizer.Load(package, new InferenceOptions());
        for (var index = 0; index < TinyBert.Goldens.GetProperty("entities").GetArrayLength(); index++)
        {
            if (Entity(index).TryGetProperty("logits", out var logits))
                ShouldBeClose(recognizer.Logits(Entity(index).GetProperty("text").GetString()!), [.. logits.Deserialize<float[][]>()!.SelectMany(r => r)], tolerance);
        }
    }

    [Fact]
    public void A_network_that_wants_positions_gets_them()
    {
        using var folder = TinyBert.CopyOfEntities();
        Protobuf.Append(folder.PathOf("onnx/model.onnx"), Protobuf.Input("position_ids"));
        using var model = EntityModel.Load(folder.Directory);
        model.Recognize("患者转到云岭市第一人民医院。").Should().ContainSingle().Which.Type.Should().Be(EntityTypes.Hospital);
    }

    [Fact]
    public void Work_is_stopped_when_asked()
    {
        using var model = EntityModel.Load(TinyBert.Entities);
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        var recognize = () => model.Recognize("患者转到云岭市第一人民医院。", cancellationToken: stopped.Token);
        recognize.Should().Throw<OperationCanceledException>();
    }

    [Fact]
    public void A_fixed_length_is_a_limit_like_any_other()
    {
        using var folder = TinyBert.CopyOfEntities();
        folder.Edit("model.json", j => j["features"] = new JsonObject { ["maxLength"] = 48 });
        var text = Entity(TinyBert.Goldens.GetProperty("entities").GetArrayLength() - 1).GetProperty("text").GetString()!;
        using var dynamic = EntityModel.Load(ModelPackage.Load(folder.Directory, new ModelPackageOptions { Variant = "fp16" }));
        using var fixedLength = EntityModel.Load(ModelPackage.Load(TinyBert.Entities, new ModelPackageOptions { Variant = "fixed" }));
        fixedLength.Recognize(text).Select(e => (e.Type, e.Text, e.Start)).Should().Equal(dynamic.Recognize(text).Select(e => (e.Type, e.Text, e.Start)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(19)]
    [InlineData(30)]
    [InlineData(44)]
    public void A_name_at_the_edge_of_a_window_is_found_once_and_whole(int before)
    {
        const string name = "云岭市第一人民医院", sentence = "患者到云岭市第一人民医院就诊。";
        using var folder = TinyBert.CopyOfEntities();
        folder.Edit("model.json", j => j["features"] = new JsonObject { ["stride"] = 30 });
        using var model = EntityModel.Load(folder.Directory);
        var text = "患者就诊。".PadLeft(5 + before, '，') + string.Concat(Enumerable.Repeat(sentence, 30));
        var found = model.Recognize(text).Where(e => e.Type == EntityTypes.Hospital).ToList();
        found.Select(e => e.Text).Should().Equal(Enumerable.Repeat(name, 30));
    }

    [Fact]
    public void Every_span_is_the_text_it_names_whatever_the_text() =>
        Prop.ForAll<NonNull<string>>(s =>
        {
            using var model = EntityModel.Load(TinyBert.Entities, new InferenceOptions { Decoder = "none" });
            var end = 0;
            return model.Recognize(s.Get + "云岭医院" + s.Get).All(e =>
            {
                var ordered = e.Start >= end;
                end = e.End;
                return ordered && (s.Get + "云岭医院" + s.Get).Substring(e.Start, e.Length) == e.Text && e.Score is >= 0 and <= 1;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Labels_are_renamed_and_scores_calibrated_as_model_json_says()
    {
        using var folder = TinyBert.CopyOfEntities();
        folder.Edit("model.json", j =>
        {
            j["labelMap"] = new JsonObject { ["COMPANY"] = "ORG" };
            j["calibration"] = new JsonObject { ["temperature"] = 3 };
        });
        using var plain = EntityModel.Load(TinyBert.Entities);
        using var refined = EntityModel.Load(folder.Directory);
        var text = Entity(0).GetProperty("text").GetString()!;
        var (before, after) = (plain.Recognize(text), refined.Recognize(text));
        after.Select(e => e.Type).Should().Equal("HOSPITAL", "ORG");
        after.Zip(before).Should().OnlyContain(p => p.First.Score < p.Second.Score);
    }

    [Fact]
    public void The_analyzer_takes_an_export_for_entities_and_the_default_model_for_topics()
    {
        using var analyzer = MedAiAnalyzer.Create(new MedAiAnalyzerOptions { EntityModel = ModelPackage.Load(TinyBert.Entities) });
        var analysis = analyzer.Analyze(Entity(0).GetProperty("text").GetString()!);
        analysis.Entities.Select(e => (e.Type, e.Text)).Should().Contain([("DATE", "2月18日"), ("HOSPITAL", "云岭市第一人民医院"), ("COMPANY", "澄影医疗科技有限公司")]);
        analysis.Topics.Should().Contain(t => t.Label == MedAiNlp.Topics.ImagingAi);
    }

    [Fact]
    public async Task Many_threads_get_the_same_answers_as_one()
    {
        using var model = EntityModel.Load(TinyBert.Entities);
        var texts = Enumerable.Range(0, 24).Select(i => Entity(i % 6).GetProperty("text").GetString()!).ToList();
        var alone = texts.Select(t => model.Recognize(t)).ToList();
        var together = await Task.WhenAll(texts.Select(t => Task.Run(() => model.Recognize(t))));
        together.Should().BeEquivalentTo(alone, o => o.WithStrictOrdering());
    }

    [Fact]
    public void A_session_of_ones_own_is_used_and_left_open()
    {
        var package = ModelPackage.Load(TinyBert.Entities);
        using var session = new Microsoft.ML.OnnxRuntime.InferenceSession(package.ModelPath);
        var text = Entity(0).GetProperty("text").GetString()!;
        for (var time = 0; time < 2; time++)
        {
            using var model = EntityModel.Load(package, new InferenceOptions { Session = session });
            model.Recognize(text).Should().HaveCount(2);
        }
    }

    private static JsonElement Entity(int index) => TinyBert.Goldens.GetProperty("entities")[index];

    private static void ShouldBeClose(float[] actual, float[] expected, double tolerance)
    {
        actual.Should().HaveCount(expected.Length);
        if (expected.Length > 0)
            actual.Zip(expected, (a, e) => Math.Abs(a - e)).Max().Should().BeLessThan((float)tolerance);
    }
}
