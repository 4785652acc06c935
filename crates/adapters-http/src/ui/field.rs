//! Form fields: label, hint, message and control tied together, and the summary of what is wrong.

use maud::{Markup, html};

use super::{form_state::FormState, icons::Icon};

/// What a field is made of besides its value.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Name and id.
    pub name: &'static str,
    /// What the person reads above it.
    pub label: &'a str,
    /// Said behind the label in a quieter voice: "(optional)".
    pub aside: Option<&'a str>,
    /// What helps to fill it in.
    pub hint: Option<&'a str>,
    /// Which control it is.
    pub control: Control,
    /// Said to assistive technology; the check itself is the server's.
    pub is_required: bool,
}

/// The control of a field.
#[derive(Clone, Copy, Debug)]
pub enum Control {
    /// One line: the `type` and the `autocomplete` token.
    Line(&'static str, &'static str),
    /// One line that is typed letter by letter, with its `autocomplete` token: no capital is put in and no
    /// spelling looked at.
    Key(&'static str),
    /// Several lines.
    Lines(u8),
    /// A password, with its `autocomplete` token. What was typed is never sent back.
    Secret(&'static str),
    /// Digits from a mail or an authenticator app.
    Code,
}

/// A field with its value and, when there is one, its message.
pub fn field(field: &Field<'_>, form: &FormState) -> Markup {
    let Field {
        name,
        label,
        aside,
        hint,
        control,
        is_required,
    } = *field;
    let error = form.error(name);
    let described = described_by(name, hint.is_some(), error.is_some());
    let value = form.value(name);
    let invalid = error.map(|_| "true");
    html! {
        div.field.field-bad[error.is_some()] {
            label for=(name) { (label) @if let Some(aside) = aside { " " span.hint { (aside) } } }
            @if let Some(hint) = hint { p.hint id={ (name) "-h" } { (hint) } }
            @if let Some(error) = error { p.err id={ (name) "-e" } { (Icon::Warning) span { (error) } } }
            @match control {
                Control::Line(kind, autocomplete) => input.in id=(name) name=(name) type=(kind)
                    autocomplete=(autocomplete) value=(value) aria-describedby=[described]
                    aria-invalid=[invalid] required[is_required] dir="auto";,
                Control::Key(autocomplete) => input.in id=(name) name=(name) type="text"
                    autocomplete=(autocomplete) autocapitalize="none" spellcheck="false" value=(value)
                    aria-describedby=[described] aria-invalid=[invalid] required[is_required];,
                Control::Secret(autocomplete) => div.with-copy {
                    input.in id=(name) name=(name) type="password" autocomplete=(autocomplete)
                        aria-describedby=[described] aria-invalid=[invalid] required[is_required]
                        autocapitalize="none" spellcheck="false";
                    (show_button(label))
                }
                Control::Code => input.in.code id=(name) name=(name) type="text" inputmode="numeric"
                    autocomplete="one-time-code" autocapitalize="none" spellcheck="false" value=(value)
                    aria-describedby=[described] aria-invalid=[invalid] required[is_required];,
                Control::Lines(rows) => {
                    // A line break right after the tag is dropped by the parser; it saves one the person typed.
                    textarea.in id=(name) name=(name) rows=(rows) aria-describedby=[described]
                        aria-invalid=[invalid] required[is_required] dir="auto" { "\n" (value) }
                }
            }
        }
    }
}

/// Shows the password in front of it; appears only where a script can do it.
fn show_button(label: &str) -> Markup {
    html! {
        button.copy type="button" hidden data-show aria-pressed="false" aria-label={ "Show: " (label) }
            title="Show" { (Icon::Eye) }
    }
}

/// One choice out of a few, all visible. `name` is the id of the first choice, so the summary can lead there.
pub fn pick(
    name: &'static str,
    legend: &str,
    aside: Option<&str>,
    choices: &[(String, String)],
    form: &FormState,
) -> Markup {
    let error = form.error(name);
    html! {
        fieldset.field.field-bad[error.is_some()] aria-describedby=[error.map(|_| format!("{name}-e"))] {
            legend { (legend) @if let Some(aside) = aside { " " span.hint { (aside) } } }
            @if let Some(error) = error { p.err id={ (name) "-e" } { (Icon::Warning) span { (error) } } }
            div.pick {
                @for (index, (value, words)) in choices.iter().enumerate() {
                    label {
                        input type="radio" name=(name) value=(value) id=[(index == 0).then_some(name)]
                            checked[form.value(name) == value];
                        span { (words) }
                    }
                }
            }
        }
    }
}

/// A box to tick. What it means stands beside it.
pub fn tick(name: &'static str, words: &str, form: &FormState) -> Markup {
    html! {
        div.pick.tick { label {
            input type="checkbox" id=(name) name=(name) value="yes" checked[form.value(name) == "yes"];
            span { (words) }
        } }
    }
}

/// What is wrong with the form, each line leading to its field; nothing when nothing is.
pub fn summary(form: &FormState) -> Markup {
    html! {
        @if !form.is_clean() {
            div.sum #problems tabindex="-1" data-focus {
                div role="alert" {
                    h2 { "There is a problem" }
                    ul { @for (name, message) in form.errors() { li { a href={ "#" (name) } { (message) } } } }
                }
            }
        }
    }
}

/// A field no person sees and no person fills in; whoever fills it in is a program.
pub fn honeypot(name: &'static str) -> Markup {
    html! {
        div.trap aria-hidden="true" {
            label for=(name) { "Leave this empty" }
            input id=(name) name=(name) type="text" autocomplete="off" tabindex="-1";
        }
    }
}

/// A value the form carries without showing it.
pub fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

fn described_by(name: &str, has_hint: bool, has_error: bool) -> Option<String> {
    let ids: Vec<String> = [(has_hint, "h"), (has_error, "e")]
        .iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, end)| format!("{name}-{end}"))
        .collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: Field<'_> = Field {
        name: "mail",
        label: "E-mail",
        aside: Some("(optional)"),
        hint: Some("For our answer."),
        control: Control::Line("email", "email"),
        is_required: false,
    };

    #[test]
    fn a_refused_field_keeps_its_value_and_is_tied_to_its_message() {
        let form = FormState::default()
            .with("mail", "sara@")
            .refused("mail", "Write it like name@example.com");
        let page = field(&MAIL, &form).into_string();
        for part in [
            r#"value="sara@""#,
            r#"aria-invalid="true""#,
            r#"aria-describedby="mail-h mail-e""#,
            r#"id="mail-e""#,
            "field-bad",
        ] {
            assert!(page.contains(part), "{part} is missing in {page}");
        }
        let summary = summary(&form).into_string();
        assert!(
            summary.contains(r##"<a href="#mail">Write it like name@example.com</a>"##),
            "{summary}"
        );
        assert!(summary.contains(r#"role="alert""#));
    }

    #[test]
    fn a_clean_field_says_nothing_is_wrong() {
        let page = field(&MAIL, &FormState::default()).into_string();
        assert!(
            !page.contains("aria-invalid") && !page.contains("field-bad"),
            "{page}"
        );
        assert_eq!(summary(&FormState::default()).into_string(), "");
    }

    #[test]
    fn a_password_is_never_sent_back_and_shown_only_by_a_script() {
        let form = FormState::default().with("mail", "mossy anchor cup");
        let secret = Field {
            control: Control::Secret("current-password"),
            ..MAIL
        };
        let page = field(&secret, &form).into_string();
        assert!(!page.contains("mossy"), "{page}");
        for part in [r#"type="password""#, "hidden data-show", r#"type="button""#] {
            assert!(page.contains(part), "{part} is missing in {page}");
        }
    }

    #[test]
    fn what_was_typed_is_text_never_markup() {
        let form = FormState::default().with("what", "</textarea><script>alert(1)</script>");
        let what = Field {
            name: "what",
            control: Control::Lines(6),
            ..MAIL
        };
        assert!(!field(&what, &form).into_string().contains("<script"));
    }
}
