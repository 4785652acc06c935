//! What an issue says, before it takes Jira's form: who wrote, about what, and their text, cut to what fits.

use frontdesk_domain::ports::IssueDraft;
use url::Url;

use crate::http::join;

/// Jira's limit for a text, in UTF-16 units. What exactly is counted is not documented, so everything is:
/// the markup, or on Cloud the whole document as JSON.
pub(crate) const LONGEST: usize = 32_767;

/// The lines of an issue's description.
pub(crate) struct Description {
    /// Ours: which ticket, and where.
    pub(crate) heading: String,
    /// Theirs: who, about what, and what they wrote.
    pub(crate) lines: Vec<String>,
    /// Ours, the last line if not everything fits.
    pub(crate) continues: String,
}

impl Description {
    pub(crate) fn of(draft: &IssueDraft, origin: &Url) -> Self {
        let number = draft.ticket.0.to_string();
        let url = join(origin, &["desk", "tickets", &number]);
        let about = [
            format!("From: {}", draft.client),
            format!("Category: {}", draft.category),
            String::new(),
        ];
        let text = draft.body.as_str().lines().map(str::to_owned);
        Self {
            heading: format!("Frontdesk ticket {}: {url}", draft.ticket),
            lines: about.into_iter().chain(text).map(|line| clean(&line)).collect(),
            continues: format!("This text continues in Frontdesk {}: {url}", draft.ticket),
        }
    }

    /// The lines that cost at most `room`, and whether those are all. Where they are not, `closing` stays
    /// free for the line that says so.
    pub(crate) fn fit(&self, room: usize, closing: usize, cost: impl Fn(&str) -> usize) -> (Vec<&str>, bool) {
        let (lines, whole) = fit(&self.lines, room, &cost);
        if whole {
            return (lines, true);
        }
        (fit(&self.lines, room.saturating_sub(closing), &cost).0, false)
    }
}

fn fit<'a>(lines: &'a [String], room: usize, cost: &impl Fn(&str) -> usize) -> (Vec<&'a str>, bool) {
    let mut left = room;
    let mut taken = Vec::new();
    for line in lines {
        let price = cost(line);
        if price > left {
            let part = longest_prefix(line, left, cost);
            taken.extend((!part.is_empty()).then_some(part));
            return (taken, false);
        }
        left -= price;
        taken.push(line.as_str());
    }
    (taken, true)
}

/// The longest beginning of `line` that costs at most `room`. A longer beginning never costs less.
fn longest_prefix<'a>(line: &'a str, room: usize, cost: &impl Fn(&str) -> usize) -> &'a str {
    let ends: Vec<usize> = line.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let fitting = ends.partition_point(|end| cost(&line[..*end]) <= room);
    fitting.checked_sub(1).map_or("", |last| &line[..ends[last]])
}

/// Without control characters and code points that are no characters: Jira stores neither.
fn clean(line: &str) -> String {
    let no_character = |c: char| u32::from(c) & 0xFFFE == 0xFFFE || ('\u{FDD0}'..='\u{FDEF}').contains(&c);
    line.chars()
        .filter(|c| (!c.is_control() || *c == '\t') && !no_character(*c))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(of: &[&str]) -> Vec<String> {
        of.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn the_last_line_is_cut_where_it_must_be() {
        let text = lines(&["abc", "سلام", "x"]);
        let cost = |line: &str| line.chars().count() + 1;
        assert_eq!(fit(&text, 11, &cost), (vec!["abc", "سلام", "x"], true));
        assert_eq!(fit(&text, 10, &cost), (vec!["abc", "سلام"], false));
        assert_eq!(fit(&text, 7, &cost), (vec!["abc", "سل"], false));
        assert_eq!(fit(&text, 4, &cost), (vec!["abc"], false));
        assert_eq!(fit(&text, 0, &cost), (vec![], false));
    }

    #[test]
    fn what_cannot_be_stored_is_left_out() {
        assert_eq!(clean("a\u{0}\tb\u{9b}c\u{FFFE}d\u{1FFFF}e\u{FDD0}🖨"), "a\tbcde🖨");
    }
}
