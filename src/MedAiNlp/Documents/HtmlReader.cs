using System.Text;
using AngleSharp.Html;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using AngleSharp.Text;

namespace MedAiNlp;

/// <summary>
/// HTML to visible text in one pass over the tokens of AngleSharp, which know their place in the source (the nodes of its tree do not).
/// A stack of open elements carries what reading needs; its depth is bounded, so that no nesting makes it slow or large.
/// </summary>
internal sealed class HtmlReader
{
    // Browsers stop nesting near here as well. Elements beyond are read as content of the deepest.
    private const int MaxDepth = 512;

    private const int MaxDeclared = 64 * 1024;

    private readonly string _source;
    private readonly bool _showScripted;
    private readonly StringBuilder _text;
    private readonly SourceMap _map = new();
    private readonly List<DraftBlock> _blocks = [];
    private readonly List<(string Name, string Value, TextSpan Source)> _declared = [];
    private readonly List<Element> _open = [];
    private readonly Dictionary<string, int> _openCount = [];

    private DraftBlock? _block;
    private BlockGap? _break = BlockGap.Paragraph;
    private bool _tab;
    private int _boldCharacters, _spaceStart = -1, _spaceEnd, _blocksBegun, _overflow, _foreign;
    private bool _spaceHasBreak;
    private long _hiddenByStyle, _shown;

    private HtmlReader(string source, bool showScripted)
    {
        _source = source;
        _showScripted = showScripted;
        _text = new StringBuilder(Math.Min(source.Length, 1 << 16));
    }

    public static Draft Read(string html)
    {
        var reader = new HtmlReader(html, showScripted: false);
        Draft draft = reader.Run();

        // Pages that a script uncovers (visibility: hidden until loaded) keep nearly everything hidden; then it is the page.
        return reader._hiddenByStyle > 2 * reader._shown ? new HtmlReader(html, showScripted: true).Run() : draft;
    }

    private Draft Run()
    {
        using var tokens = new HtmlTokenizer(new TextSource(_source), HtmlEntityProvider.Resolver);
        while (true)
        {
            HtmlToken token = tokens.Get();
            switch (token.Type)
            {
                case HtmlTokenType.EndOfFile:
                    EndBlock();
                    return new Draft(_text.ToString()) { Blocks = _blocks, Map = _map, Declared = _declared };
                case HtmlTokenType.StartTag:
                    Start(token.AsTag(), tokens);
                    break;
                case HtmlTokenType.EndTag:
                    End(token.Name);
                    break;
                case HtmlTokenType.Character:
                    Characters(token.Data, token.Position.Index, Math.Min(tokens.Position, _source.Length));
                    break;
            }

            tokens.IsAcceptingCharacterData = _foreign > 0;
        }
    }

    private void Start(HtmlTagToken tag, HtmlTokenizer tokens)
    {
        string name = tag.Name;
        if (_foreign == 0 && HtmlElements.ContentMode(name) is { } mode)
            tokens.State = mode;
        if (name == "meta")
            Meta(tag);
        if (name == "br")
        {
            Break(Top.IsHeading ? null : BlockGap.Line);
            return;
        }

        if (HtmlElements.Void.Contains(name))
        {
            if (name == "hr")
                Break(BlockGap.Paragraph);
            return;
        }

        if (_foreign > 0 && tag.IsSelfClosing)
            return;
        foreach (string ended in HtmlElements.ImpliedEnds(name))
            EndImplied(ended, name);
        bool breaks = HtmlElements.Breaking.Contains(name);
        if (breaks && _openCount.GetValueOrDefault("p") > 0)
            EndImplied("p", "p");

        if (_open.Count >= MaxDepth)
        {
            _overflow++;
            if (breaks)
                Break(BlockGap.Paragraph);
            return;
        }

        Element element = Top with { Name = name, Breaks = breaks, RowBegun = -1 };
        if (name is "svg" or "math")
            _foreign++;
        bool byStyle = HtmlElements.IsHiddenByStyle(tag, out bool shownByScript) && !(shownByScript && _showScripted) && !(shownByScript && tag.GetAttribute("id") == "js_content");
        element.IsHidden |= HtmlElements.Hidden.Contains(name) || byStyle;
        element.IsHiddenByStyle |= byStyle && shownByScript;
        element.IsArticle |= HtmlElements.IsArticle(name, tag);
        element.Role = HtmlElements.RoleOf(name, tag, element.IsArticle) ?? element.Role;
        switch (name)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6":
                element.Kind = BlockKind.Heading;
                element.Level = name[1] - '0';
                break;
            case "header":
                element.IsHeader = true;
                break;
            case "li" or "dd" or "dt":
                element.Kind = BlockKind.ListItem;
                element.Level = Math.Max(element.ListDepth, 1);
                break;
            case "ul" or "ol" or "dl" or "menu":
                element.ListDepth++;
                break;
            case "tr":
                element.Kind = BlockKind.TableRow;
                element.Level = 0;
                break;
            case "caption" or "figcaption":
                element.Kind = BlockKind.Caption;
                break;
            case "blockquote":
                element.Kind = BlockKind.Quote;
                break;
            case "pre" or "listing" or "xmp" or "plaintext":
                element.IsPreformatted = true;
                break;
            case "code":
                element.Kind = element.IsPreformatted ? BlockKind.Code : element.Kind;
                break;
            case "a":
                element.IsLink = true;
                break;
            case "b" or "strong":
                element.IsBold = true;
                break;
            case "body":
                element = element with { Kind = BlockKind.Paragraph };
                break;
        }

