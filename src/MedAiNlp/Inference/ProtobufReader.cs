using System.Text;

namespace MedAiNlp;

/// <summary>
/// Reads the fields of a Protocol Buffers message one after another from a stream, and passes over those that nobody wants
/// without reading them, so that a file of gigabytes is looked through in no time. Not thread-safe.
/// </summary>
/// <param name="stream">Seekable.</param>
internal sealed class ProtobufReader(Stream stream)
{
    private const int Varint64 = 0, Fixed64 = 1, Bytes = 2, Fixed32 = 5;

    /// <summary>No name, path or domain is longer.</summary>
    private const int LongestString = 1 << 16;

    private long _end = stream.Length;
    private long _fieldEnd = stream.Position;
    private int _wireType;

    /// <summary>The number of the field that was read last.</summary>
    public int Field { get; private set; }

    /// <summary>How many bytes the value of the field has; 0 for a number.</summary>
    public long Length => _wireType == Bytes ? _fieldEnd - stream.Position : 0;

    /// <summary>Goes to the next field of the message.</summary>
    /// <returns>Whether there is one.</returns>
    /// <exception cref="FormatException">The bytes are no message.</exception>
    public bool Next()
    {
        stream.Position = _fieldEnd;
        if (_fieldEnd == _end)
            return false;
        var key = Number();
        (Field, _wireType) = ((int)Math.Min(key >> 3, int.MaxValue), (int)(key & 7));
        if (Field == 0)
            throw Fault("has a field without a number");
        switch (_wireType)
        {
            case Varint64:
                var start = stream.Position;
                Number();
                _fieldEnd = stream.Position;
                stream.Position = start;
                break;
            case Fixed64:
                End(8);
                break;
            case Fixed32:
                End(4);
                break;
            case Bytes:
                var length = Number();
                End(length > long.MaxValue ? long.MaxValue : (long)length);
                break;
            default:
                throw Fault($"has the unknown wire type {_wireType}");
        }
        return true;
    }

    /// <summary>The value of a field that is a number.</summary>
    public long ReadNumber() => _wireType == Varint64 ? (long)Number() : throw Fault($"has in field {Field} no number");

    /// <summary>The value of a field that is a string.</summary>
    public string ReadString()
    {
        var bytes = ReadBytes();
        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>The numbers of a repeated field, packed or one by one.</summary>
    public IEnumerable<long> ReadNumbers()
    {
        if (_wireType != Bytes)
        {
            yield return ReadNumber();
            yield break;
        }
        while (stream.Position < _fieldEnd)
            yield return (long)Number();
    }

    /// <summary>Reads the value of the field as a message of its own.</summary>
    public void ReadMessage(Action<ProtobufReader> read)
    {
        if (_wireType != Bytes)
            throw Fault($"has in field {Field} no message");
        var (end, fieldEnd) = (_end, _fieldEnd);
        (_end, _fieldEnd) = (fieldEnd, stream.Position);
        read(this);
        (_end, _fieldEnd) = (end, fieldEnd);
    }

    private byte[] ReadBytes()
    {
        if (_wireType != Bytes || Length > LongestString)
            throw Fault($"has in field {Field} no string of up to {LongestString} bytes");
        var bytes = new byte[Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private void End(long length)
    {
        if (length > _end - stream.Position)
            throw Fault($"ends in the middle of field {Field}");
        _fieldEnd = stream.Position + length;
    }

    private ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.Position < _end ? stream.ReadByte() : -1;
            if (next < 0)
                throw Fault("ends in the middle of a number");
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Fault("has a number of more than 64 bits");
    }

    private FormatException Fault(string what) => new($"{what} at byte {stream.Position}");
}
