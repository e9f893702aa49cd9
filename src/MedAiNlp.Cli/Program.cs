using System.Text;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
Console.InputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
return await MedAiNlp.Cli.CommandLine.Run(args, MedAiNlp.Cli.Terminal.FromConsole()).ConfigureAwait(false);
