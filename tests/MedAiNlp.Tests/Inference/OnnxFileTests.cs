using MedAiNlp.Tests.Inference.HuggingFace;

namespace MedAiNlp.Tests.Inference;

public class OnnxFileTests
{
    private static readonly string Network = Path.Combine(TinyBert.Entities, "onnx", "model.onnx");

    [Fact]
    public void A_file_says_its_operators_its_producer_and_its_embeddings()
    {
        var file = Read(File.ReadAllBytes(Network));
        file.Opsets.Should().Equal(new Dictionary<string, long> { [""] = 14 });
        file.IrVersion.Should().Be(7);
        file.Producer.Should().Be("pytorch 1.13.0");
        file.EmbeddingRows.Should().Be(714);
        file.ExternalFiles.Should().BeEmpty();
        file.CustomOperators.Should().BeEmpty();
    }

    [Fact]
    public void Every_network_of_the_repository_can_be_read()
    {
        foreach (var path in Directory.EnumerateFiles(Repository.Models, "*.onnx", SearchOption.AllDirectories))
            Read(File.ReadAllBytes(path)).CustomOperators.Should().BeEmpty(path);
    }

    [Fact]
    public void External_weights_are_found_in_attributes_and_in_the_graphs_of_branches_too()
    {
        byte[] tensor = [.. Protobuf.Field(1, 4), .. Protobuf.Field(8, "w"), .. Protobuf.Field(13, [.. Protobuf.Field(1, "location"), .. Protobuf.Field(2, "deep.bin")])];
        var constant = Protobuf.Field(1, Protobuf.Field(4, "Constant"), Protobuf.Field(5, Protobuf.Field(1, "value"), Protobuf.Field(5, tensor)));
        var branch = Protobuf.Field(1, Protobuf.Field(4, "If"), Protobuf.Field(5, Protobuf.Field(1, "then_branch"), Protobuf.Field(6, constant)));
        Read(Protobuf.Graph(branch)).ExternalFiles.Should().Equal("deep.bin");
    }

    [Fact]
    public void An_operator_that_the_file_itself_defines_is_no_custom_one()
    {
        var use = Protobuf.CustomOperator("my.ops", "Magic");
        Read(use).CustomOperators.Should().Equal("my.ops::Magic");
        Read([.. use, .. Protobuf.Field(25, Protobuf.Field(1, "Magic"), Protobuf.Field(10, "my.ops"))]).CustomOperators.Should().BeEmpty();
    }

    [Fact]
    public void Graphs_without_end_in_one_another_are_refused()
    {
        var graph = Protobuf.Field(1, Protobuf.Field(4, "If"));
        for (var depth = 0; depth < 100; depth++)
            graph = Protobuf.Field(1, Protobuf.Field(4, "If"), Protobuf.Field(5, Protobuf.Field(6, graph)));
        var read = () => Read(Protobuf.Graph(graph));
        read.Should().Throw<FormatException>().WithMessage("*more than 32 deep*");
    }

    [Fact]
    public void Whatever_the_bytes_reading_ends_with_an_answer_or_a_format_error()
    {
        var whole = File.ReadAllBytes(Path.Combine(TinyPackage.Original, "model.onnx"));
        var random = new Random(1);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var change = random.Next(4); change > 0 && bytes.Length > 0; change--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                Read(bytes);
            }
            catch (FormatException e)
            {
                e.Message.Should().NotBeEmpty();
            }
        }
    }

    private static OnnxFile Read(byte[] bytes) => OnnxFile.Read(new MemoryStream(bytes));
}
