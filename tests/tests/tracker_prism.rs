//! What the Jira adapter sends, and what it makes of the answers, under the eyes of Prism: a proxy that
//! refuses every request and every answer that the strict OpenAPI document of Jira Cloud does not allow.

#![expect(clippy::unwrap_used, reason = "what a test sets up must be there")]

use std::path::{Path, PathBuf};
use std::process::Stdio;

use frontdesk_domain::ports::{Tracker, TrackerError};
use frontdesk_domain::tickets::TrackedStatus;
use frontdesk_jira::{Flavor, JiraSettings, JiraTracker, Timeouts};
use frontdesk_tests::skipped::skipped;
use frontdesk_tests::tracker_contract::draft;
use jira_sandbox::{Sandbox, SandboxOptions};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::net::TcpListener;
use tokio::process::{Child, Command};
use url::Url;

const CONTRACT: &str = "../shared/jira/cloud-v3-strict.json";
const PRISM: &str = "crates/jira-sandbox/peers/node_modules/.bin/prism";

/// A running proxy; it ends with this value.
struct Proxy {
    url: Url,
    _process: Child,
}

fn below_root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests have a parent folder")
        .join(path)
}

/// A proxy in front of `upstream`, or a line that says what is missing.
async fn proxy(upstream: &str) -> Option<Proxy> {
    let (contract, prism) = (below_root(CONTRACT), below_root(PRISM));
    for (path, name) in [(&contract, CONTRACT), (&prism, PRISM)] {
        if !path.exists() {
            skipped(
                "Prism",
                &format!("{name} is not there (npm ci in crates/jira-sandbox/peers)"),
            );
            return None;
        }
    }
    let port = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let mut process = Command::new(&prism)
        .arg("proxy")
        .arg(&contract)
        .args([upstream, "-h", "127.0.0.1", "-p", &port.to_string(), "--errors"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::inherit())
        .kill_on_drop(true)
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
    loop {
        let line = lines
            .next_line()
            .await
            .unwrap()
            .expect("Prism says that it listens before it ends");
        if line.contains("Prism is listening") {
            break;
        }
    }
    // It writes a line for each request and would stop at a full pipe.
    tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
    let url = Url::parse(&format!("http://127.0.0.1:{port}")).unwrap();
    Some(Proxy {
        url,
        _process: process,
    })
}

fn tracker(url: &Url, project: &str) -> JiraTracker {
    let options = SandboxOptions::loopback(jira_sandbox::Flavor::Cloud);
    JiraTracker::new(JiraSettings {
        flavor: Flavor::Cloud {
            email: options.email,
            api_token: options.token.into(),
        },
        base_url: url.clone(),
        project: project.to_owned(),
        issue_type: "Task".to_owned(),
        installation: [0xab; 16],
        status_overrides: std::collections::BTreeMap::new(),
        origin: Url::parse("https://help.example.com").unwrap(),
        timeouts: Timeouts::default(),
    })
    .unwrap()
}

/// Every call the adapter makes, in one run: starting the proxy takes seconds. A fault on either side comes
/// back as 422 or 500, which no step takes for a success.
#[tokio::test]
async fn everything_that_is_sent_and_read_is_in_the_contract() {
    let sandbox = Sandbox::start(SandboxOptions::loopback(jira_sandbox::Flavor::Cloud))
        .await
        .unwrap();
    let Some(proxy) = proxy(&sandbox.base_url()).await else {
        return;
    };
    let jira = tracker(&proxy.url, "SUP");
    let health = jira.check().await.unwrap();
    assert!(
        health.summary.ends_with("project SUP, type Task"),
        "{}",
        health.summary
    );
    let mut ours = draft(1);
    let plain = jira.create(&ours).await.unwrap();
    ours.subject = frontdesk_domain::tickets::Subject::parse(&"🖨🖨\u{202e}".repeat(66)).unwrap();
    ours.body = frontdesk_domain::tickets::Body::parse(&"\"🖨\"\n\n{noformat}".repeat(1_300)).unwrap();
    let long = jira.create(&ours).await.unwrap();
    let found = jira.find(ours.ticket, &ours.mark).await.unwrap();
    assert_eq!(found, [plain.clone(), long.clone()]);
    assert_eq!(jira.find(ours.ticket, &draft(2).mark).await, Ok(vec![]));
    sandbox.transition(&long.key, "31").unwrap();
    let told = jira.statuses(&[plain.id, long.id.clone()]).await.unwrap();
    let done = told
        .iter()
        .find(|(id, _)| *id == long.id)
        .map(|(_, status)| status.means);
    assert_eq!((told.len(), done), (2, Some(Some(TrackedStatus::Resolved))));
    assert!(objects(&proxy.url).await, "the proxy lets everything through");
    let nowhere = tracker(&proxy.url, "NOPE").check().await;
    assert!(
        matches!(nowhere, Err(TrackerError::Rejected(_) | TrackerError::Unknown(_))),
        "{nowhere:?}"
    );
}

/// Whether the proxy refuses a request that the contract does not allow: without that, passing it proves
/// nothing.
async fn objects(url: &Url) -> bool {
    let client = reqwest::Client::builder().build().unwrap();
    let issue = serde_json::json!({ "fields": { "summary": "no project", "description": "a plain string" } });
    let sent = client
        .post(url.join("/rest/api/3/issue").unwrap())
        .json(&issue)
        .basic_auth("a", Some("b"));
    sent.send().await.unwrap().status() == 422
}