        if (name is "td" or "th")
            BeginCell();
        else if (breaks)
            Break(BlockGap.Paragraph);
        if (name == "tr")
            element.RowBegun = _blocksBegun;
        _open.Add(element);
        _openCount[name] = _openCount.GetValueOrDefault(name) + 1;
    }

    private void End(string name)
    {
        if (name is "br" or "p" && _openCount.GetValueOrDefault(name) == 0)
        {
            Break(name == "p" ? BlockGap.Paragraph : BlockGap.Line);
            return;
        }

        if (_overflow > 0)
        {
            _overflow--;
            if (HtmlElements.Breaking.Contains(name))
                Break(BlockGap.Paragraph);
            return;
        }

        if (_openCount.GetValueOrDefault(name) == 0)
            return;
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Name == name)
            {
                PopTo(i);
                return;
            }

            if (HtmlElements.Scopes.Contains(_open[i].Name) && !(name is "table" or "tr" or "td" or "th" or "tbody" or "thead" or "tfoot" or "body" or "html" && _open[i].Name != "table"))
                return;
        }
    }

    private void EndImplied(string ended, string by)
    {
        if (_openCount.GetValueOrDefault(ended) == 0)
            return;
        for (int i = _open.Count - 1; i >= 0; i--)
        {
            if (_open[i].Name == ended)
            {
                PopTo(i);
                return;
            }

            if (HtmlElements.StopsImpliedEnd(_open[i].Name, by) || by == "p" && HtmlElements.Scopes.Contains(_open[i].Name))
                return;
        }
    }

    private void PopTo(int index)
    {
        for (int i = _open.Count - 1; i >= index; i--)
        {
            Element element = _open[i];
            _openCount[element.Name]--;
            if (element.Name is "svg" or "math" && _foreign > 0)
                _foreign--;
            if (element.Breaks)
                Break(BlockGap.Paragraph);
            _open.RemoveAt(i);
        }
    }

    // Cells of a row stand on one line, unless an earlier cell of it took several lines: then the table is a layout.
    private void BeginCell()
    {
        int row = _open.FindLastIndex(e => e.RowBegun >= 0);
        int begun = row < 0 ? 0 : _blocksBegun - _open[row].RowBegun;
        if (begun == 1 && _block is not null)
        {
            _break = null;
            _tab = true;
            _spaceStart = -1;
        }
        else if (begun > 1)
        {
            Break(BlockGap.Paragraph);
        }
    }

    private void Characters(string data, int sourceStart, int sourceEnd)
    {
        Element top = Top;
        if (top.IsHidden)
        {
            if (top.IsHiddenByStyle)
                _hiddenByStyle += data.Length;
            if (top.Name == "title" && _foreign == 0)
                Declare("title", data, TextSpan.FromBounds(sourceStart, sourceEnd));
            else if (top.Name == "script" && data.Length <= MaxDeclared && data.Contains("schema.org", StringComparison.Ordinal))
                Declare("json-ld", data, TextSpan.FromBounds(sourceStart, sourceEnd));
            return;
        }

        HtmlCharacters.Align(data, _source, sourceStart, sourceEnd, (start, length, from, sourceLength) => Append(data.AsSpan(start, length), from, sourceLength));
    }

    // One aligned run: either as long as its source, or an atom.
    private void Append(ReadOnlySpan<char> run, int from, int sourceLength)
    {
        bool even = run.Length == sourceLength;
        bool preformatted = Top.IsPreformatted;
        int i = 0;
        while (i < run.Length)
        {
            char c = run[i];
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                if (preformatted && c == '\n')
                {
                    Break(BlockGap.Line);
                }
                else
                {
                    int at = even ? from + i : from;
                    if (_spaceStart < 0)
                    {
                        _spaceStart = _spaceEnd = at;
                        _spaceHasBreak = false;
                    }

                    // White space on both sides of a tag is one space, whose source is what stands before the tag.
                    _spaceHasBreak |= c is '\n' or '\r';
                    if (_spaceEnd == at)
                        _spaceEnd = even ? at + 1 : from + sourceLength;
                }

                i++;
                continue;
            }

            if (c == '\0')
            {
                i++;
                continue;
            }

            int end = i + 1;
            while (end < run.Length && run[end] is not (' ' or '\t' or '\n' or '\r' or '\f' or '\0'))
                end++;
            if (even)
                Visible(run[i..end], from + i, end - i);
            else
                Visible(run[i..end], from, sourceLength);
            i = end;
        }
    }

    private void Visible(ReadOnlySpan<char> characters, int from, int sourceLength)
    {
        Element top = Top;
        if (_break is { } gap)
        {
            EndBlock();
            if (_text.Length > 0)
                Put("\n", from, 0);
            _block = new DraftBlock { Start = _text.Length, End = _text.Length, Kind = top.Kind, Level = top.Level, Role = top.Role, Gap = gap };
            _blocksBegun++;
            _break = null;
            _tab = false;
        }
        else if (_tab)
        {
            Put("\t", from, 0);
            _tab = false;
        }
        else if (_spaceStart >= 0 && !(_spaceHasBreak && _text.Length > 0 && EastAsian.IsWide(_text[^1]) && EastAsian.IsWide(characters[0])))
        {
            Put(" ", _spaceStart, _spaceEnd - _spaceStart);
        }

        _spaceStart = -1;
        Put(characters, from, sourceLength);
        DraftBlock block = _block!;
        block.End = _text.Length;
        _shown += characters.Length;
        if (top.IsLink)
            block.LinkCharacters += characters.Length;
        if (top.IsBold)
            _boldCharacters += characters.Length;
        if (top.IsHeader && !top.IsArticle && top.IsLink)
            block.Role ??= BlockRole.Navigation;
        block.Role ??= top.Role;
    }

    private void Put(ReadOnlySpan<char> characters, int from, int sourceLength)
    {
        _map.Add(_text.Length, characters.Length, from, sourceLength);
        _text.Append(characters);
    }

    private void Break(BlockGap? gap)
    {
        if (gap is null)
        {
            // A break inside a heading is white space.
            if (_spaceStart < 0 && _block is not null)
            {
                _spaceStart = _spaceEnd = _map.ToSource(new TextSpan(_text.Length, 0)).Start;
                _spaceHasBreak = true;
            }

            return;
        }

        // The second br in a row is a blank line.
        if (_break is null || gap == BlockGap.Paragraph || _break == BlockGap.Line)
            _break = _break is null ? gap : BlockGap.Paragraph;
        _spaceStart = -1;
        _tab = false;
    }

    private void EndBlock()
    {
        if (_block is { } block && block.Length > 0)
        {
            if (block.Kind == BlockKind.Paragraph && _boldCharacters >= block.Length * 0.9 && block.Length <= 40 && !Sentences.EndsSentence(_text.ToString(block.Start, block.Length)))
            {
                block.Kind = BlockKind.Heading;
                block.Level = 6;
            }
            else if (block.Kind == BlockKind.TableRow && block.Length > 40 && !_text.ToString(block.Start, block.Length).Contains('\t'))
            {
                block.Kind = BlockKind.Paragraph;
            }

            _blocks.Add(block);
        }

        _block = null;
        _boldCharacters = 0;
    }

    private void Meta(HtmlTagToken tag)
    {
        string? name = tag.GetAttribute("name") is { Length: > 0 } n ? n : tag.GetAttribute("property") is { Length: > 0 } p ? p : tag.GetAttribute("itemprop");
        HtmlAttributeToken content = tag.Attributes.FirstOrDefault(a => a.Name == "content");
        if (!string.IsNullOrEmpty(name) && !string.IsNullOrWhiteSpace(content.Value) && content.Value.Length <= MaxDeclared)
            Declare("meta:" + name.ToLowerInvariant(), content.Value, new TextSpan(Math.Min(content.Position.Index, _source.Length), 0));
    }

    private void Declare(string name, string value, TextSpan source)
    {
        if (_declared.Count < 200)
            _declared.Add((name, value.Trim(), source));
    }

    private Element Top => _open.Count == 0 ? Element.Root : _open[^1];

    /// <summary>An open element with everything it inherits.</summary>
    private record struct Element
    {
        public static readonly Element Root = new() { Name = "", RowBegun = -1 };

        public string Name { get; set; }

        public BlockRole? Role { get; set; }

        public BlockKind Kind { get; set; }

        public int Level { get; set; }

        public int ListDepth { get; set; }

        public int RowBegun { get; set; }

        public bool Breaks { get; set; }

        public bool IsHidden { get; set; }

        public bool IsHiddenByStyle { get; set; }

        public bool IsArticle { get; set; }

        public bool IsHeader { get; set; }

        public bool IsLink { get; set; }

        public bool IsBold { get; set; }

        public bool IsPreformatted { get; set; }

        public readonly bool IsHeading => Kind == BlockKind.Heading;
    }
}
