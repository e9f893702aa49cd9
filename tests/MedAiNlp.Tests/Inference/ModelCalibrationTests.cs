namespace MedAiNlp.Tests.Inference;

public class ModelCalibrationTests
{
    [Theory]
    [InlineData(1, 0.9, 0.9)]
    [InlineData(1, 1, 1)]
    [InlineData(2, 0.5, 0.5)]
    [InlineData(2, 0.9, 0.75)]
    [InlineData(2, 0.1, 0.25)]
    [InlineData(0.5, 0.75, 0.9)]
    public void A_temperature_divides_the_logit(double temperature, double probability, double expected) =>
        new ModelCalibration(temperature).Apply(probability).Should().BeApproximately(expected, 1e-12);

    [Theory]
    [InlineData(0, 0.001)]
    [InlineData(1, 0.999)]
    public void What_float_arithmetic_takes_for_certain_is_not_certain(double probability, double expected) =>
        new ModelCalibration(2).Apply(probability).Should().BeApproximately(expected, 1e-6);
}
