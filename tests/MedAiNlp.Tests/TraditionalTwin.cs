namespace MedAiNlp.Tests;

/// <summary>Writes a Simplified text in Traditional characters, one for one, by the fold table read backwards.</summary>
internal static class TraditionalTwin
{
    private static readonly Dictionary<char, char> Map = Read();

    public static string Of(string text) => string.Concat(text.Select(c => Map.GetValueOrDefault(c, c)));

    private static Dictionary<char, char> Read()
    {
        var map = new Dictionary<char, char>();
        foreach (var line in File.ReadLines(Path.Combine(Repository.Root, "src", "MedAiNlp", "Features", "fold-table.tsv")))
        {
            var fields = line.Split('\t');
            if (fields[0] == "traditional")
                map.TryAdd((char)Convert.ToInt32(fields[2], 16), (char)Convert.ToInt32(fields[1], 16));
        }
        return map;
    }
}
