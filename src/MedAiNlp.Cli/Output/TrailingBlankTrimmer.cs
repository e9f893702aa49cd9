using System.Text;

namespace MedAiNlp.Cli.Output;

/// <summary>Leaves out the blanks with which a grid fills its lines: in a file or a pipe they are noise.</summary>
internal sealed class TrailingBlankTrimmer(TextWriter writer) : TextWriter
{
    private int _blanks;

    public override Encoding Encoding => writer.Encoding;

    public override void Write(char value)
    {
        if (value == ' ')
        {
            _blanks++;
            return;
        }
        if (value is not ('\n' or '\r'))
        {
            for (; _blanks > 0; _blanks--)
                writer.Write(' ');
        }
        _blanks = 0;
        writer.Write(value);
    }

    public override void Flush() => writer.Flush();
}
