//! `frontdesk people` and the first admin, on the program itself and a real database.

#![expect(clippy::unwrap_used, reason = "what a test sets up must be there")]

mod program;

use program::{Folder, ended};

const PASSWORD: &str = "mossy anchor cup";
const ADA: [&str; 7] = [
    "add",
    "--name",
    "Ada Finch",
    "--email",
    "ada@example.com",
    "--role",
    "admin",
];

fn sign_in(desk: &program::Desk, login: &str, password: &str) -> String {
    let form = format!("login={}&password={}", encoded(login), encoded(password));
    desk.ask("POST", "/sign-in", &form)
}

fn encoded(text: &str) -> String {
    text.replace(' ', "+").replace('@', "%40")
}

#[test]
fn s1_17_people_are_added_promoted_and_listed_by_commands() {
    let folder = Folder::new();
    assert!(folder.run(&["doctor"], "").out.contains("no admin yet"));
    let added = folder.people(&[&ADA[..], &["--json"]].concat(), PASSWORD).json();
    assert_eq!(
        (&added["role"], &added["state"]),
        (&"admin".into(), &"active".into())
    );
    assert!(folder.run(&["doctor"], "").out.contains("there is an admin"));
    let ben = [
        "add",
        "--name",
        "Ben Okafor",
        "--email",
        "ben@example.com",
        "--username",
        "ben",
    ];
    assert_eq!(folder.people(&ben, PASSWORD).code, Some(0));
    let promoted = folder.people(&["promote", "BEN", "--to", "agent", "--json"], "");
    assert_eq!(promoted.json()["role"], "agent");
    let again = folder.people(&["promote", "ben", "--to", "agent", "--json"], "");
    assert_eq!(again.json()["role"], "agent");
    let listed = folder.people(&["list", "--json"], "").json();
    let names: Vec<_> = listed
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["name"])
        .collect();
    assert_eq!(names, ["Ada Finch", "Ben Okafor"]);
    let agents = folder.people(&["list", "--role", "agent", "--search", "okafor", "--json"], "");
    assert_eq!(agents.json()[0]["username"], "ben");
    let demoted = folder.people(&["demote", "ben", "--json"], "");
    assert_eq!(demoted.json()["role"], "customer");
    assert_eq!(
        folder.people(&["disable", "ben", "--json"], "").json()["state"],
        "disabled"
    );
    assert_eq!(
        folder.people(&["enable", "ben", "--json"], "").json()["state"],
        "active"
    );
    assert_eq!(
        folder.people(&["approve", "ben", "--json"], "").json()["state"],
        "active"
    );
}

#[test]
fn what_cannot_be_done_is_told_with_what_to_do_next() {
    let folder = Folder::new();
    assert_eq!(folder.people(&ADA, PASSWORD).code, Some(0));
    folder
        .people(&ADA, PASSWORD)
        .refused("this e-mail or username has an account");
    folder
        .people(&["promote", "nobody@example.com", "--to", "admin"], "")
        .refused("frontdesk people list");
    let last = "make somebody else an admin first";
    folder.people(&["demote", "ada@example.com"], "").refused(last);
    folder.people(&["disable", "ada@example.com"], "").refused(last);
    let cleo = ["add", "--name", "Cleo", "--email", "cleo@example.com"];
    folder.people(&cleo, "short").refused("fewer than 12 characters");
    folder
        .people(&cleo, "cleo@example.com")
        .refused("made of your name");
    folder.people(&cleo, "").refused("Pipe one line");
    assert_eq!(folder.people(&cleo, PASSWORD).code, Some(0));
    assert_eq!(folder.people(&["disable", "cleo@example.com"], "").code, Some(0));
    folder
        .people(&["promote", "cleo@example.com", "--to", "agent"], "")
        .refused("frontdesk people enable");
    let with_password = [&ADA[..], &["--password", PASSWORD]].concat();
    assert_eq!(folder.people(&with_password, "").code, Some(2), "called wrongly");
}

