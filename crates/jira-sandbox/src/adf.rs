//! Atlassian Document Format: which documents are accepted, and their plain text.
//!
//! The rules are those of the published schema (`@atlaskit/adf-schema`, `full.json`) that a help
//! desk can run into: version and type at the top, non-empty text nodes, inline content only where
//! it belongs. Rare node types are accepted with any content.

use serde_json::Value;

/// Deeper documents are refused; it also bounds the recursion.
const MAX_DEPTH: usize = 32;

/// What a node may contain.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    /// Paragraphs, lists and the like.
    Blocks,
    /// Text, line breaks, mentions.
    Inline,
    /// Text without marks only.
    PlainText,
    /// Nodes of these types only.
    Only(&'static [&'static str]),
    /// Nothing.
    Nothing,
    /// Not looked into.
    Anything,
}

/// The content rule of a block node; `None` when the type is not one.
fn block(kind: &str) -> Option<Content> {
    Some(match kind {
        "paragraph" | "heading" => Content::Inline,
        "codeBlock" => Content::PlainText,
        "blockquote" | "panel" | "expand" | "nestedExpand" | "layoutColumn" => Content::Blocks,
        "bulletList" | "orderedList" => Content::Only(&["listItem"]),
        "table" => Content::Only(&["tableRow"]),
        "rule" => Content::Nothing,
        "mediaSingle" | "mediaGroup" | "blockCard" | "embedCard" | "taskList" | "decisionList"
        | "layoutSection" | "extension" | "bodiedExtension" => Content::Anything,
        _ => return None,
    })
}

/// The content rule of a node that lives only inside another.
fn nested(kind: &str) -> Option<Content> {
    Some(match kind {
        "listItem" | "tableCell" | "tableHeader" => Content::Blocks,
        "tableRow" => Content::Only(&["tableCell", "tableHeader"]),
        _ => return None,
    })
}

fn is_inline(kind: &str) -> bool {
    matches!(
        kind,
        "text"
            | "hardBreak"
            | "mention"
            | "emoji"
            | "date"
            | "status"
            | "inlineCard"
            | "mediaInline"
            | "placeholder"
            | "inlineExtension"
    )
}

/// Checks a whole document. The message names the fault for the developer who reads it.
pub(crate) fn check(document: &Value) -> Result<(), String> {
    let Some(root) = document.as_object() else {
        return Err(
            "Operation value must be an Atlassian Document (see the Atlassian Document Format)".into(),
        );
    };
    if root.get("type").and_then(Value::as_str) != Some("doc") {
        return Err("INVALID_INPUT: the root node must be of type doc".into());
    }
    if root.get("version").and_then(Value::as_u64) != Some(1) {
        return Err("INVALID_INPUT: the root node must have version 1".into());
    }
    if !root.get("content").is_some_and(Value::is_array) {
        return Err("INVALID_INPUT: the root node must have content".into());
    }
    children(document, Content::Blocks, 0)
}

fn children(node: &Value, rule: Content, depth: usize) -> Result<(), String> {
    if depth > MAX_DEPTH {
        return Err("INVALID_INPUT: the document is nested too deeply".into());
    }
    let Some(content) = node.get("content") else {
        return Ok(());
    };
    let content = content
        .as_array()
        .ok_or("INVALID_INPUT: content must be a list")?;
    content
        .iter()
        .try_for_each(|child| self::child(child, rule, depth + 1))
}

fn child(node: &Value, rule: Content, depth: usize) -> Result<(), String> {
    let kind = node
        .get("type")
        .and_then(Value::as_str)
        .ok_or("INVALID_INPUT: a node has no type")?;
    let allowed = match rule {
        Content::Anything => return Ok(()),
        Content::Blocks => block(kind).is_some(),
        Content::Inline => is_inline(kind),
        Content::PlainText => kind == "text" && node.get("marks").is_none_or(is_empty_list),
        Content::Only(kinds) => kinds.contains(&kind),
        Content::Nothing => false,
    };
    if !allowed {
        return Err(format!(
            "INVALID_INPUT: a node of type {kind} is not allowed here"
        ));
    }
    match kind {
        "text" => text(node),
        "heading" => heading(node).and_then(|()| children(node, Content::Inline, depth)),
        _ => match block(kind).or_else(|| nested(kind)) {
            Some(rule) => children(node, rule, depth),
            None => Ok(()),
        },
    }
}

fn is_empty_list(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}

fn text(node: &Value) -> Result<(), String> {
    match node.get("text").and_then(Value::as_str) {
        Some("") | None => Err("INVALID_INPUT: a text node must not be empty".into()),
        Some(_) if node.get("marks").is_some_and(|marks| !marks.is_array()) => {
            Err("INVALID_INPUT: marks must be a list".into())
        }
        Some(_) => Ok(()),
    }
}

fn heading(node: &Value) -> Result<(), String> {
    match node.pointer("/attrs/level").and_then(Value::as_u64) {
        Some(1..=6) => Ok(()),
        _ => Err("INVALID_INPUT: a heading needs a level from 1 to 6".into()),
    }
}

/// The words of a document (or of a plain string), one line per block, for pages and searches.
pub(crate) fn plain_text(value: &Value) -> String {
    let mut lines = String::new();
    collect(value, &mut lines, 0);
    lines.trim_end().to_owned()
}

fn collect(node: &Value, out: &mut String, depth: usize) {
    match node {
        Value::String(text) => out.push_str(text),
        Value::Object(_) if depth <= MAX_DEPTH * 2 => {
            match node.get("type").and_then(Value::as_str) {
                Some("text") => out.push_str(node.get("text").and_then(Value::as_str).unwrap_or_default()),
                Some("hardBreak") => out.push('\n'),
                _ => {}
            }
            for child in node
                .get("content")
                .and_then(Value::as_array)
                .into_iter()
                .flatten()
            {
                collect(child, out, depth + 1);
            }
            if matches!(
                node.get("type").and_then(Value::as_str),
                Some("paragraph" | "heading" | "codeBlock" | "rule")
            ) {
                out.push('\n');
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::{check, plain_text};

    /// Documents around the border between sound and broken.
    fn node() -> impl Strategy<Value = Value> {
        const KINDS: &[&str] = &[
            "text",
            "paragraph",
            "doc",
            "bulletList",
            "listItem",
            "heading",
            "hardBreak",
            "odd",
        ];
        let leaf = prop_oneof![
            "\\PC{0,4}".prop_map(|text| json!({"type": "text", "text": text})),
            Just(Value::Null),
            Just(json!([])),
        ];
        leaf.prop_recursive(6, 40, 4, |inner| {
            let content = proptest::collection::vec(inner, 0..4);
            (proptest::sample::select(KINDS), content)
                .prop_map(|(kind, content)| json!({"type": kind, "version": 1, "content": content}))
        })
    }

    proptest! {
        #[test]
        fn an_accepted_document_has_no_empty_text_and_no_text_at_the_top(node in node()) {
            let words = plain_text(&node);
            if check(&node).is_ok() {
                prop_assert!(!node.to_string().contains("\"text\":\"\""));
                let top = node["content"].as_array().map(Vec::as_slice).unwrap_or_default();
                prop_assert!(top.iter().all(|child| child["type"] != "text"));
                prop_assert!(words.len() <= node.to_string().len());
            }
        }
    }
}
