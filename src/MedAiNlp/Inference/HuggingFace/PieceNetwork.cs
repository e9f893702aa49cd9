using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace MedAiNlp;

/// <summary>
/// A network of BERT's kind: ids of tokens in, logits out, for each token or for each text. It is fed what it asks for: int32 or
/// int64, with segments and positions or without, in the batch and length that it has fixed, where it has. Thread-safe.
/// </summary>
internal sealed class PieceNetwork : IDisposable
{
    private const string Ids = "input_ids", Mask = "attention_mask", Segments = "token_type_ids", Positions = "position_ids", Logits = "logits";

    /// <summary>How many windows one inference takes at most, where the network leaves it open.</summary>
    private const int BatchSize = 4;

    private static readonly string[] SentenceEnds = ["。", "！", "？", "；", "!", "?", ";"];

    private readonly InferenceSession _session;
    private readonly Lifetime _lifetime;
    private readonly string _path;
    private readonly WordPieceTokenizer _tokenizer;
    private readonly PieceWindows _windows;
    private readonly string[] _inputs;
    private readonly string _output;
    private readonly int _labels;
    private readonly bool _isPerToken;
    private readonly int _fixedBatch;
    private readonly int _fixedLength;

    private PieceNetwork(InferenceSession session, bool ownsSession, ModelPackage package, WordPieceTokenizer tokenizer)
    {
        _session = session;
        _lifetime = new Lifetime(package.Manifest.Name, () =>
        {
            if (ownsSession)
                session.Dispose();
        });
        _path = package.ModelPath;
        _tokenizer = tokenizer;
        _labels = package.Manifest.Labels.Count;
        _isPerToken = package.Manifest.Task == ModelTasks.Tokens;
        _inputs = [.. session.InputMetadata.Keys];
        CheckInputs();
        _output = CheckOutput();
        var shape = session.InputMetadata[Ids].Dimensions;
        (_fixedBatch, _fixedLength) = (Math.Max(shape[0], 0), Math.Max(shape[1], 0));
        (MaxLength, Stride) = Fit(package.Manifest.Features, package);
        _windows = new PieceWindows(MaxLength - Special, Stride, SentenceEnds.Select(tokenizer.IdOf).OfType<int>().Where(id => id != tokenizer.UnkId).ToHashSet());
    }

    /// <summary>The most tokens that are read at once, special ones counted.</summary>
    public int MaxLength { get; }

    /// <summary>How many tokens of each window are kept.</summary>
    public int Stride { get; }

    public string Describe => $"{(_fixedBatch > 0 ? $"batch {_fixedBatch}" : "any batch")}, {(_fixedLength > 0 ? $"length {_fixedLength}" : $"length up to {MaxLength}")}";

    /// <summary>What the network says of its inputs and outputs.</summary>
    public IEnumerable<string> Shapes => OnnxModel.Describe(_session);

    private int Special => _tokenizer.SpecialIdsBefore.Length + _tokenizer.SpecialIdsAfter.Length;

    /// <exception cref="ModelPackageException">The network cannot be loaded, or does not fit the tokenizer or the labels.</exception>
    public static PieceNetwork Open(ModelPackage package, WordPieceTokenizer tokenizer, InferenceOptions inference)
    {
        CheckVocabulary(package, tokenizer);
        var session = OnnxSession.Open(package, inference);
        var owns = inference.Session is null;
        try
        {
            return new PieceNetwork(session, owns, package, tokenizer);
        }
        catch
        {
            if (owns)
                session.Dispose();
            throw;
        }
    }

    /// <summary>The windows that tokens are read in.</summary>
    public IEnumerable<Window> Windows(ReadOnlyMemory<int> tokens) => _windows.Windows(tokens);

