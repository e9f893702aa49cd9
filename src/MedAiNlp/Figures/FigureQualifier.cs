namespace MedAiNlp;

/// <summary>How the words around a number hedge it.</summary>
public enum FigureQualifier
{
    /// <summary>Stated as it is: 共15家, 高达90%. JSON name <c>exact</c>.</summary>
    Exact,

    /// <summary>Around the value: 近200例, 约5分钟, 15秒左右, 两三天. JSON name <c>approx</c>.</summary>
    Approximate,

    /// <summary>The value or more: 1500多家, 超过90%, 90%以上, 数十台, ≥5. JSON name <c>at-least</c>.</summary>
    AtLeast,

    /// <summary>The value or less: 不到13万名, 40分钟内, 5%以下, ≤3. JSON name <c>at-most</c>.</summary>
    AtMost,
}
