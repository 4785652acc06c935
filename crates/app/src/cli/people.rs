use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use frontdesk_domain::accounts::{AccountState, Role, Username};
use frontdesk_domain::clients::{Email, Name};

const PASSWORD: &str = "The password is asked for at a prompt, or read as one line from standard input. It is never \
                        an argument: those are seen by everyone on this machine.";

pub(super) const EXAMPLES: &str = "\
Examples:
  frontdesk people add --name \"Ada Finch\" --email ada@example.com --role admin
  pass show desk/ada | frontdesk people add --name \"Ada Finch\" --email ada@example.com --role admin
  frontdesk people list --state awaiting_approval --json
  frontdesk people approve sara@example.com
  frontdesk people promote sara@example.com --to agent

Someone is named by the e-mail or the username they sign in by. With --json the person as they are then is \
printed as one object, `list` prints an array. It ends with 0 when it is as asked, also when it was so before; \
with 1 and a line about what to do when it is not; with 2 when it was called wrongly.";

/// What to do to somebody.
#[derive(Debug, Subcommand)]
pub(crate) enum PeopleCommand {
    /// Add someone who may sign in at once: you vouch for their e-mail
    #[command(after_help = PASSWORD)]
    Add(AddArgs),
    /// Make someone an agent or an admin. Their sessions end
    Promote {
        #[command(flatten)]
        who: Who,
        /// What they become
        #[arg(long, value_parser = roles(["agent", "admin"]))]
        to: Role,
    },
    /// Take a staff role away. Their sessions end
    Demote {
        #[command(flatten)]
        who: Who,
        /// What they become
        #[arg(long, value_parser = roles(["customer", "agent"]), default_value = "customer")]
        to: Role,
    },
    /// Let someone in who waits, or was declined; they are told by mail
    Approve {
        #[command(flatten)]
        who: Who,
        /// As what
        #[arg(long, value_parser = roles(["customer", "agent", "admin"]), default_value = "customer")]
        role: Role,
    },
    /// Close an account. Their sessions end; their tickets stay
    Disable(Who),
    /// Open a closed account again
    Enable(Who),
    /// List people by name
    List(ListArgs),
    /// Give someone a new password. Their sessions end
    #[command(after_help = PASSWORD)]
    ResetPassword(Who),
}

/// Whom.
#[derive(Debug, Args)]
pub(crate) struct Who {
    /// The e-mail or the username they sign in by
    #[arg(value_name = "WHO")]
    pub(crate) login: String,
}

#[derive(Debug, Args)]
pub(crate) struct AddArgs {
    /// What they are called
    #[arg(long, value_parser = Name::parse)]
    pub(crate) name: Name,
    /// Where their mail goes, and what they sign in by
    #[arg(long, value_parser = Email::parse)]
    pub(crate) email: Email,
    /// What else they sign in by
    #[arg(long, value_parser = Username::parse)]
    pub(crate) username: Option<Username>,
    /// What they are here for
    #[arg(long, value_parser = roles(["customer", "agent", "admin"]), default_value = "customer")]
    pub(crate) role: Role,
}

#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Words in name, e-mail, username, phone or customer ID
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
    /// Only this role
    #[arg(long, value_parser = roles(["customer", "agent", "admin"]))]
    pub(crate) role: Option<Role>,
    /// Only this state
    #[arg(long, value_parser = states())]
    pub(crate) state: Option<&'static str>,
}

fn roles<const N: usize>(words: [&'static str; N]) -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new(words).try_map(|word| Role::from_key(&word).ok_or("no role"))
}

fn states() -> impl TypedValueParser<Value = &'static str> {
    let known = |word: String| AccountState::KEYS.into_iter().find(|key| *key == word);
    PossibleValuesParser::new(AccountState::KEYS).try_map(move |word| known(word).ok_or("no state"))
}
