//! The Atlassian Document Format, as little of it as keeps customer text from being anything but text: a
//! document of paragraphs, one text node in each. The schema refuses an empty text node, so an empty line is
//! an empty paragraph.

use serde_json::{Value, json};

use crate::description::{Description, LONGEST};

/// The description as a document whose JSON stays within Jira's limit.
pub(crate) fn document(description: &Description) -> Value {
    let closing = cost(&description.continues);
    let envelope = units(&enclose(Vec::new())) + cost(&description.heading);
    let (lines, whole) = description.fit(LONGEST - envelope, closing, cost);
    let mut content = vec![paragraph(&description.heading)];
    content.extend(lines.into_iter().map(paragraph));
    if !whole {
        content.push(paragraph(&description.continues));
    }
    enclose(content)
}

fn enclose(content: Vec<Value>) -> Value {
    json!({ "type": "doc", "version": 1, "content": content })
}

fn paragraph(line: &str) -> Value {
    if line.is_empty() {
        json!({ "type": "paragraph", "content": [] })
    } else {
        json!({ "type": "paragraph", "content": [{ "type": "text", "text": line }] })
    }
}

/// What a line costs in the document, with the comma after it.
fn cost(line: &str) -> usize {
    units(&paragraph(line)) + 1
}

fn units(value: &Value) -> usize {
    value.to_string().encode_utf16().count()
}

#[cfg(test)]
mod tests {
    use frontdesk_domain::tickets::Body;
    use proptest::prelude::*;
    use url::Url;

    use super::*;
    use crate::tests::draft;

    fn of(body: &str) -> Value {
        let mut draft = draft();
        draft.body = Body::parse(body).unwrap();
        let origin = Url::parse("https://help.example.com").unwrap();
        document(&Description::of(&draft, &origin))
    }

    /// Exactly the nodes and members we mean to send, nothing else anywhere; or what is wrong.
    fn validate(document: &Value) -> Result<Vec<String>, String> {
        let root = members(document, &["content", "type", "version"])?;
        if root["type"] != "doc" || root["version"] != 1 {
            return Err("no document".into());
        }
        let content = root["content"].as_array().ok_or("no content")?;
        content.iter().map(validate_paragraph).collect()
    }

    fn validate_paragraph(node: &Value) -> Result<String, String> {
        let paragraph = members(node, &["content", "type"])?;
        if paragraph["type"] != "paragraph" {
            return Err(format!("a node that is no paragraph: {node}"));
        }
        match paragraph["content"].as_array().map(Vec::as_slice) {
            Some([]) => Ok(String::new()),
            Some([text]) => {
                let node = members(text, &["text", "type"])?;
                let text = node["text"].as_str().filter(|text| !text.is_empty());
                let text = text.ok_or("an empty text node")?;
                let plain = node["type"] == "text" && !text.chars().any(|c| c.is_control() && c != '\t');
                plain
                    .then(|| text.to_owned())
                    .ok_or(format!("not plain: {node:?}"))
            }
            _ => Err(format!("more than text: {node}")),
        }
    }

    fn members<'a>(node: &'a Value, names: &[&str]) -> Result<&'a serde_json::Map<String, Value>, String> {
        let object = node.as_object().ok_or("no object")?;
        let mut found: Vec<&str> = object.keys().map(String::as_str).collect();
        found.sort_unstable();
        (found == names)
            .then_some(object)
            .ok_or(format!("members {found:?}"))
    }

    #[test]
    fn a_text_becomes_a_paragraph_for_each_line() {
        let lines = validate(&of("It is off.\n\n[~admin] {html}<b>")).unwrap();
        assert_eq!(
            lines,
            [
                "Frontdesk ticket #10472: https://help.example.com/desk/tickets/10472",
                "From: Sara Ahmadi (1042 7731)",
                "Category: Printers",
                "",
                "It is off.",
                "",
                "[~admin] {html}<b>",
            ]
        );
    }

    #[test]
    fn the_validator_sees_what_must_not_be() {
        for bad in [
            json!("text"),
            json!({"type": "doc", "content": []}),
            json!({"type": "doc", "version": 1, "content": [{"type": "text", "text": "a"}]}),
            json!({"type": "doc", "version": 1, "content": [{"type": "paragraph", "content": [{"type": "text", "text": ""}]}]}),
        ] {
            assert!(validate(&bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_text_that_is_too_long_says_where_it_goes_on() {
        for body in ["🖨".repeat(20_000), "a\n".repeat(9_999), "\"".repeat(20_000)] {
            let document = of(&body);
            assert!(units(&document) <= LONGEST, "{}", units(&document));
            assert!(
                units(&document) > LONGEST - 200,
                "cut too early: {}",
                units(&document)
            );
            assert_eq!(
                validate(&document).unwrap().last().unwrap(),
                "This text continues in Frontdesk #10472: https://help.example.com/desk/tickets/10472"
            );
        }
    }

    #[test]
    fn an_ordinary_long_text_is_not_cut() {
        let body = "Lorem ipsum dolor sit amet, consectetur.\n".repeat(300);
        assert_eq!(validate(&of(&body)).unwrap().len(), 4 + 300);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]
        #[test]
        fn every_text_is_text_nodes_only(raw in "[\\PC\\n\\t]{1,300}") {
            if Body::parse(&raw).is_ok() {
                let document = of(&raw);
                prop_assert!(units(&document) <= LONGEST);
                let lines = validate(&document).map_err(TestCaseError::fail)?;
                let wrote: Vec<String> = Body::parse(&raw).unwrap().as_str().lines()
                    .map(|line| line.chars().filter(|c| u32::from(*c) & 0xFFFE != 0xFFFE).collect())
                    .collect();
                prop_assert_eq!(&lines[4..], &wrote[..]);
            }
        }
    }
}
