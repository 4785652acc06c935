//! Jira's query language, as little of it as is needed. Every value passes through [`quoted`].

/// A value between double quotes, such that it stays one value. Control characters, which no value of ours
/// holds, become spaces.
pub(crate) fn quoted(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 2);
    out.push('"');
    for c in value.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// The issues of a project with a label.
pub(crate) fn labelled(project: &str, label: &str) -> String {
    format!(
        "project = {} AND labels = {} ORDER BY created ASC",
        quoted(project),
        quoted(label)
    )
}

/// The issues with these ids, which must be digits only.
pub(crate) fn with_ids(ids: &[&str]) -> String {
    format!("id in ({})", ids.join(", "))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn s0_n9_a_value_stays_a_value() {
        assert_eq!(quoted("SUP"), r#""SUP""#);
        assert_eq!(quoted(r#"a" OR project != ""#), r#""a\" OR project != \"""#);
        assert_eq!(quoted(r"a\"), r#""a\\""#);
        assert_eq!(quoted("a\nb"), r#""a b""#);
    }

    #[test]
    fn s0_n9_the_query_names_project_and_label() {
        assert_eq!(
            labelled("SUP", "frontdesk-x"),
            r#"project = "SUP" AND labels = "frontdesk-x" ORDER BY created ASC"#
        );
    }

    proptest! {
        #[test]
        fn a_quoted_value_reads_back_and_ends_where_it_should(value in "\\PC{0,60}") {
            let text = quoted(&value);
            let mut inner = text[1..text.len() - 1].chars();
            let mut read = String::new();
            while let Some(c) = inner.next() {
                prop_assert_ne!(c, '"', "an unescaped quote ends the value early");
                read.extend(if c == '\\' { inner.next() } else { Some(c) });
            }
            prop_assert_eq!(read, value);
        }
    }
}
