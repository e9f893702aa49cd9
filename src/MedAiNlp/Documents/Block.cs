namespace MedAiNlp;

/// <summary>What part a block of a document plays.</summary>
public enum BlockRole
{
    /// <summary>The text of the article.</summary>
    Body,

    /// <summary>The title of the document.</summary>
    Title,

    /// <summary>Menus, breadcrumbs, page numbers, tables of contents, buttons.</summary>
    Navigation,

    /// <summary>Links to other articles: related, recommended, most read.</summary>
    LinkList,

    /// <summary>Copyright, registration numbers, contact lines of the site.</summary>
    Footer,

    /// <summary>What readers wrote below the article.</summary>
    Comment,

    /// <summary>Advertisements and promotion around the article.</summary>
    Advertisement,
}

/// <summary>The form of a block.</summary>
public enum BlockKind
{
    /// <summary>A paragraph, or a line that stands alone.</summary>
    Paragraph,

    /// <summary>A heading; <see cref="Block.Level"/> says how deep.</summary>
    Heading,

    /// <summary>An item of a list; <see cref="Block.Level"/> is the nesting of the list, 1 for an outermost one.</summary>
    ListItem,

    /// <summary>A row of a table, its cells separated by tabs (in Markdown by bars, as written).</summary>
    TableRow,

    /// <summary>The caption of a figure or a table.</summary>
    Caption,

    /// <summary>A quotation set off from the text.</summary>
    Quote,

    /// <summary>Program text.</summary>
    Code,

    /// <summary>A line that only separates: a rule, a page number.</summary>
    Separator,
}

/// <summary>A paragraph, heading, list item or table row of a document. Blocks stand in reading order and do not overlap.</summary>
/// <param name="Span">The place in <see cref="Document.Text"/>, without white space at either end. A paragraph broken over several lines is one block that holds the breaks.</param>
/// <param name="Role">What part the block plays.</param>
/// <param name="Kind">The form of the block.</param>
/// <param name="Level">For headings 1 (highest) to 6; for list items the nesting, from 1; 0 otherwise.</param>
public readonly record struct Block(TextSpan Span, BlockRole Role, BlockKind Kind, int Level);