/// Each sees two admins and takes one away; one of them must lose, though they are two programs.
#[test]
fn two_commands_at_once_leave_an_admin() {
    let folder = Folder::new();
    assert_eq!(folder.people(&ADA, PASSWORD).code, Some(0));
    let ben = [
        "add",
        "--name",
        "Ben",
        "--email",
        "ben@example.com",
        "--role",
        "admin",
    ];
    assert_eq!(folder.people(&ben, PASSWORD).code, Some(0));
    let demote = |who| folder.begin(&["people", "demote", who], "");
    let both = ["ada@example.com", "ben@example.com"].map(demote);
    let mut codes = both.map(|child| ended(child).code);
    codes.sort_unstable();
    assert_eq!(codes, [Some(0), Some(1)]);
    let left = folder.people(&["list", "--role", "admin", "--json"], "").json();
    assert_eq!(left.as_array().unwrap().len(), 1);
}

#[test]
fn s1_n9_nobody_is_there_until_the_printed_link_makes_the_first_admin() {
    let folder = Folder::new();
    let mut desk = folder.serve();
    assert!(desk.line().contains("no admin yet"));
    let link = desk.line();
    assert!(
        link.starts_with(&format!("http://{}/setup?token=", desk.address)),
        "{link}"
    );
    let (_, token) = link.split_once("token=").unwrap();
    for (login, password) in [("admin", "admin"), ("admin@example.com", "password1234")] {
        let answer = sign_in(&desk, login, password);
        assert!(!answer.contains("set-cookie: __Host-sid") && !answer.starts_with("HTTP/1.1 303"));
    }
    assert!(desk.ask("GET", &link, "").starts_with("HTTP/1.1 200"));
    assert!(desk.ask("GET", "/setup?token=x", "").starts_with("HTTP/1.1 404"));
    let form = format!(
        "token={token}&name=Ada+Finch&email=ada%40example.com&password={0}&again={0}",
        encoded(PASSWORD)
    );
    assert!(desk.ask("POST", "/setup", &form).starts_with("HTTP/1.1 303"));
    assert!(
        desk.ask("POST", "/setup", &form).starts_with("HTTP/1.1 404"),
        "it works once"
    );
    let answer = sign_in(&desk, "ada@example.com", PASSWORD);
    assert!(answer.starts_with("HTTP/1.1 303"), "{answer}");
    let (said, log) = desk.stop();
    assert_eq!(said, "");
    for secret in [token, PASSWORD, "ada@example.com", "mossy"] {
        assert!(!log.contains(secret), "{secret} in {log}");
    }
    let (said, _) = folder.serve().stop();
    assert_eq!(said, "", "there is an admin, so no link is printed");
}

#[test]
fn s1_n9_the_demo_draws_its_passwords_anew() {
    let passwords = [(), ()].map(|()| {
        let folder = Folder::new();
        let mut desk = folder.start("demo");
        let line = desk.line_with("ada@alderfinch.example");
        let [login, password, role]: [&str; 3] =
            line.split_whitespace().collect::<Vec<_>>().try_into().unwrap();
        assert_eq!(role, "admin");
        // The last of them: from then on it answers.
        desk.line_with("sara.ahmadi@example.com");
        assert!(sign_in(&desk, login, password).starts_with("HTTP/1.1 303"));
        let (said, log) = desk.stop();
        assert!(!said.contains("/setup") && !log.contains(password));
        password.to_owned()
    });
    assert_ne!(passwords[0], passwords[1]);
}

#[test]
fn a_new_password_from_the_command_line_ends_the_old_one() {
    let folder = Folder::new();
    assert_eq!(folder.people(&ADA, PASSWORD).code, Some(0));
    let desk = folder.serve();
    assert!(sign_in(&desk, "ada@example.com", PASSWORD).starts_with("HTTP/1.1 303"));
    let reset = folder.people(&["reset-password", "ada@example.com"], "violetkettleponder\n");
    assert_eq!(reset.code, Some(0), "{reset:?}");
    assert!(!reset.err.contains("violetkettleponder") && !reset.out.contains("violetkettleponder"));
    assert!(!sign_in(&desk, "ada@example.com", PASSWORD).starts_with("HTTP/1.1 303"));
    assert!(sign_in(&desk, "ada@example.com", "violetkettleponder").starts_with("HTTP/1.1 303"));
    desk.stop();
}
