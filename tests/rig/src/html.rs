//! The little that a visitor without a browser reads from a page.

/// The value of the hidden input called `name`.
#[must_use]
pub fn hidden(page: &str, name: &str) -> Option<String> {
    let wanted = format!("name=\"{name}\"");
    let tag = page
        .split('<')
        .filter_map(|rest| rest.split_once('>').map(|(tag, _)| tag))
        .find(|tag| tag.starts_with("input") && tag.contains("\"hidden\"") && tag.contains(&wanted))?;
    let value = tag.split_once("value=\"")?.1;
    Some(value.split_once('"')?.0.to_owned())
}

/// The page without its tags: `<b>#</b>10001` reads `#10001`.
#[must_use]
pub fn words(page: &str) -> String {
    let mut words = String::with_capacity(page.len());
    for part in page.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, text)| text));
    }
    words
}

/// Whether the page names this ticket: `#10001`, not `#100012`.
#[must_use]
pub fn names_ticket(page: &str, number: i64) -> bool {
    let (words, wanted) = (words(page), format!("#{number}"));
    words
        .match_indices(&wanted)
        .any(|(at, _)| !words[at + wanted.len()..].starts_with(|c: char| c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r#"<form><input type="hidden" name="visit" value="a.b-c"><input value="k_1"
        type="hidden" name="key"><input type="text" name="name" value="x"></form><p>Ticket #10001</p>"#;

    #[test]
    fn hidden_values_are_read_whatever_the_order_of_attributes() {
        assert_eq!(hidden(PAGE, "visit").as_deref(), Some("a.b-c"));
        assert_eq!(hidden(PAGE, "key").as_deref(), Some("k_1"));
        assert_eq!(hidden(PAGE, "name"), None);
        assert_eq!(hidden("<input type=\"hidden\" name=\"key", "key"), None);
    }

    #[test]
    fn a_longer_number_is_another_ticket() {
        assert!(names_ticket(PAGE, 10_001));
        assert!(!names_ticket(PAGE, 1_000));
        assert!(names_ticket("<p><span>#</span>10001</p>", 10_001));
        assert!(!names_ticket("<p id=\"#10001\">#</p>", 10_001));
        assert!(names_ticket("#100011 #10001", 10_001));
    }
}
