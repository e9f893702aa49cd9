using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp;

/// <summary>
/// A network in ONNX Runtime, checked against what the library feeds it before the first inference. Runs on one thread a
/// call; any number of threads may call at once. Owns native memory until disposed.
/// </summary>
internal sealed class OnnxModel : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string _path;
    private readonly bool _ownsSession;

    private OnnxModel(InferenceSession session, string path, bool ownsSession)
    {
        _session = session;
        _path = path;
        _ownsSession = ownsSession;
    }

    /// <summary>Opens the network of a package.</summary>
    /// <param name="package">Names the file.</param>
    /// <param name="inputs">Names and element types that the library will feed, all of them and no others.</param>
    /// <param name="output">The output that it will read: float32, its last dimension one column for each label.</param>
    /// <param name="inference">How it is run; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ModelPackageException">The file is no network, or does not fit.</exception>
    public static OnnxModel Open(ModelPackage package, IReadOnlyList<(string Name, Type Element, int Rank)> inputs, string output, InferenceOptions? inference = null)
    {
        var path = package.ModelPath;
        inference ??= new InferenceOptions();
        var session = OnnxSession.Open(package, inference);
        try
        {
            CheckInputs(session, path, inputs);
            CheckOutput(session, path, output, package.Manifest.Labels.Count);
        }
        catch
        {
            if (inference.Session is null)
                session.Dispose();
            throw;
        }
        return new OnnxModel(session, path, ownsSession: inference.Session is null);
    }

    /// <summary>What the network says of itself, for people to read: inputs and outputs with types and shapes.</summary>
    public IEnumerable<string> Describe() =>
        Describe(_session);

    /// <summary>What a network says of itself: inputs and outputs with types and shapes.</summary>
    public static IEnumerable<string> Describe(InferenceSession session) =>
        session.InputMetadata.Select(m => $"input {Shape(m.Key, m.Value)}").Concat(session.OutputMetadata.Select(m => $"output {Shape(m.Key, m.Value)}"));

    /// <summary>Runs the network once and hands its first output, row by row as it lies in memory, to a reader.</summary>
    /// <typeparam name="TState">What the reader needs, handed through so that no closure is made.</typeparam>
    public void Run<TState>(IReadOnlyList<string> inputNames, IReadOnlyList<OrtValue> inputs, string output, TState state, ReadLogits<TState> read)
    {
        IDisposableReadOnlyCollection<OrtValue> results;
        try
        {
            results = _session.Run(_options, inputNames, inputs, [output]);
        }
        catch (OnnxRuntimeException e)
        {
            throw RunFailed(e);
        }
        using (results)
            read(results[0].GetTensorDataAsSpan<float>(), state);
    }

    /// <summary>Fixes which memory the network reads and writes, for any number of runs one after another.</summary>
    /// <param name="inputs">Every input with its memory.</param>
    /// <param name="output">The name of the output.</param>
    /// <param name="into">Memory of just the shape that the output will have.</param>
    public OrtIoBinding Bind(IEnumerable<(string Name, OrtValue Value)> inputs, string output, OrtValue into)
    {
        var binding = _session.CreateIoBinding();
        foreach (var (name, value) in inputs)
            binding.BindInput(name, value);
        binding.BindOutput(output, into);
        return binding;
    }

    /// <summary>A binding that names no memory yet.</summary>
    public OrtIoBinding NewBinding() => _session.CreateIoBinding();

    /// <summary>Runs the network once over bound memory.</summary>
    /// <param name="binding">From <see cref="Bind"/> or <see cref="NewBinding"/>.</param>
    /// <param name="options">The caller's own; no other run uses them at the same time.</param>
    /// <param name="cancellationToken">Stops the run between two operators of the network.</param>
    /// <exception cref="OperationCanceledException">The run was stopped; what it wrote is of no use.</exception>
    public void Run(OrtIoBinding binding, RunOptions options, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        try
        {
            using (cancellationToken.UnsafeRegister(static o => ((RunOptions)o!).Terminate = true, options))
                _session.RunWithBinding(options, binding);
        }
        catch (OnnxRuntimeException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            throw RunFailed(e);
        }
        finally
        {
            if (options.Terminate)
                options.Terminate = false;
        }
    }

    public delegate void ReadLogits<in TState>(ReadOnlySpan<float> logits, TState state);

    public void Dispose()
    {
        _options.Dispose();
        if (_ownsSession)
            _session.Dispose();
    }

    private static void CheckInputs(InferenceSession session, string path, IReadOnlyList<(string Name, Type Element, int Rank)> expected)
    {
        foreach (var (name, element, rank) in expected)
        {
            if (!session.InputMetadata.TryGetValue(name, out var input))
                throw Misfit(path, $"has no input {name} (it has {string.Join(", ", session.InputMetadata.Keys)})");
            if (input.ElementType != element || input.Dimensions.Length != rank)
                throw Misfit(path, $"has the input {Shape(name, input)}, expected {element.Name} of {rank} dimensions");
        }
        var names = expected.Select(e => e.Name).ToHashSet();
        if (session.InputMetadata.Keys.FirstOrDefault(k => !names.Contains(k)) is { } unknown)
            throw Misfit(path, $"wants the input {unknown}, which these features do not give");
    }

    private static void CheckOutput(InferenceSession session, string path, string name, int labels)
    {
        if (!session.OutputMetadata.TryGetValue(name, out var output))
            throw Misfit(path, $"has no output {name} (it has {string.Join(", ", session.OutputMetadata.Keys)})");
        if (output.ElementType != typeof(float))
            throw Misfit(path, $"has the output {Shape(name, output)}, expected Single");
        if (output.Dimensions.Length == 0 || output.Dimensions[^1] != labels)
            throw Misfit(path, $"has the output {Shape(name, output)}, but {ModelPackage.ManifestFile} lists {labels} labels");
    }

    private ModelPackageException RunFailed(OnnxRuntimeException e) =>
        new("MED109", $"{_path} failed while running ({OnnxSession.FirstLine(e)}); the network does not accept what its description promises: export it with dynamic batch and length.", e);

    private static ModelPackageException Misfit(string path, string what) =>
        new("MED108", $"{path} {what}; export the network and write {ModelPackage.ManifestFile} from the same training run.");

    public static string Shape(string name, NodeMetadata node) =>
        $"{name}: {node.ElementType.Name}[{string.Join(", ", node.Dimensions.Zip(node.SymbolicDimensions, (d, s) => d >= 0 ? d.ToString() : s.Length > 0 ? s : "?"))}]";
}
