use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use frontdesk_domain::queue::{QueueSort, StatusChoice};
use frontdesk_domain::search::SearchQuery;
use frontdesk_domain::tickets::Priority;

pub(super) const EXAMPLES: &str = "\
Examples:
  frontdesk tickets list
  frontdesk tickets list --status unresolved --priority urgent --search printer
  frontdesk tickets list --sort oldest --limit 20 --json
  frontdesk tickets check

`list` prints `ID | Title | Description | Priority | Status`, one ticket a line, or says that there are none. \
With --json it prints one object a line, with the whole text.";

const STATUSES: [&str; 7] = [
    "any",
    "unresolved",
    "open",
    "in_progress",
    "on_hold",
    "resolved",
    "closed",
];

/// What to do about tickets.
#[derive(Debug, Subcommand)]
pub(crate) enum TicketsCommand {
    /// List tickets
    List(TicketListArgs),
    /// Compare the figures at the heads of pages with the tickets themselves
    Check {
        /// Set them right; the desk must be stopped, everywhere
        #[arg(long)]
        repair: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct TicketListArgs {
    /// Only these
    #[arg(long, value_parser = statuses(), default_value = "any")]
    pub(crate) status: StatusChoice,
    /// Only this priority
    #[arg(long, value_parser = priorities())]
    pub(crate) priority: Option<Priority>,
    /// Only those found by these words, as in the search of the queue
    #[arg(long, value_name = "WORDS", value_parser = words)]
    pub(crate) search: Option<SearchQuery>,
    /// In which order
    #[arg(long, value_parser = sorts(), default_value = "newest")]
    pub(crate) sort: QueueSort,
    /// At most so many
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<usize>,
}

fn words(typed: &str) -> Result<SearchQuery, &'static str> {
    SearchQuery::parse(typed).ok_or("nothing to look for")
}

fn statuses() -> impl TypedValueParser<Value = StatusChoice> {
    PossibleValuesParser::new(STATUSES).try_map(|word| StatusChoice::from_key(&word).ok_or("no status"))
}

fn priorities() -> impl TypedValueParser<Value = Priority> {
    let words = Priority::ALL.map(Priority::key);
    PossibleValuesParser::new(words).try_map(|word| Priority::from_key(&word).ok_or("no priority"))
}

fn sorts() -> impl TypedValueParser<Value = QueueSort> {
    let words = QueueSort::ALL.map(QueueSort::key);
    PossibleValuesParser::new(words).try_map(|word| QueueSort::from_key(&word).ok_or("no order"))
}
