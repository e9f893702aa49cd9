namespace MedAiNlp;

/// <summary>The topics of the default model. Other models may bring topics of their own, so topics are strings.</summary>
public static class Topics
{
    /// <summary>影像AI: artificial intelligence applied to medical images.</summary>
    public const string ImagingAi = "imaging-ai";

    /// <summary>远程医疗: care or expertise given across distance between professionals or institutions.</summary>
    public const string Telemedicine = "telemedicine";

    /// <summary>5G医疗: 5G networks used in health care, carrying the story.</summary>
    public const string FiveG = "5g";

    /// <summary>互联网医院: care or medicine given to patients online.</summary>
    public const string InternetHospital = "internet-hospital";

    /// <summary>垃圾内容: pages made for search engines or clicks.</summary>
    public const string Spam = "spam";
}
