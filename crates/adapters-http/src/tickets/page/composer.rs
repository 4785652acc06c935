//! What a member of staff is writing on a ticket: a reply and a note, each in a box of its own, so that what is
//! meant for one never goes out as the other.

use frontdesk_application::AppError;
use frontdesk_domain::{
    ports::StaffPage,
    replies::{Draft, DraftKind, DraftText},
    text::TextError,
    tickets::TicketEvent,
};

use super::case::Case;
use crate::{security::Form, ui::form_state::FormState};

/// The fields of the form.
pub(super) mod fields {
    /// The reply.
    pub(in super::super) const REPLY: &str = "what";
    /// The internal note.
    pub(in super::super) const NOTE: &str = "note";
    /// Which of the two lies on top.
    pub(in super::super) const MODE: &str = "write";
    /// The submission key.
    pub(in super::super) const KEY: &str = "key";
    /// The version that was shown.
    pub(in super::super) const SEEN: &str = "seen";
    /// Where the ticket shall stand after the reply.
    pub(in super::super) const AND: &str = "and";
    /// A saved reply.
    pub(in super::super) const SAVED: &str = "saved";
}

/// Which of the two boxes lies on top.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mode {
    #[default]
    Reply,
    Note,
}

impl Mode {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::Note => "note",
        }
    }

    pub(super) fn from_key(key: &str) -> Self {
        if key == Self::Note.key() {
            Self::Note
        } else {
            Self::Reply
        }
    }

    /// Its word in an address, which says nothing for a reply.
    pub(super) fn other_than_usual(self) -> &'static str {
        match self {
            Self::Reply => "",
            Self::Note => "note",
        }
    }
}

/// The form as it was sent.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    mode: Mode,
    reply: Option<String>,
    note: Option<String>,
    key: String,
    seen: Option<i32>,
}

impl Written {
    pub(super) fn take(form: &mut Form) -> Self {
        let mut text = |name| form.has(name).then(|| form.take(name));
        Self {
            reply: text(fields::REPLY),
            note: text(fields::NOTE),
            mode: Mode::from_key(&form.take(fields::MODE)),
            key: form.take(fields::KEY),
            seen: form.take(fields::SEEN).parse().ok(),
        }
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode
    }

    pub(super) fn key(&self) -> &str {
        &self.key
    }

    /// The version before their eyes; none is one nobody has seen, so everything happened since.
    pub(super) fn seen(&self) -> i32 {
        self.seen.unwrap_or_default()
    }

    pub(super) fn text(&self, kind: DraftKind) -> &str {
        let text = match kind {
            DraftKind::Reply => &self.reply,
            DraftKind::Note => &self.note,
        };
        text.as_deref().unwrap_or_default()
    }

    /// The same with another text in one of the boxes.
    pub(super) fn with(mut self, kind: DraftKind, text: String) -> Self {
        match kind {
            DraftKind::Reply => self.reply = Some(text),
            DraftKind::Note => self.note = Some(text),
        }
        self
    }

    fn was_sent(&self, kind: DraftKind) -> bool {
        match kind {
            DraftKind::Reply => self.reply.is_some(),
            DraftKind::Note => self.note.is_some(),
        }
    }

    /// The form with everything in it.
    pub(super) fn state(&self) -> FormState {
        FormState::default()
            .with(fields::REPLY, self.text(DraftKind::Reply))
            .with(fields::NOTE, self.text(DraftKind::Note))
    }
}

/// What the composer shows.
#[derive(Clone, Debug, Default)]
pub(super) struct Composer {
    pub(super) mode: Mode,
    pub(super) form: FormState,
    /// The key to use again; a new one where it is missing.
    pub(super) key: Option<String>,
    /// When a draft was kept last.
    pub(super) drafted: Option<frontdesk_domain::time::Timestamp>,
    /// What happened while they wrote.
    pub(super) meanwhile: Vec<TicketEvent>,
}

impl Composer {
    /// What they began to write before.
    pub(super) fn of_drafts(page: &StaffPage, mode: Mode) -> Self {
        let text = |kind| draft(page, kind).map_or("", |draft| draft.text.as_str());
        Self {
            mode,
            form: FormState::default()
                .with(fields::REPLY, text(DraftKind::Reply))
                .with(fields::NOTE, text(DraftKind::Note)),
            drafted: page.drafts.iter().map(|draft| draft.saved_at).max(),
            ..Self::default()
        }
    }

    /// What was sent, and perhaps what is wrong with it.
    pub(super) fn again(written: &Written, mode: Mode, form: FormState) -> Self {
        Self {
            mode,
            form,
            key: Some(written.key().to_owned()),
            ..Self::default()
        }
    }
}

fn draft(page: &StaffPage, kind: DraftKind) -> Option<&Draft> {
    page.drafts.iter().find(|draft| draft.kind == kind)
}

/// Keeps both texts as drafts, so that whatever else the form does loses nothing. What was emptied is a draft no
/// more.
pub(super) async fn keep_drafts(case: &Case, written: &Written) -> Result<(), AppError> {
    for kind in [DraftKind::Reply, DraftKind::Note] {
        keep_draft(case, written, kind).await?;
    }
    Ok(())
}

/// Keeps what is written beside something else that is done. An empty box says nothing there: what began to be
/// written in another window stays.
pub(super) async fn keep_texts(case: &Case, written: &Written) -> Result<(), AppError> {
    for kind in [DraftKind::Reply, DraftKind::Note] {
        if !written.text(kind).trim().is_empty() {
            keep_draft(case, written, kind).await?;
        }
    }
    Ok(())
}

/// Keeps one of the texts.
pub(super) async fn keep_draft(case: &Case, written: &Written, kind: DraftKind) -> Result<(), AppError> {
    if !written.was_sent(kind) {
        return Ok(());
    }
    let text = match DraftText::parse(written.text(kind)) {
        Ok(text) => Some(text),
        Err(TextError::Empty) => None,
        // It stays on the page, which says so; what is kept is not replaced by a part of it.
        Err(TextError::TooLong { .. } | TextError::Control) => return Ok(()),
    };
    let seen = written.seen();
    case.carry_out(|app, who, number| async move { app.keep_draft(&who, number, kind, text, seen).await })
        .await
}
