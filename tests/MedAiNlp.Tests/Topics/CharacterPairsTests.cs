namespace MedAiNlp.Tests.Topics;

public sealed class CharacterPairsTests
{
    [Theory]
    [InlineData('医', '院')]
    [InlineData('患', '者')]
    [InlineData(CharacterPairs.ClauseEnd, '但')]
    public void Characters_of_one_word_follow_each_other_far_oftener_than_by_chance(char first, char second)
    {
        CharacterPairs.Usual.Level(first, second).Should().Be(3);
    }

    [Theory]
    [InlineData('院', '们')]
    [InlineData('的', '了')]
    [InlineData(CharacterPairs.ClauseEnd, '们')]
    public void Characters_that_hardly_meet_are_less_usual_than_chance(char first, char second)
    {
        CharacterPairs.Usual.Level(first, second).Should().BeLessThan(2);
    }

    [Theory]
    [InlineData('☆', '院')]
    [InlineData('院', '\uD83D')]
    [InlineData('A', '院')]
    public void Of_other_characters_nothing_is_known(char first, char second)
    {
        CharacterPairs.Usual.Level(first, second).Should().Be(CharacterPairs.Unknown);
    }

    [Theory]
    [InlineData("县医哪家好院", 2, 5, true)]
    [InlineData("县人民医院", 1, 3, false)]
    public void A_stretch_is_alien_where_its_neighbours_go_together_better_without_it(string text, int from, int to, bool isAlien)
    {
        (CharacterPairs.Usual.GainWithout(text, from, to) > 0).Should().Be(isAlien);
    }
}
