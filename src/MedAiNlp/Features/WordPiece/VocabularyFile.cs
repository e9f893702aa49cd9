using System.Text;

namespace MedAiNlp;

/// <summary>Reads <c>vocab.txt</c>: a token a line, nothing trimmed but the line break.</summary>
internal static class VocabularyFile
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ModelPackageException">The file cannot be read, is not UTF-8, or is empty.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        var tokens = new List<string>();
        try
        {
            using var reader = new StreamReader(path, StrictUtf8);
            while (reader.ReadLine() is { } line)
                tokens.Add(line);
        }
        catch (DecoderFallbackException e)
        {
            throw new ModelPackageException("MED123", $"{path} is not UTF-8 near line {tokens.Count + 1}; give the vocabulary as it was published.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ModelPackageException("MED120", $"{path} cannot be opened ({e.Message.TrimEnd('.')}); check that it exists and may be read.", e);
        }
        return tokens;
    }
}
