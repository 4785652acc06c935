use frontdesk_domain::search::words;

use super::tokens;
use crate::Engine;
use crate::sql::Sql;

/// What a ticket is searched in: ` the words of its title | the words of its text `, folded, with one blank
/// around each word and a bar that no row of words goes across.
pub(crate) struct Searched {
    text: String,
}

impl Searched {
    pub(crate) fn of(subject: &str, body: &str) -> Self {
        let mut text = String::with_capacity(subject.len() + body.len() + 8);
        for word in words(subject) {
            text.push(' ');
            text.push_str(&word);
        }
        text.push_str(" |");
        for word in words(body) {
            text.push(' ');
            text.push_str(&word);
        }
        text.push(' ');
        Self { text }
    }

    /// The value of `ticket.search_text`.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Keeps the words of that ticket in the engine's index. SQLite's is kept by triggers.
    pub(crate) fn indexed(&self, engine: Engine, number: i64) -> Option<Sql> {
        let (text, words) = match engine {
            Engine::Sqlite => return None,
            Engine::Postgres => (KEEP_POSTGRES, tokens::lexemes(self.words())),
            Engine::MariaDb => (KEEP_MARIA, tokens::plain_words(self.words())),
        };
        Some(Sql::new(text).bind(number).bind(words))
    }

    fn words(&self) -> impl Iterator<Item = &str> {
        self.text
            .split(' ')
            .filter(|word| !word.is_empty() && *word != "|")
    }
}

const KEEP_POSTGRES: &str = "INSERT INTO ticket_search (ticket_number, words) \
    VALUES (?, CAST(CAST(? AS TEXT) AS tsvector)) \
    ON CONFLICT (ticket_number) DO UPDATE SET words = excluded.words";
const KEEP_MARIA: &str = "INSERT INTO ticket_search (ticket_number, words) VALUES (?, ?) \
    ON DUPLICATE KEY UPDATE words = VALUES(words)";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn between_words_is_one_blank_and_between_title_and_text_a_bar() {
        let searched = Searched::of("Büro-Drucker", "Leere  Seiten.\n۱۲۳ | x");
        assert_eq!(searched.text(), " buro drucker | leere seiten 123 x ");
        assert_eq!(Searched::of("?", "").text(), " | ");
    }
}
