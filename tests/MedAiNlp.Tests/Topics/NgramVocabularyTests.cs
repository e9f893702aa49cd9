namespace MedAiNlp.Tests.Topics;

public sealed class NgramVocabularyTests
{
    [Theory]
    [InlineData(6)]
    [InlineData(8)]
    [InlineData(12)]
    public void Rows_number_the_known_buckets_in_order(int bits)
    {
        int buckets = 1 << bits;
        var vocabulary = NgramVocabulary.Of(buckets, 4, bucket => bucket % 3 == 0);

        vocabulary.Rows.Should().Be((buckets + 2) / 3);
        Enumerable.Range(0, buckets).Select(bucket => vocabulary.RowOf((ulong)bucket << (64 - bits))).Should()
            .Equal(Enumerable.Range(0, buckets).Select(bucket => bucket % 3 == 0 ? bucket / 3 : -1));
    }

    [Fact]
    public void Bytes_bring_the_same_vocabulary_back()
    {
        var vocabulary = NgramVocabulary.Of(1 << 12, 4, bucket => bucket % 7 == 2);

        var copy = NgramVocabulary.FromBytes(vocabulary.ToBytes(), 4);

        copy.Buckets.Should().Be(vocabulary.Buckets);
        copy.ToBytes().Should().Equal(vocabulary.ToBytes());
    }

    [Fact]
    public void A_part_keeps_the_rows_that_are_asked_for()
    {
        var vocabulary = NgramVocabulary.Of(128, 4, bucket => bucket is 3 or 70 or 90);

        var part = vocabulary.Where(row => row != 1);

        part.Rows.Should().Be(2);
        part.RowOf(90UL << 57).Should().Be(1);
        part.RowOf(70UL << 57).Should().Be(-1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    [InlineData(24)]
    public void A_bitmap_of_an_impossible_size_is_refused(int length)
    {
        var read = () => NgramVocabulary.FromBytes(new byte[length], 4);

        read.Should().Throw<FormatException>().WithMessage($"it has {length} bytes*");
    }

    [Fact]
    public void Hashes_stay_what_trained_packages_were_made_with()
    {
        ulong hash = "远程会诊".Aggregate(0UL, NgramVocabulary.Extend);

        (hash >> 43).Should().Be(GoldenBucket, "a package names its n-grams by these hashes");
    }

    private const ulong GoldenBucket = 679803;
}
