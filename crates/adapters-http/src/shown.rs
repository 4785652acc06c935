//! A form as it is shown: fresh, refused, or not taken just now.

use std::time::Duration;

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::Response,
};
use frontdesk_application::AppError;
use maud::{Markup, html};

use crate::{
    problem::{Problem, TRY_AGAIN},
    site::Visitor,
    state::Desk,
    ui::{self, field, form_state::FormState, page::Page, sheet::Sheet},
};

const NOT_NOW: &str = "This was not taken, and it was not your fault. Please send it again in a moment.";

/// A form with what is said above it, and how the page that holds it is answered.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    status: StatusCode,
    retry_after: Option<Duration>,
    notice: Option<String>,
    form: FormState,
}

impl Shown {
    /// To be filled in.
    pub(crate) fn fresh(form: FormState) -> Self {
        Self {
            form,
            ..Self::default()
        }
    }

    /// With what is wrong in it.
    pub(crate) fn refused(form: FormState) -> Self {
        Self {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            ..Self::fresh(form)
        }
    }

    /// Not taken for a reason that passes: the wait in words and in the header.
    ///
    /// # Errors
    /// The [`Problem`] of any other error, which sending the form again would not mend.
    pub(crate) fn not_now(form: FormState, error: AppError) -> Result<Self, Problem> {
        let (status, wait, notice) = match error {
            AppError::Throttled { retry_after } => {
                let words = format!("Please wait {}, then send this again.", in_words(retry_after));
                (StatusCode::TOO_MANY_REQUESTS, retry_after, words)
            }
            AppError::Busy { retry_after } => {
                (StatusCode::SERVICE_UNAVAILABLE, retry_after, NOT_NOW.to_owned())
            }
            AppError::Unavailable(why) => {
                tracing::warn!(why, "a form could not be taken now");
                (StatusCode::SERVICE_UNAVAILABLE, TRY_AGAIN, NOT_NOW.to_owned())
            }
            other => return Err(other.into()),
        };
        let retry_after = Some(wait);
        Ok(Self {
            status,
            retry_after,
            ..Self::fresh(form).saying(notice)
        })
    }

    /// Answered with this status.
    #[must_use]
    pub(crate) fn status(self, status: StatusCode) -> Self {
        Self { status, ..self }
    }

    /// With something said above it.
    #[must_use]
    pub(crate) fn saying(self, notice: impl Into<String>) -> Self {
        Self {
            notice: Some(notice.into()),
            ..self
        }
    }

    /// What stands above the form: what is said, and the summary of what is wrong.
    pub(crate) fn above(&self) -> Markup {
        html! {
            @if let Some(words) = &self.notice { (ui::notice(words)) }
            (field::summary(&self.form))
        }
    }

    /// How it is answered, and what is said: for a page that shows more than one form.
    pub(crate) fn told(&self) -> (StatusCode, &str) {
        (self.status, self.notice.as_deref().unwrap_or_default())
    }

    /// The values, and what is wrong with them.
    pub(crate) fn form(&self) -> &FormState {
        &self.form
    }

    /// `page`, which holds this form, as an answer.
    pub(crate) fn answer(&self, desk: &Desk, visitor: &Visitor, page: &Page) -> Response {
        self.with_wait(desk.show(visitor, self.status, page))
    }

    /// The staff page that holds this form, as an answer.
    pub(crate) async fn lay(&self, desk: &Desk, visitor: &Visitor, sheet: &Sheet) -> Response {
        self.with_wait(desk.lay(visitor, self.status, sheet).await)
    }

    fn with_wait(&self, mut response: Response) -> Response {
        if let Some(wait) = self.retry_after {
            let seconds = HeaderValue::from(seconds(wait));
            response.headers_mut().insert(header::RETRY_AFTER, seconds);
        }
        response
    }
}

/// A span as people say it, never shorter than it is: "20 seconds", "2 minutes", "3 hours".
pub(crate) fn in_words(span: Duration) -> String {
    let seconds = seconds(span);
    match (seconds, seconds.div_ceil(60), seconds.div_ceil(3600)) {
        (1, _, _) => "a second".to_owned(),
        (60, _, _) => "a minute".to_owned(),
        (3600, _, _) => "an hour".to_owned(),
        (0..60, _, _) => format!("{seconds} seconds"),
        (60..3600, minutes, _) => format!("{minutes} minutes"),
        (_, _, hours) => format!("{hours} hours"),
    }
}

/// Whole seconds, at least one: an answer of "now" to "when?" would be asked again at once.
fn seconds(span: Duration) -> u64 {
    let begun = u64::from(span.subsec_nanos() > 0);
    span.as_secs().saturating_add(begun).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_as_people_say_it_and_never_too_short() {
        for (milliseconds, words) in [
            (0, "a second"),
            (1_001, "2 seconds"),
            (30_000, "30 seconds"),
            (60_000, "a minute"),
            (61_000, "2 minutes"),
            (3_600_000, "an hour"),
            (3_600_001, "2 hours"),
            (80_000_000, "23 hours"),
        ] {
            assert_eq!(in_words(Duration::from_millis(milliseconds)), words);
        }
    }

    #[test]
    fn only_what_passes_is_to_be_sent_again() {
        let retry_after = Duration::from_secs(40);
        let shown = Shown::not_now(FormState::default(), AppError::Throttled { retry_after });
        let above = shown.unwrap().above().into_string();
        assert!(
            above.contains("Please wait 40 seconds, then send this again."),
            "{above}"
        );
        let refused = Shown::not_now(FormState::default(), AppError::Forbidden);
        assert_eq!(refused.unwrap_err(), Problem::Forbidden);
    }
}
