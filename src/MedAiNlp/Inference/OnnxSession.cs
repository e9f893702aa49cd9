using Microsoft.ML.OnnxRuntime;

namespace MedAiNlp;

/// <summary>Opens a network in ONNX Runtime with the provider that was asked for, or says in one sentence why not.</summary>
internal static class OnnxSession
{
    private const int MostThreads = 1024;

    /// <exception cref="ModelPackageException">The file is no network, or this native library cannot run it.</exception>
    public static InferenceSession Open(ModelPackage package, InferenceOptions options)
    {
        var path = package.ModelPath;
        ArgumentOutOfRangeException.ThrowIfNegative(options.DeviceId);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Threads, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Threads, MostThreads);
        if (options.Session is { } own)
            return own;
        if (options.CustomOperatorLibraries.Count == 0 && package.Network.CustomOperators is { Count: > 0 } custom)
            throw new ModelPackageException("MED117", $"{path} uses operators that ONNX Runtime does not have ({string.Join(", ", custom.Take(3))}); export the model without them, or name the library that holds them in {nameof(InferenceOptions)}.{nameof(InferenceOptions.CustomOperatorLibraries)} if you trust it.");
        try
        {
            using var session = Settings(options);
            return new InferenceSession(path, session);
        }
        catch (OnnxRuntimeException e) when (e.Message.Contains("opset", StringComparison.OrdinalIgnoreCase) && e.Message.Contains("support", StringComparison.OrdinalIgnoreCase))
        {
            throw new ModelPackageException("MED116", $"{path} needs operators that this version of ONNX Runtime does not have ({FirstLine(e)}); export the model with a lower opset, such as 17.", e);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ModelPackageException("MED107", $"{path} is not a network that ONNX Runtime can load ({FirstLine(e)}); fetch the package again or export the model anew.", e);
        }
        catch (Exception e) when (e is DllNotFoundException or TypeInitializationException { InnerException: DllNotFoundException } or BadImageFormatException)
        {
            throw new ModelPackageException("MED111", $"the native library onnxruntime could not be loaded for {System.Runtime.InteropServices.RuntimeInformation.RuntimeIdentifier} ({FirstLine(e.InnerException ?? e)}); Linux x64, Windows x64 and arm64 and macOS arm64 are supported, and on Linux glibc 2.27 or later is needed.", e);
        }
    }

    public static string FirstLine(Exception e) => e.Message.Split('\n')[0].Trim().TrimEnd('.');

    private static SessionOptions Settings(InferenceOptions options)
    {
        var settings = new SessionOptions
        {
            // Parallelism is the caller's, over articles and windows: one thread a call leaves nothing to contend for.
            IntraOpNumThreads = options.Threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        try
        {
            AppendProvider(settings, options);
            foreach (var library in options.CustomOperatorLibraries)
                RegisterOperators(settings, library);
            return settings;
        }
        catch
        {
            settings.Dispose();
            throw;
        }
    }

    private static void AppendProvider(SessionOptions settings, InferenceOptions options)
    {
        if (options.Provider == ExecutionProvider.Cpu)
            return;
        var (name, cure) = options.Provider switch
        {
            ExecutionProvider.Cuda => ("CUDAExecutionProvider", "add the package Microsoft.ML.OnnxRuntime.Gpu to the app, with CUDA and cuDNN installed"),
            ExecutionProvider.DirectML => ("DmlExecutionProvider", "add the package Microsoft.ML.OnnxRuntime.DirectML to the app (Windows only)"),
            ExecutionProvider.CoreML => ("CoreMLExecutionProvider", "run on macOS, where the package Microsoft.ML.OnnxRuntime holds it"),
            _ => throw new ArgumentOutOfRangeException(nameof(options), options.Provider, "There is no such provider."),
        };
        var available = OrtEnv.Instance().GetAvailableProviders();
        if (!available.Contains(name))
            throw new ModelPackageException("MED118", $"the native library onnxruntime that is loaded has no {name} (it has {string.Join(", ", available)}); {cure}, or use the CPU.");
        try
        {
            switch (options.Provider)
            {
                case ExecutionProvider.Cuda:
                    settings.AppendExecutionProvider_CUDA(options.DeviceId);
                    break;
                case ExecutionProvider.DirectML:
                    settings.EnableMemoryPattern = false; // DirectML cannot work with it
                    settings.AppendExecutionProvider_DML(options.DeviceId);
                    break;
                default:
                    settings.AppendExecutionProvider("CoreML");
                    break;
            }
        }
        catch (Exception e) when (e is OnnxRuntimeException or EntryPointNotFoundException)
        {
            throw new ModelPackageException("MED118", $"{name} cannot be used with device {options.DeviceId} ({FirstLine(e)}); check the device and its drivers, {cure}, or use the CPU.", e);
        }
    }

    private static void RegisterOperators(SessionOptions settings, string library)
    {
        try
        {
            settings.RegisterCustomOpLibraryV2(library, out _);
        }
        catch (Exception e) when (e is OnnxRuntimeException or DllNotFoundException)
        {
            throw new ModelPackageException("MED117", $"{library} cannot be loaded as a library of operators ({FirstLine(e)}); give the full path of one built for ONNX Runtime and this platform.", e);
        }
    }
}
