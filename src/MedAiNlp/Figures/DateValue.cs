using System.Globalization;

namespace MedAiNlp;

/// <summary>A point in calendar or clock time, as far as it was written; -1 where it was not.</summary>
internal record struct Moment()
{
    public int Year = -1;
    public int Month = -1;
    public int Day = -1;
    public int Hour = -1;
    public int Minute = -1;
    public int Second = -1;

    /// <summary>Whether words make it vaguer or other than the numbers say (年底, 上旬, 明年, 农历).</summary>
    public bool IsVague;

    /// <summary>Afternoon or evening, which moves hours before 12.</summary>
    public bool IsLater;

    public readonly bool HasDate => Year >= 0 || Month >= 0 || Day >= 0;

    public readonly bool HasClock => Hour >= 0;

    /// <summary>The finest unit written: 1 year, 2 month, 3 day, 4 clock.</summary>
    public readonly int Grain => Hour >= 0 ? 4 : Day >= 0 ? 3 : Month >= 0 ? 2 : 1;

    /// <summary>ISO 8601, in the truncated forms of XML Schema where the year is missing: 2024-10-11, 2024-10, --02-18, ---31, 08:30, --02-18T15:15.</summary>
    public readonly string? ToIso()
    {
        if (IsVague || (Year >= 0 && Month < 0 && Day >= 0))
        {
            return null;
        }

        CultureInfo c = CultureInfo.InvariantCulture;
        string date = (Year >= 0, Month >= 0, Day >= 0) switch
        {
            (true, true, true) => string.Create(c, $"{Year:0000}-{Month:00}-{Day:00}"),
            (true, true, false) => string.Create(c, $"{Year:0000}-{Month:00}"),
            (true, false, _) => string.Create(c, $"{Year:0000}"),
            (false, true, true) => string.Create(c, $"--{Month:00}-{Day:00}"),
            (false, true, false) => string.Create(c, $"--{Month:00}"),
            (false, false, true) => string.Create(c, $"---{Day:00}"),
            _ => "",
        };
        if (Hour < 0)
        {
            return date;
        }

        int hour = IsLater && Hour < 12 ? Hour + 12 : Hour;
        string clock = Second >= 0 ? string.Create(c, $"{hour:00}:{Math.Max(Minute, 0):00}:{Second:00}") : string.Create(c, $"{hour:00}:{Math.Max(Minute, 0):00}");
        return date.Length > 0 ? date + "T" + clock : clock;
    }
}

/// <summary>What a date mention says: one moment, or a range of two.</summary>
internal record struct DateValue()
{
    public Moment From = new();
    public Moment To = new();
    public bool IsRange;

    public readonly string? ToIso()
    {
        if (!IsRange)
        {
            return From.ToIso();
        }

        Moment to = To;
        // 2020年1月27日至2月20日, 2月1日至3日, 下午2点到5点: the end takes from the start what it leaves out.
        if (to.Year < 0 && From.Year >= 0 && (to.Month >= 0 || From.Month >= 0))
        {
            to.Year = From.Year;
        }

        if (to.Month < 0 && (to.Day >= 0 || to is { HasClock: true, HasDate: false } || to is { HasClock: true, Month: < 0, Day: < 0 }))
        {
            to.Month = From.Month;
        }

        if (to.Day < 0 && to.HasClock)
        {
            to.Day = From.Day;
        }

        string? start = From.ToIso();
        string? end = to.ToIso();
        return start is null || end is null ? null : start + "/" + end;
    }
}
