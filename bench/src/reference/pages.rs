use std::fmt::Write as _;

/// Pages of the size that Frontdesk's have, around the same few words.
pub(crate) struct Pages {
    existing: String,
    receipt: String,
}

impl Pages {
    /// Pages of about these sizes, in bytes.
    pub(crate) fn of(existing: usize, receipt: usize) -> Self {
        Self {
            existing: "x".repeat(existing),
            receipt: "x".repeat(receipt),
        }
    }

    pub(crate) fn existing(&self, number: i64) -> String {
        filled(&self.existing, |page| write!(page, "<p>#{number}</p>"))
    }

    pub(crate) fn receipt(&self, number: i64, client: i64, subject: &str) -> String {
        filled(&self.receipt, |page| {
            write!(page, "<p>#{number} {client} {subject}</p>")
        })
    }

    pub(crate) fn form(&self, visit: &str, key: &str) -> String {
        filled(&self.existing, |page| {
            write!(
                page,
                r#"<input type="hidden" name="visit" value="{visit}"><input type="hidden" name="key" value="{key}">"#
            )
        })
    }
}

fn filled(frame: &str, write: impl FnOnce(&mut String) -> std::fmt::Result) -> String {
    let mut page = String::with_capacity(frame.len() + 200);
    page.push_str(frame);
    // Writing into a string cannot fail.
    let _ = write(&mut page);
    page
}
