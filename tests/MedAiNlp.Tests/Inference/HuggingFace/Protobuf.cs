using System.Text;

namespace MedAiNlp.Tests.Inference.HuggingFace;

/// <summary>
/// Fields of Protocol Buffers messages, to change ONNX files with: a message that is written behind another of the same field is
/// merged into it, so that what is appended to a file is added to its network.
/// </summary>
internal static class Protobuf
{
    public static byte[] Field(int number, params byte[][] content)
    {
        var bytes = content.SelectMany(c => c).ToArray();
        return [.. Varint((number << 3) | 2), .. Varint(bytes.Length), .. bytes];
    }

    public static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    public static byte[] Field(int number, long value) => [.. Varint(number << 3), .. Varint(value)];

    /// <summary>A part of an ONNX file that adds to its graph.</summary>
    public static byte[] Graph(params byte[][] fields) => Field(7, fields);

    /// <summary>A weight that lies in another file.</summary>
    public static byte[] ExternalWeight(string location) => Graph(Field(5,
        Field(1, 4), Field(2, 1), Field(8, "extra.weight"), Field(13, Field(1, "location"), Field(2, location)), Field(14, 1)));

    /// <summary>An operator of a set that ONNX Runtime does not know.</summary>
    public static byte[] CustomOperator(string domain, string type) =>
        [.. Graph(Field(1, Field(2, "magic"), Field(4, type), Field(7, domain))), .. Field(8, Field(1, domain), Field(2, 1))];

    /// <summary>An input of int64 [batch, length].</summary>
    public static byte[] Input(string name) => Graph(Field(11,
        Field(1, name), Field(2, Field(1, Field(1, 7), Field(2, Field(1, Field(2, "batch_size")), Field(1, Field(2, "sequence_length")))))));

    public static void Append(string file, byte[] bytes)
    {
        using var stream = new FileStream(file, FileMode.Append);
        stream.Write(bytes);
    }

    /// <summary>Replaces bytes by others of the same length, everywhere.</summary>
    public static void Replace(string file, byte[] from, byte[] to)
    {
        var bytes = File.ReadAllBytes(file);
        var count = 0;
        for (var at = bytes.AsSpan().IndexOf(from); at >= 0; count++)
        {
            to.CopyTo(bytes, at);
            var next = bytes.AsSpan(at + to.Length).IndexOf(from);
            at = next < 0 ? -1 : at + to.Length + next;
        }
        if (count == 0)
            throw new InvalidOperationException($"{file} does not hold what is to be replaced.");
        File.WriteAllBytes(file, bytes);
    }

    private static byte[] Varint(long value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        return [.. bytes, (byte)value];
    }
}
