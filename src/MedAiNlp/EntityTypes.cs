namespace MedAiNlp;

/// <summary>The entity types of the default models. Other models may bring types of their own, so types are strings.</summary>
public static class EntityTypes
{
    /// <summary>A named institution that treats patients.</summary>
    public const string Hospital = "HOSPITAL";

    /// <summary>A named business, its brand, branch or division.</summary>
    public const string Company = "COMPANY";

    /// <summary>Any other named organisation: universities, agencies, associations, media.</summary>
    public const string Organization = "ORG";

    /// <summary>A named human being.</summary>
    public const string Person = "PERSON";

    /// <summary>A calendar date, a month, a year, a clock time, or a range of them; found by grammar.</summary>
    public const string Date = "DATE";
}
