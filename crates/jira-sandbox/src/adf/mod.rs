//! Atlassian Document Format: which documents are accepted, and their plain text.
//!
//! The rules are those of the published schema (`@atlaskit/adf-schema`, `full.json`) that a help
//! desk can run into: version and type at the top, non-empty text nodes, inline content only where
//! it belongs, no unknown members. Rare node types are accepted with any content.

mod rules;

use serde_json::{Map, Value};

use rules::{Content, INLINE, MARKS, block, nested};

/// Deeper documents are refused; it also bounds the recursion.
const MAX_DEPTH: usize = 32;

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
    only_members(root, &["type", "version", "content"])?;
    children(document, Content::Blocks, 0)
}

fn only_members(node: &Map<String, Value>, known: &[&str]) -> Result<(), String> {
    match node.keys().find(|member| !known.contains(&member.as_str())) {
        Some(unknown) => Err(format!("INVALID_INPUT: the member {unknown} is not known here")),
        None => Ok(()),
    }
}

fn children(node: &Value, rule: Content, depth: usize) -> Result<(), String> {
    if depth > MAX_DEPTH {
        return Err("INVALID_INPUT: the document is nested too deeply".into());
    }
    let content = match node.get("content") {
        None => &[],
        Some(Value::Array(content)) => content.as_slice(),
        Some(_) => return Err("INVALID_INPUT: content must be a list".into()),
    };
    if content.is_empty() && matches!(rule, Content::Some(_)) {
        return Err("INVALID_INPUT: a list, quote, panel or table must not be empty".into());
    }
    content
        .iter()
        .try_for_each(|child| self::child(child, rule, depth + 1))
}

fn child(node: &Value, rule: Content, depth: usize) -> Result<(), String> {
    if rule == Content::Anything {
        return Ok(());
    }
    let object = node
        .as_object()
        .ok_or("INVALID_INPUT: a node must be an object")?;
    let kind = object
        .get("type")
        .and_then(Value::as_str)
        .ok_or("INVALID_INPUT: a node has no type")?;
    let allowed = match rule {
        Content::Anything => true,
        Content::Blocks => block(kind).is_some(),
        Content::Inline => INLINE.contains(&kind),
        Content::PlainText => kind == "text" && object.get("marks").is_none_or(is_empty_list),
        Content::Some(kinds) => kinds.contains(&kind),
        Content::Nothing => false,
    };
    if !allowed {
        return Err(format!(
            "INVALID_INPUT: a node of type {kind} is not allowed here"
        ));
    }
    if kind == "text" {
        return text(object);
    }
    only_members(object, &["type", "content", "attrs", "marks"])?;
    attributes(kind, node)?;
    children(node, block(kind).unwrap_or_else(|| nested(kind)), depth)
}

fn is_empty_list(value: &Value) -> bool {
    value.as_array().is_some_and(Vec::is_empty)
}

fn text(node: &Map<String, Value>) -> Result<(), String> {
    only_members(node, &["type", "text", "marks"])?;
    if node.get("text").and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err("INVALID_INPUT: a text node must not be empty".into());
    }
    let marks = match node.get("marks") {
        None => return Ok(()),
        Some(marks) => marks.as_array().ok_or("INVALID_INPUT: marks must be a list")?,
    };
    let known = |mark: &Value| {
        mark.get("type")
            .and_then(Value::as_str)
            .is_some_and(|kind| MARKS.contains(&kind))
    };
    if marks.iter().all(known) {
        Ok(())
    } else {
        Err("INVALID_INPUT: a mark is not known".into())
    }
}

/// The attributes that a node cannot do without.
fn attributes(kind: &str, node: &Value) -> Result<(), String> {
    let attribute = |name: &str| node.get("attrs").and_then(|attrs| attrs.get(name));
    let missing = match kind {
        "heading" => !attribute("level")
            .and_then(Value::as_u64)
            .is_some_and(|level| (1..=6).contains(&level)),
        "mention" => attribute("id").is_none(),
        "panel" => attribute("panelType").is_none(),
        _ => false,
    };
    if missing {
        Err(format!(
            "INVALID_INPUT: a node of type {kind} lacks a sound attribute"
        ))
    } else {
        Ok(())
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