    /// <summary>
    /// Runs the network over the tokens of a text and hands on, in order, the logits of each kept token, or of each window where the
    /// network judges texts: rows of one number a label.
    /// </summary>
    /// <exception cref="ModelPackageException">The network failed.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped, perhaps inside the network.</exception>
    /// <exception cref="ObjectDisposedException">The network was disposed of.</exception>
    public void Run<TState>(ReadOnlyMemory<int> tokens, OnnxModel.ReadLogits<TState> read, TState state, CancellationToken cancellationToken)
    {
        using var use = _lifetime.Enter();
        foreach (var windows in _windows.Windows(tokens).Chunk(_fixedBatch > 0 ? _fixedBatch : BatchSize))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var rows = _fixedBatch > 0 ? _fixedBatch : windows.Length;
            var width = _fixedLength > 0 ? _fixedLength : windows.Max(w => w.End - w.Start) + Special;
            float[] logits;
            using (_isPerToken ? StepTimer.Start(Steps.Network) : default)
                logits = Infer(tokens.Span, windows, rows, width, cancellationToken);
            MedAiTelemetry.Windows.Add(windows.Length);
            for (var row = 0; row < windows.Length; row++)
            {
                var window = windows[row];
                var (first, count) = _isPerToken
                    ? ((row * width) + _tokenizer.SpecialIdsBefore.Length + window.KeepStart - window.Start, window.KeepEnd - window.KeepStart)
                    : (row, 1);
                var kept = logits.AsSpan(first * _labels, count * _labels);
                foreach (var logit in kept)
                {
                    if (!float.IsFinite(logit))
                        throw new ModelPackageException("MED109", $"{_path} gives {logit} where a number is expected; half floats have run over: export the model in float32.");
                }
                using (_isPerToken ? StepTimer.Start(Steps.Decode) : default)
                    read(kept, state);
            }
        }
    }

    /// <summary>Frees the native memory of the network once the runs under way have ended.</summary>
    public void Dispose() => _lifetime.Dispose();

    private float[] Infer(ReadOnlySpan<int> tokens, Window[] windows, int rows, int width, CancellationToken cancellationToken)
    {
        var ids = new int[rows * width];
        var mask = new int[rows * width];
        var positions = new int[rows * width];
        Array.Fill(ids, _tokenizer.PadId ?? 0);
        for (var row = 0; row < rows; row++)
        {
            // A batch of fixed size is filled up with its first text again.
            var window = windows[row < windows.Length ? row : 0];
            var into = ids.AsSpan(row * width, width);
            var content = tokens[window.Start..window.End];
            _tokenizer.SpecialIdsBefore.CopyTo(into);
            content.CopyTo(into[_tokenizer.SpecialIdsBefore.Length..]);
            _tokenizer.SpecialIdsAfter.CopyTo(into[(_tokenizer.SpecialIdsBefore.Length + content.Length)..]);
            mask.AsSpan(row * width, content.Length + Special).Fill(1);
            for (var i = 0; i < width; i++)
                positions[(row * width) + i] = i;
        }
        using var inputs = new TensorSet([.. _inputs.Select(name => Tensor(name, name switch { Ids => ids, Mask => mask, Positions => positions, _ => new int[ids.Length] }, rows, width))]);
        using var options = new RunOptions();
        try
        {
            using var stop = cancellationToken.UnsafeRegister(static o => ((RunOptions)o!).Terminate = true, options);
            using var results = _session.Run(options, _inputs, inputs.Values, [_output]);
            return Read(results[0], _isPerToken ? rows * width : rows);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackageException("MED109", $"{_path} failed while running ({OnnxSession.FirstLine(e)}); the network does not accept what its description promises: check max_position_embeddings, or export it with dynamic batch and length.", e);
        }
    }

    private OrtValue Tensor(string name, int[] values, int rows, int width)
    {
        long[] shape = [rows, width];
        return _session.InputMetadata[name].ElementType == typeof(int)
            ? OrtValue.CreateTensorValueFromMemory(values, shape)
            : OrtValue.CreateTensorValueFromMemory(Array.ConvertAll(values, v => (long)v), shape);
    }

    private float[] Read(OrtValue output, int rows)
    {
        var shape = output.GetTensorTypeAndShape();
        if (shape.ElementCount != (long)rows * _labels)
            throw Misfit($"gives {shape.ElementCount} numbers ({string.Join(" × ", shape.Shape)}) for {rows} rows of {_labels} labels", "write the labels of this very model");
        if (shape.ElementDataType != TensorElementType.Float16)
            return output.GetTensorDataAsSpan<float>().ToArray();
        var halves = MemoryMarshal.Cast<Float16, Half>(output.GetTensorDataAsSpan<Float16>());
        var logits = new float[halves.Length];
        for (var i = 0; i < logits.Length; i++)
            logits[i] = (float)halves[i];
        return logits;
    }

    private void CheckInputs()
    {
        foreach (var name in _inputs)
        {
            var input = _session.InputMetadata[name];
            if (name is not (Ids or Mask or Segments or Positions))
                throw Misfit($"wants the input {name}, which MedAiNlp does not give (it gives {Ids}, {Mask}, {Segments}, {Positions})", "export the model without it");
            if ((input.ElementType != typeof(int) && input.ElementType != typeof(long)) || input.Dimensions.Length != 2)
                throw Misfit($"has the input {OnnxModel.Shape(name, input)}, expected Int32 or Int64 [batch, length]", "export the model with optimum-cli");
        }
        if (!_inputs.Contains(Ids))
            throw Misfit($"has no input {Ids} (it has {string.Join(", ", _inputs)})", "export the model with optimum-cli");
        if (_inputs.FirstOrDefault(i => !_session.InputMetadata[i].Dimensions.SequenceEqual(_session.InputMetadata[Ids].Dimensions)) is { } other)
            throw Misfit($"fixes {OnnxModel.Shape(other, _session.InputMetadata[other])} and {OnnxModel.Shape(Ids, _session.InputMetadata[Ids])} differently", "export the model with optimum-cli");
    }

    private string CheckOutput()
    {
        var outputs = _session.OutputMetadata;
        var name = outputs.ContainsKey(Logits) ? Logits : outputs.Count == 1 ? outputs.Keys.Single()
            : throw Misfit($"has no output {Logits} (it has {string.Join(", ", outputs.Keys)})", "export the model with the task that it was fine-tuned for");
        var output = outputs[name];
        if (output.ElementType != typeof(float) && output.ElementType != typeof(Float16))
            throw Misfit($"has the output {OnnxModel.Shape(name, output)}, expected Single or Float16", "export the model with optimum-cli");
        // A network that does not know its own shape is judged by its first answer.
        var rank = _isPerToken ? 3 : 2;
        if (output.Dimensions.Length > 0 && output.Dimensions.Length != rank)
            throw Misfit($"has the output {OnnxModel.Shape(name, output)}, expected {rank} dimensions for {(_isPerToken ? ModelTasks.Tokens : ModelTasks.Texts)}", "export the model with the task that it was fine-tuned for");
        if (output.Dimensions.Length > 0 && output.Dimensions[^1] >= 0 && output.Dimensions[^1] != _labels)
            throw Misfit($"has the output {OnnxModel.Shape(name, output)}, but there are {_labels} labels", "write the labels of this very model");
        return name;
    }

    private (int MaxLength, int Stride) Fit(ModelFeatures features, ModelPackage package)
    {
        var length = features.MaxLength;
        if (_fixedLength > 0 && _fixedLength < length)
        {
            if (_fixedLength <= Special)
                throw Misfit($"reads {_fixedLength} tokens at once, which leaves none beside the {Special} special ones", "export the model with a dynamic or a larger length");
            length = _fixedLength;
        }
        if (length <= Special)
            throw new ModelPackageException("MED103", $"{package.Directory} says that the model reads {length} tokens at once, which leaves none beside the {Special} special ones; correct max_position_embeddings or features.maxLength.");
        var content = length - Special;
        if (features.Stride < 1 || (features.Stride > features.MaxLength - Special))
            throw new ModelPackageException("MED103", $"{package.Directory} has maxLength {features.MaxLength} and stride {features.Stride}; expected a stride of 1 to maxLength less the {Special} special tokens.");
        // A network of fixed length keeps the same share of its window.
        return (length, features.MaxLength == length ? Math.Min(features.Stride, content) : Math.Max(1, (int)((long)content * features.Stride / (features.MaxLength - Special))));
    }

    // A table of embeddings is often a little longer than the vocabulary, so that its rows are a round number.
    private static void CheckVocabulary(ModelPackage package, WordPieceTokenizer tokenizer)
    {
        const int roundedTo = 8, mostSpare = 128;
        var size = tokenizer.VocabularySize;
        if (size > package.Options.MaxVocabulary)
            throw new ModelPackageException("MED125", $"{package.Directory} has a vocabulary of {size} tokens, more than the {package.Options.MaxVocabulary} that are allowed; raise {nameof(ModelPackageOptions)}.{nameof(ModelPackageOptions.MaxVocabulary)} if that is right.");
        if (package.Network.EmbeddingRows is not { } rows || rows == size)
            return;
        if (size > rows || rows % roundedTo != 0 || rows - size >= mostSpare)
            throw new ModelPackageException("MED108", $"{package.ModelPath} has embeddings for {rows} tokens, and the vocabulary has {size}; give the tokenizer files of this very model.");
    }

    private ModelPackageException Misfit(string what, string cure) => new("MED108", $"{_path} {what}; {cure}.");
}
