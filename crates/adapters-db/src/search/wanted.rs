use frontdesk_domain::search::{SearchQuery, Term};

use super::tokens;
use crate::Engine;
use crate::sql::Sql;

/// What a search asks an engine for.
pub(crate) struct Wanted {
    /// For the engine's index: every word, and every beginning of a word, that must be there.
    index: String,
    /// For the folded text: what must and must not be in it.
    pieces: Vec<Piece>,
    /// The ticket that was asked for by its number; 0 for none.
    number: i64,
    /// Whether a ticket that the index finds needs no further look: no row of words, no exception, no word that
    /// an index keeps in another form.
    is_said_by_index: bool,
}

enum Piece {
    There(String),
    NotThere(String),
}

/// Up to so many candidates are read and put in order. Where there may be more, the list is read in its
/// order instead: so many hold the words that a page is soon full.
pub(crate) const MOST_HITS: u16 = 2_000;

/// How each engine's index is asked.
struct Hits {
    /// The candidates' numbers as `h`, and the ticket asked for by its number.
    candidates: &'static str,
    /// How many candidates there are, as far as it matters.
    count: &'static str,
}

macro_rules! hits {
    ($from:literal) => {
        Hits {
            candidates: concat!("(SELECT ", $from, " UNION SELECT ?) h"),
            count: concat!(
                "SELECT COUNT(*) AS counted FROM (SELECT ",
                $from,
                " LIMIT {limit}) AS h"
            ),
        }
    };
}

const HITS: [Hits; 3] = [
    hits!("rowid AS number FROM ticket_search WHERE ticket_search MATCH ?"),
    hits!("ticket_number AS number FROM ticket_search WHERE words @@ CAST(CAST(? AS TEXT) AS tsquery)"),
    hits!("ticket_number AS number FROM ticket_search WHERE MATCH (words) AGAINST (? IN BOOLEAN MODE)"),
];

impl Wanted {
    pub(crate) fn of(query: &SearchQuery, engine: Engine) -> Self {
        let mut words = Vec::new();
        for term in query.terms() {
            match term {
                Term::Word(word) => words.push((word.as_str(), false)),
                Term::Prefix(start) => words.push((start.as_str(), true)),
                Term::Phrase(phrase) => words.extend(phrase.iter().map(|word| (word.as_str(), false))),
                Term::Without(_) => {}
            }
        }
        let asked = words
            .into_iter()
            .map(|(word, starts)| asked(engine, word, starts));
        let between = if engine == Engine::Postgres { " & " } else { " " };
        Self {
            index: asked.collect::<Vec<_>>().join(between),
            pieces: query.terms().iter().map(Piece::of).collect(),
            number: query.number().map_or(0, |number| number.0),
            is_said_by_index: query.number().is_none()
                && query.terms().iter().all(|term| is_kept(engine, term)),
        }
    }

    /// How many candidates there are, counted up to `cap`.
    pub(crate) fn count(&self, engine: Engine, cap: u16) -> Sql {
        let sql = Sql::new(engine.hits().count);
        sql.bind(self.index.clone()).limit(cap)
    }

    /// Whether every candidate is what was asked for.
    pub(crate) fn is_said_by_index(&self) -> bool {
        self.is_said_by_index
    }

    /// Goes on after `FROM`: tickets `t` that may hold the words.
    pub(crate) fn candidates(&self, sql: Sql, engine: Engine) -> Sql {
        sql.then(engine.hits().candidates)
            .then(" CROSS JOIN ticket t WHERE t.number = h.number")
            .bind(self.index.clone())
            .bind(self.number)
    }

    /// Goes on after a condition: and `t` holds all that is asked for.
    pub(crate) fn check(&self, sql: Sql) -> Sql {
        let begun = sql.then(" AND (t.number = ? OR (1 = 1").bind(self.number);
        let checked = self.pieces.iter().fold(begun, |sql, piece| match piece {
            Piece::There(like) => sql.then(" AND t.search_text LIKE ?").bind(like.clone()),
            Piece::NotThere(like) => sql.then(" AND t.search_text NOT LIKE ?").bind(like.clone()),
        });
        checked.then("))")
    }
}

impl Engine {
    fn hits(self) -> &'static Hits {
        let [sqlite, postgres, maria] = &HITS;
        match self {
            Self::Sqlite => sqlite,
            Self::Postgres => postgres,
            Self::MariaDb => maria,
        }
    }
}

impl Piece {
    /// Words hold letters and digits only, so nothing in them means anything to `LIKE`.
    fn of(term: &Term) -> Self {
        match term {
            Term::Word(word) => Self::There(format!("% {word} %")),
            Term::Prefix(start) => Self::There(format!("% {start}%")),
            Term::Phrase(phrase) => Self::There(format!("% {} %", phrase.join(" "))),
            Term::Without(word) => Self::NotThere(format!("% {word} %")),
        }
    }
}

/// Whether the index keeps it as it is, or all of it in another form.
fn is_kept(engine: Engine, term: &Term) -> bool {
    match term {
        Term::Word(word) | Term::Prefix(word) => engine == Engine::Sqlite || tokens::is_kept_whole(word),
        Term::Phrase(_) | Term::Without(_) => false,
    }
}

/// A word, or the beginning of one, in the engine's language.
fn asked(engine: Engine, word: &str, starts: bool) -> String {
    match (engine, starts) {
        (Engine::Sqlite, false) => format!("\"{word}\""),
        (Engine::Sqlite, true) => format!("\"{word}\" *"),
        (Engine::Postgres, false) => tokens::lexeme(word),
        (Engine::Postgres, true) => format!("{}:*", tokens::lexeme(word)),
        (Engine::MariaDb, false) => format!("+{}", tokens::plain(word)),
        (Engine::MariaDb, true) => format!("+{}*", tokens::plain(word)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_engine_is_asked_in_its_language() {
        let query = SearchQuery::parse("print* \"blank pages\" -toner").unwrap();
        let index = |engine| Wanted::of(&query, engine).index;
        assert_eq!(index(Engine::Sqlite), "\"print\" * \"blank\" \"pages\"");
        assert_eq!(index(Engine::Postgres), "print:* & blank & pages");
        assert_eq!(index(Engine::MariaDb), "+xxprint* +xxblank +xxpages");
    }

    #[test]
    fn the_index_says_all_of_plain_words_and_nothing_else() {
        let says_all = |typed: &str, engine| {
            let query = SearchQuery::parse(typed).unwrap();
            Wanted::of(&query, engine).is_said_by_index()
        };
        let engines = [Engine::Sqlite, Engine::Postgres, Engine::MariaDb];
        assert!(engines.iter().all(|engine| says_all("printer blan*", *engine)));
        for typed in ["\"blank pages\"", "printer -toner", "10002"] {
            assert!(!engines.iter().any(|engine| says_all(typed, *engine)), "{typed}");
        }
        let long = "a".repeat(81);
        assert!(says_all(&long, Engine::Sqlite) && !says_all(&long, Engine::MariaDb));
    }
}
