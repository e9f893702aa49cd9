using System.Text.Json;

namespace MedAiNlp.Tests.Features;

/// <summary>
/// The features and the answers of the default entity model equal those of the training code, and its logits are close, which wrote
/// <c>entity-goldens.json</c> (models/training/entities/export.py).
/// </summary>
public sealed class EntityGoldenTests : IDisposable
{
    private static readonly ModelPackage Package = ModelPackage.Load(Path.Combine(Repository.Models, "zh-entities"));
    private readonly EntityRecognizer _recognizer = EntityRecognizer.Load(Package);

    public void Dispose() => _recognizer.Dispose();

    [Fact]
    public void Features_equal_those_of_training()
    {
        foreach (var (text, golden) in Goldens())
        {
            var features = _recognizer.NewFeatures();
            features.Compute(text, 0, text.Length);
            features.CharacterIds.Take(text.Length).Should().Equal(Numbers(golden, "charIds"), text);
            features.BigramIds.Take(text.Length == 0 ? 0 : text.Length + 1).Should().Equal(text.Length == 0 ? [] : Numbers(golden, "bigramIds"), text);
            var bits = new uint[text.Length];
            foreach (var pair in golden.GetProperty("lexicon").EnumerateArray())
                bits[pair[0].GetInt32()] |= 1u << pair[1].GetInt32();
            features.LexiconBits.Take(text.Length).Should().Equal(bits, text);
        }
    }

    [Fact]
    public void Features_of_a_stretch_equal_those_of_the_whole()
    {
        var text = string.Concat(Goldens().Select(g => g.Text));
        var whole = _recognizer.NewFeatures();
        whole.Compute(text, 0, text.Length);
        var part = _recognizer.NewFeatures();
        for (var start = 0; start < text.Length; start += 37)
        {
            var end = Math.Min(text.Length, start + 37);
            part.Compute(text, start, end);
            part.CharacterIds.Take(end - start).Should().Equal(whole.CharacterIds[start..end]);
            part.BigramIds.Take(end - start + 1).Should().Equal(whole.BigramIds[start..(end + 1)]);
            part.LexiconBits.Take(end - start).Should().Equal(whole.LexiconBits[start..end]);
        }
    }

    [Fact]
    public void Logits_are_close_to_those_of_training()
    {
        var compared = 0;
        foreach (var (text, golden) in Goldens().Where(g => g.Golden.TryGetProperty("logits", out _)))
        {
            var expected = golden.GetProperty("logits").EnumerateArray().SelectMany(row => row.EnumerateArray().Select(v => v.GetSingle())).ToArray();
            var actual = new List<float>();
            _recognizer.Logits(text, (logits, list) => list.AddRange(logits), actual);
            actual.Should().HaveCount(expected.Length);
            // The goldens are float32; the convolutions of the shipped network run in int8, which moves single logits a little.
            for (var i = 0; i < expected.Length; i++)
                actual[i].Should().BeApproximately(expected[i], 0.75f, text);
            expected.Zip(actual, (a, b) => Math.Abs(a - b)).Average().Should().BeLessThan(0.1f, text);
            compared += expected.Length;
        }
        compared.Should().BePositive();
    }

    [Fact]
    public void Entities_equal_those_of_training()
    {
        foreach (var (text, golden) in Goldens().Where(g => g.Golden.TryGetProperty("entities", out _)))
        {
            var expected = golden.GetProperty("entities").EnumerateArray().Select(e => (e.GetProperty("type").GetString()!, e.GetProperty("start").GetInt32(), e.GetProperty("end").GetInt32()));
            var actual = _recognizer.Recognize(text, new EntityOptions { Consistent = false, ExcludedTypes = [] });
            actual.Select(e => (e.Type, e.Start, e.End)).Should().Equal(expected, text);
        }
    }

    private static List<(string Text, JsonElement Golden)> Goldens()
    {
        var path = Path.Combine(Repository.Root, "tests", "MedAiNlp.Tests", "Features", "entity-goldens.json");
        return [.. JsonDocument.Parse(File.ReadAllBytes(path)).RootElement.EnumerateArray().Select(g => (new string([.. Numbers(g, "units").Select(u => (char)u)]), g))];
    }

    private static IEnumerable<int> Numbers(JsonElement golden, string name) => golden.GetProperty(name).EnumerateArray().Select(n => n.GetInt32());
}
