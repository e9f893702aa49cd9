namespace MedAiNlp;

/// <summary>What sort of quantity a figure states.</summary>
public enum FigureKind
{
    /// <summary>A number of people, things, places or events: 1500多家, 26.6万套, 40686名. JSON name <c>count</c>.</summary>
    Count,

    /// <summary>A share of a hundred, as a fraction of one: 90% and 九成 are 0.9, 3‰ is 0.003. JSON name <c>percent</c>.</summary>
    Percent,

    /// <summary>An amount of money: 15亿元, HK$300. JSON name <c>money</c>.</summary>
    Money,

    /// <summary>A length of time: 24小时, 8分34秒, 三年. JSON name <c>duration</c>.</summary>
    Duration,

    /// <summary>A physical or laboratory measure, or an age: 3cm, 38.2度, 5.6mmol/L, 130/80mmHg, 60岁. JSON name <c>measure</c>.</summary>
    Measure,

    /// <summary>A ratio, multiple or score without a physical unit: 4倍, 三分之一, R=0.87, 98分. JSON name <c>ratio</c>.</summary>
    Ratio,
}
