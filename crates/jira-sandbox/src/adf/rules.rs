//! Which nodes may stand where, taken from the published schema.

/// What a node may contain.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Content {
    /// Any number of block nodes: the document itself.
    Blocks,
    /// Any number of inline nodes: text, line breaks, mentions.
    Inline,
    /// Text without marks.
    PlainText,
    /// One or more nodes of these types.
    Some(&'static [&'static str]),
    /// Nothing.
    Nothing,
    /// Not looked into.
    Anything,
}

const IN_QUOTE: &[&str] = &[
    "paragraph",
    "bulletList",
    "orderedList",
    "codeBlock",
    "mediaSingle",
    "mediaGroup",
    "extension",
];
const IN_ITEM: &[&str] = &[
    "paragraph",
    "bulletList",
    "orderedList",
    "codeBlock",
    "mediaSingle",
    "taskList",
    "extension",
];
const IN_PANEL: &[&str] = &[
    "paragraph",
    "heading",
    "bulletList",
    "orderedList",
    "codeBlock",
    "rule",
    "blockCard",
    "mediaSingle",
    "mediaGroup",
    "taskList",
    "decisionList",
    "extension",
];
const IN_CELL: &[&str] = &[
    "paragraph",
    "heading",
    "bulletList",
    "orderedList",
    "codeBlock",
    "rule",
    "blockquote",
    "panel",
    "blockCard",
    "embedCard",
    "mediaSingle",
    "mediaGroup",
    "taskList",
    "decisionList",
    "nestedExpand",
    "extension",
];
pub(super) const INLINE: &[&str] = &[
    "text",
    "hardBreak",
    "mention",
    "emoji",
    "date",
    "status",
    "inlineCard",
    "mediaInline",
    "placeholder",
    "inlineExtension",
];
pub(super) const MARKS: &[&str] = &[
    "strong",
    "em",
    "strike",
    "code",
    "underline",
    "subsup",
    "textColor",
    "backgroundColor",
    "link",
    "annotation",
    "fontSize",
];

/// The content rule of a node that may stand at the top; `None` when it may not.
pub(super) fn block(kind: &str) -> Option<Content> {
    Some(match kind {
        "paragraph" | "heading" => Content::Inline,
        "codeBlock" => Content::PlainText,
        "blockquote" => Content::Some(IN_QUOTE),
        "panel" => Content::Some(IN_PANEL),
        "expand" => Content::Some(IN_CELL),
        "bulletList" | "orderedList" => Content::Some(&["listItem"]),
        "table" => Content::Some(&["tableRow"]),
        "rule" => Content::Nothing,
        "mediaSingle" | "mediaGroup" | "blockCard" | "embedCard" | "taskList" | "decisionList"
        | "layoutSection" | "extension" | "bodiedExtension" => Content::Anything,
        _ => return None,
    })
}

/// The content rule of a node that lives only inside another. Inline nodes have no content.
pub(super) fn nested(kind: &str) -> Content {
    match kind {
        "listItem" => Content::Some(IN_ITEM),
        "tableCell" | "tableHeader" | "nestedExpand" => Content::Some(IN_CELL),
        "tableRow" => Content::Some(&["tableCell", "tableHeader"]),
        _ => Content::Nothing,
    }
}
