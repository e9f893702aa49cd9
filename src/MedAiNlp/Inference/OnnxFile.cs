namespace MedAiNlp;

/// <summary>
/// What an ONNX file says of itself, read without ONNX Runtime and without its weights: enough to tell, before anything is
/// loaded, which other files it would open and which operators it needs. After onnx.proto of ONNX 1.18. Immutable.
/// </summary>
internal sealed class OnnxFile
{
    private const int DeepestGraph = 32;

    // What the standard builds of ONNX Runtime bring along.
    private static readonly HashSet<string> KnownDomains =
        ["", "ai.onnx", "ai.onnx.ml", "ai.onnx.training", "ai.onnx.preview", "ai.onnx.preview.training", "com.microsoft", "com.microsoft.nchwc", "com.microsoft.experimental", "com.ms.internal.nhwc", "org.pytorch.aten"];

    private readonly Dictionary<string, long> _opsets = [];
    private readonly HashSet<string> _externalFiles = [];
    private readonly HashSet<(string Domain, string Operator)> _operators = [];
    private readonly HashSet<(string Domain, string Operator)> _functions = [];

    private OnnxFile()
    {
    }

    /// <summary>The version of the file format.</summary>
    public long IrVersion { get; private set; }

    /// <summary>What wrote the file, such as <c>pytorch 2.4.0</c>.</summary>
    public string Producer { get; private set; } = "";

    /// <summary>The version of each set of operators; the standard one has an empty name.</summary>
    public IReadOnlyDictionary<string, long> Opsets => _opsets;

    /// <summary>The files that hold weights outside this one, as the file names them.</summary>
    public IReadOnlyCollection<string> ExternalFiles => _externalFiles;

    /// <summary>Rows of the table of word embeddings, where one is named so; <see langword="null"/> otherwise.</summary>
    public long? EmbeddingRows { get; private set; }

    /// <summary>Operators that neither ONNX nor ONNX Runtime defines, nor the file itself.</summary>
    public IReadOnlyList<string> CustomOperators =>
        [.. _operators.Where(o => !KnownDomains.Contains(o.Domain) && !_functions.Contains(o)).Select(o => $"{o.Domain}::{o.Operator}").Order(StringComparer.Ordinal)];

    /// <exception cref="FormatException">The bytes are no ONNX model.</exception>
    public static OnnxFile Read(Stream stream)
    {
        var file = new OnnxFile();
        var hasGraph = false;
        var model = new ProtobufReader(stream);
        while (model.Next())
        {
            switch (model.Field)
            {
                case 1:
                    file.IrVersion = model.ReadNumber();
                    break;
                case 2:
                    file.Producer = $"{model.ReadString()} {file.Producer}".Trim();
                    break;
                case 3:
                    file.Producer = $"{file.Producer} {model.ReadString()}".Trim();
                    break;
                case 7:
                    hasGraph = true;
                    model.ReadMessage(m => file.ReadGraph(m, 0));
                    break;
                case 8:
                    model.ReadMessage(file.ReadOpset);
                    break;
                case 25:
                    model.ReadMessage(file.ReadFunction);
                    break;
            }
        }
        return hasGraph ? file : throw new FormatException("has no graph");
    }

    private void ReadOpset(ProtobufReader message)
    {
        var (domain, version) = ("", 0L);
        while (message.Next())
        {
            if (message.Field == 1)
                domain = message.ReadString();
            else if (message.Field == 2)
                version = message.ReadNumber();
        }
        _opsets[domain == "ai.onnx" ? "" : domain] = version;
    }

    private void ReadFunction(ProtobufReader message)
    {
        var (name, domain) = ("", "");
        while (message.Next())
        {
            if (message.Field == 1)
                name = message.ReadString();
            else if (message.Field == 10)
                domain = message.ReadString();
            else if (message.Field == 7)
                message.ReadMessage(m => ReadNode(m, 1));
        }
        _functions.Add((domain, name));
    }

    private void ReadGraph(ProtobufReader message, int depth)
    {
        if (depth > DeepestGraph)
            throw new FormatException($"has graphs more than {DeepestGraph} deep in one another");
        while (message.Next())
        {
            if (message.Field == 1)
                message.ReadMessage(m => ReadNode(m, depth));
            else if (message.Field == 5)
                message.ReadMessage(ReadTensor);
            else if (message.Field == 15)
                message.ReadMessage(ReadSparseTensor);
        }
    }

    private void ReadNode(ProtobufReader message, int depth)
    {
        var (type, domain) = ("", "");
        while (message.Next())
        {
            if (message.Field == 4)
                type = message.ReadString();
            else if (message.Field == 7)
                domain = message.ReadString();
            else if (message.Field == 5)
                message.ReadMessage(m => ReadAttribute(m, depth));
        }
        _operators.Add((domain, type));
    }

    // A node may hold tensors, and graphs such as the branches of an If.
    private void ReadAttribute(ProtobufReader message, int depth)
    {
        while (message.Next())
        {
            if (message.Field is 5 or 10)
                message.ReadMessage(ReadTensor);
            else if (message.Field is 6 or 11)
                message.ReadMessage(m => ReadGraph(m, depth + 1));
            else if (message.Field is 22 or 23)
                message.ReadMessage(ReadSparseTensor);
        }
    }

    private void ReadSparseTensor(ProtobufReader message)
    {
        while (message.Next())
        {
            if (message.Field is 1 or 2)
                message.ReadMessage(ReadTensor);
        }
    }

    private void ReadTensor(ProtobufReader message)
    {
        var name = "";
        var rows = -1L;
        while (message.Next())
        {
            if (message.Field == 1 && rows < 0)
                rows = message.ReadNumbers().FirstOrDefault(-1);
            else if (message.Field == 8)
                name = message.ReadString();
            else if (message.Field == 13)
                message.ReadMessage(ReadExternal);
        }
        if (rows > 0 && name.Contains("word_embeddings.weight", StringComparison.Ordinal) && !name.Contains("scale", StringComparison.Ordinal) && !name.Contains("zero_point", StringComparison.Ordinal))
            EmbeddingRows = rows;
    }

    private void ReadExternal(ProtobufReader message)
    {
        var (key, value) = ("", "");
        while (message.Next())
        {
            if (message.Field == 1)
                key = message.ReadString();
            else if (message.Field == 2)
                value = message.ReadString();
        }
        if (key == "location")
            _externalFiles.Add(value);
    }
}
