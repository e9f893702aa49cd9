using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace MedAiNlp;

/// <summary>
/// Writes the network of a topic model as an ONNX file: the rows of the n-grams are gathered from the weights, weighed and
/// summed, and the signals and the bias are added. ONNX is a Protocol Buffers message; the few fields needed here are
/// written by hand, after onnx.proto of ONNX 1.12 (IR version 8, operator set 17).
/// </summary>
internal static class OnnxWriter
{
    private const int Float = 1, Int32 = 6;

    /// <summary>The network as bytes.</summary>
    /// <param name="weights">One row an n-gram, one column a label.</param>
    /// <param name="signals">One row a feature of the signals, one column a label.</param>
    /// <param name="bias">One number a label.</param>
    /// <param name="labels">The number of labels.</param>
    public static byte[] TopicNetwork(float[] weights, float[] signals, float[] bias, int labels)
    {
        var graph = new Message()
            .Add(1, Node("Gather", ["weights", "rows"], ["row_weights"]))
            .Add(1, Node("MatMul", ["values", "row_weights"], ["words"]))
            .Add(1, Node("Gemm", ["signals", "signal_weights", "bias"], ["build"]))
            .Add(1, Node("Add", ["words", "build"], ["logits"]))
            .Add(2, "topics")
            .Add(5, Tensor("weights", [weights.Length / labels, labels], weights))
            .Add(5, Tensor("signal_weights", [signals.Length / labels, labels], signals))
            .Add(5, Tensor("bias", [labels], bias))
            .Add(11, Value("rows", Int32, ["ngrams"]))
            .Add(11, Value("values", Float, ["texts", "ngrams"]))
            .Add(11, Value("signals", Float, [1L, (long)(signals.Length / labels)]))
            .Add(12, Value("logits", Float, ["texts", (long)labels]))
            .Add(12, Value("row_weights", Float, ["ngrams", (long)labels]));
        return new Message()
            .Add(1, 8)
            .Add(2, "MedAiNlp")
            .Add(7, graph)
            .Add(8, new Message().Add(1, "").Add(2, 17))
            .ToBytes();
    }

    private static Message Node(string type, string[] inputs, string[] outputs)
    {
        var node = new Message();
        foreach (string input in inputs)
            node.Add(1, input);
        foreach (string output in outputs)
            node.Add(2, output);
        return node.Add(3, outputs[0] + "_node").Add(4, type);
    }

    private static Message Tensor(string name, int[] shape, float[] values)
    {
        var tensor = new Message();
        foreach (int size in shape)
            tensor.Add(1, size);
        var bytes = new byte[values.Length * sizeof(float)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), values[i]);
        return tensor.Add(2, Float).Add(8, name).Add(9, bytes);
    }

    private static Message Value(string name, int elementType, object[] shape)
    {
        var dimensions = new Message();
        foreach (object size in shape)
            dimensions.Add(1, size is long fixedSize ? new Message().Add(1, fixedSize) : new Message().Add(2, (string)size));
        return new Message().Add(1, name).Add(2, new Message().Add(1, new Message().Add(1, elementType).Add(2, dimensions)));
    }

    /// <summary>A Protocol Buffers message in the making.</summary>
    private sealed class Message
    {
        private readonly ArrayBufferWriter<byte> _bytes = new();

        public Message Add(int field, long value)
        {
            Varint((ulong)field << 3);
            Varint((ulong)value);
            return this;
        }

        public Message Add(int field, byte[] bytes)
        {
            Varint(((ulong)field << 3) | 2);
            Varint((ulong)bytes.Length);
            _bytes.Write(bytes);
            return this;
        }

        public Message Add(int field, string value) => Add(field, Encoding.UTF8.GetBytes(value));

        public Message Add(int field, Message value) => Add(field, value.ToBytes());

        public byte[] ToBytes() => _bytes.WrittenSpan.ToArray();

        private void Varint(ulong value)
        {
            while (value >= 0x80)
            {
                _bytes.Write([(byte)(value | 0x80)]);
                value >>= 7;
            }

            _bytes.Write([(byte)value]);
        }
    }
}
