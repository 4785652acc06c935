//! `frontdesk tickets`, `seed` and starting again, on the program itself and a real database.

use super::{Desk, Folder};

/// The value of a hidden field.
fn value(page: &str, name: &str) -> String {
    let field = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    field.split('"').next().unwrap().to_owned()
}

fn header<'a>(answer: &'a str, name: &str) -> &'a str {
    let start = format!("{name}: ");
    let line = answer
        .lines()
        .find(|line| line.to_lowercase().starts_with(&start));
    &line.unwrap_or_else(|| panic!("no {name} in {answer}"))[start.len()..]
}

/// Somebody new sends a ticket at the front desk. Where their receipt is.
fn send_ticket(desk: &Desk, text: &str) -> String {
    let looked_up = desk.ask("POST", "/", "who=0912+345+6789");
    let form = desk.ask("GET", header(&looked_up, "location"), "");
    let (visit, key) = (value(&form, "visit"), value(&form, "key"));
    let sent = format!(
        "visit={visit}&key={key}&name=Sara+Ahmadi&what={}",
        text.replace(' ', "+")
    );
    let answer = desk.ask("POST", "/ticket", &sent);
    header(&answer, "location").to_owned()
}

#[test]
fn s2_5_tickets_are_listed_in_five_columns_or_there_are_none() {
    let folder = Folder::new();
    let none = folder.run(&["tickets", "list"], "");
    assert_eq!((none.code, none.out.trim()), (Some(0), "There are no tickets."));
    assert_eq!(folder.run(&["tickets", "list", "--json"], "").out, "");
    assert_eq!(folder.run(&["seed", "--tickets", "450"], "").code, Some(0));
    let all = folder.run(&["tickets", "list"], "");
    let lines: Vec<&str> = all.out.lines().collect();
    assert_eq!(lines[0], "ID | Title | Description | Priority | Status");
    assert_eq!(lines.len(), 451, "more than are read at once");
    for line in &lines {
        assert_eq!(line.matches(" | ").count(), 4, "{line}");
    }
    let open = folder.run(&["tickets", "list", "--status", "open", "--limit", "3"], "");
    assert!(open.out.lines().count() <= 4 && open.out.lines().skip(1).all(|line| line.ends_with("| Open")));
    let json = folder.run(
        &[
            "tickets",
            "list",
            "--priority",
            "urgent",
            "--search",
            "printer",
            "--json",
        ],
        "",
    );
    for line in json.out.lines() {
        let ticket: serde_json::Value = serde_json::from_str(line).unwrap();
        assert_eq!(ticket["priority"], "urgent");
        let said = format!("{} {}", ticket["title"], ticket["description"]);
        assert!(said.contains("printer"), "{said}");
    }
    assert!(json.out.lines().count() > 3, "{}", json.out);
}

#[test]
fn figures_are_right_after_seeding_and_seeding_happens_once() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["seed", "--tickets", "300"], "").code, Some(0));
    let checked = folder.run(&["tickets", "check"], "");
    assert_eq!(
        (checked.code, checked.out.trim()),
        (Some(0), "All figures are right.")
    );
    folder
        .run(&["seed", "--tickets", "300"], "")
        .refused("holds tickets already");
    assert_eq!(folder.run(&["tickets", "list"], "").out.lines().count(), 301);
}

#[test]
fn s2_4_one_command_starts_everything_and_data_survives_a_restart() {
    let folder = Folder::new();
    let desk = folder.serve();
    let receipt = send_ticket(&desk, "It broke and smells");
    desk.stop();
    let desk = folder.serve();
    let page = desk.ask("GET", receipt.trim_end_matches("/receipt"), "");
    assert!(
        page.starts_with("HTTP/1.1 200") && page.contains("It broke and smells"),
        "{page}"
    );
    desk.stop();
}

#[test]
fn s4_n1_starting_again_drops_and_recreates_nothing() {
    let folder = Folder::new();
    assert_eq!(folder.run(&["seed", "--tickets", "60"], "").code, Some(0));
    let before = folder.run(&["tickets", "list", "--json"], "").out;
    for _ in 0..2 {
        folder.serve().stop();
        assert_eq!(folder.run(&["migrate"], "").code, Some(0));
        assert_eq!(folder.run(&["doctor"], "").code, Some(0));
    }
    assert_eq!(folder.run(&["tickets", "list", "--json"], "").out, before);
}

/// A server for developing shows its insides to whoever makes it stumble.
#[test]
fn s2_n5_what_goes_wrong_shows_nothing_of_the_inside() {
    let folder = Folder::new();
    let desk = folder.serve();
    for (method, path, form) in [
        ("GET", "/nowhere", ""),
        ("GET", "/track/x", ""),
        ("POST", "/", "who=%FF%00"),
        ("POST", "/ticket", "visit=x"),
        ("PUT", "/", ""),
        ("GET", "/desk/tickets/99999999999999999999", ""),
        ("GET", "/metrics", ""),
    ] {
        let answer = desk.ask(method, path, form);
        for inside in [
            "panicked",
            "src/",
            ".rs:",
            "RUST_BACKTRACE",
            "SELECT ",
            "sqlite",
            "backtrace",
        ] {
            assert!(!answer.contains(inside), "{method} {path}: {inside} in {answer}");
        }
        assert!(!answer.starts_with("HTTP/1.1 5"), "{method} {path}: {answer}");
    }
    desk.stop();
}
