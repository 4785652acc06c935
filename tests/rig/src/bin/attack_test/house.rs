//! A desk under attack: one process that the world reaches through a proxy, and one beside it on the same database,
//! on whose mailbox nobody but this machine looks.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::Duration;

use frontdesk_rig::Result;
use frontdesk_rig::browser::{Browser, connections};
use frontdesk_rig::database::Engine;
use frontdesk_rig::desk::Desk;
use frontdesk_rig::kept_logs::{Kind, saw};
use frontdesk_rig::launch::Running;
use frontdesk_rig::mailbox::Mailbox;
use reqwest::Client;
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpListener;
use tokio::process::Command;

/// A password that is taken, whosever it is.
pub(crate) const PASSWORD: &str = "mossy anchor cup";
/// Another one.
pub(crate) const OTHER: &str = "velvet harbour spoon";

pub(crate) struct House {
    pub(crate) desk: Desk,
    /// What the world reaches.
    pub(crate) outside: Running,
    inside: Running,
    pub(crate) mailbox: Mailbox,
    pub(crate) http: Client,
    /// How much memory the process outside held when nothing had happened yet, in MiB.
    pub(crate) idle: f64,
    networks: u32,
    names: u32,
    /// Codes up to this one stay when hours pass.
    kept_codes: i64,
}

impl House {
    pub(crate) async fn new(engine: Engine) -> Result<Self> {
        let desk = Desk::new(engine, false).await?;
        let addresses = (free().await?, free().await?);
        let public = format!("http://{}", addresses.0);
        let outside = start(&desk, addresses.0, &public, true).await?;
        let inside = start(&desk, addresses.1, &public, false).await?;
        Ok(Self {
            idle: outside.resident().await?,
            mailbox: Mailbox::of(&inside.url)?,
            desk,
            outside,
            inside,
            http: connections()?,
            networks: 0,
            names: 0,
            kept_codes: 0,
        })
    }

    /// A browser that was never here, from a network that never was.
    pub(crate) fn browser(&mut self) -> Browser {
        let network = self.network();
        Browser::new(&self.http, &self.outside.url, &network)
    }

    /// A network that was never seen.
    pub(crate) fn network(&mut self) -> String {
        self.networks += 1;
        let [_, a, b, c] = self.networks.to_be_bytes();
        format!("100.{}.{b}.{c}", 64 + a % 64)
    }

    /// An e-mail that nobody has. All are of the same length.
    pub(crate) fn email(&mut self) -> String {
        self.names += 1;
        let email = format!("somebody{:05}@example.com", self.names);
        saw(Kind::Email, &email);
        email
    }

    /// Adds someone who may sign in with [`PASSWORD`]; their e-mail.
    pub(crate) async fn person(&mut self) -> Result<String> {
        let email = self.email();
        saw(Kind::Password, PASSWORD);
        let launch = self.desk.launch();
        let words = ["people", "add", "--name", "Some Body", "--email", &email];
        let mut child = Command::new(&launch.program)
            .args(words)
            .env_clear()
            .envs(launch.environment)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()?;
        let mut stdin = child.stdin.take().ok_or("no input")?;
        stdin.write_all(format!("{PASSWORD}\n").as_bytes()).await?;
        drop(stdin);
        if child.wait().await?.success() {
            Ok(email)
        } else {
            Err("nobody could be added".into())
        }
    }

    /// The customer ID of who has this e-mail.
    pub(crate) async fn customer(&self, email: &str) -> Result<String> {
        let sql = format!("SELECT number FROM client WHERE email = '{email}'");
        Ok(self.desk.database.number(sql).await?.to_string())
    }

    /// Registers this e-mail in a browser of its own, which waits for the code.
    pub(crate) async fn register(&mut self, email: &str) -> Result<Browser> {
        let mut browser = self.browser();
        let page = browser.post("/register", &registration(email)).await?;
        if page.leads() == "/verify" {
            Ok(browser)
        } else {
            Err(format!("registering was answered {}", page.status).into())
        }
    }

    /// Signs in with [`PASSWORD`]; the browser then holds a session and is known.
    pub(crate) async fn signed_in(&mut self, email: &str) -> Result<Browser> {
        let mut browser = self.browser();
        let page = browser
            .post("/sign-in", &[("login", email), ("password", PASSWORD)])
            .await?;
        if page.status == 303 && browser.cookies.contains_key("sid") {
            Ok(browser)
        } else {
            Err(format!("signing in was answered {}", page.status).into())
        }
    }

    /// Every count of attempts, codes and look-ups ends, as it does with time.
    pub(crate) async fn hours_pass(&self) -> Result<()> {
        let codes = format!("one_time_code WHERE id > {}", self.kept_codes);
        for rows in ["throttle", "attempt", &codes] {
            self.desk.database.run(format!("DELETE FROM {rows}")).await?;
        }
        Ok(())
    }

    /// The codes that were asked for so far stay when hours pass.
    pub(crate) async fn keep_codes(&mut self) -> Result<()> {
        let newest = "SELECT COALESCE(MAX(id), 0) FROM one_time_code";
        self.kept_codes = self.desk.database.number(newest.to_owned()).await?;
        Ok(())
    }

    /// How many seconds a stranger is told to wait before they may try a password of this account.
    pub(crate) async fn strangers_wait(&mut self, email: &str) -> Result<u64> {
        let form = [("login", email), ("password", OTHER)];
        let page = self.browser().post("/sign-in", &form).await?;
        let wait = page
            .headers
            .get("retry-after")
            .and_then(|wait| wait.to_str().ok());
        Ok(wait.map(str::parse).transpose()?.unwrap_or_default())
    }

    pub(crate) async fn remove(self, keep: bool) -> Result<()> {
        for process in [self.outside, self.inside] {
            process.terminate(Duration::from_secs(20)).await?;
        }
        self.desk.remove(keep).await
    }
}

/// The fewest fields that make an account.
pub(crate) fn registration(email: &str) -> [(&str, &str); 4] {
    [
        ("name", "Some Body"),
        ("email", email),
        ("password", PASSWORD),
        ("again", PASSWORD),
    ]
}

/// Starts a process at this address. Links in mails lead to `public`, whichever process writes them.
async fn start(desk: &Desk, address: SocketAddr, public: &str, behind_a_proxy: bool) -> Result<Running> {
    let mut launch = desk.launch();
    let address = address.to_string();
    let mut settings = vec![
        ("FRONTDESK__FRONT_DESK__IDENTITY", "verified"),
        ("FRONTDESK__HTTP__LISTEN", &address),
        ("FRONTDESK__HTTP__PUBLIC_URL", public),
    ];
    if behind_a_proxy {
        settings.push(("FRONTDESK__HTTP__TRUSTED_PROXIES", "127.0.0.0/8"));
    }
    let settings = settings.into_iter();
    let settings = settings.map(|(name, value)| (name.to_owned(), value.to_owned()));
    launch.environment.extend(settings);
    let mut running = launch.start().await?;
    // What it said is its public address.
    running.url = format!("http://{address}");
    Ok(running)
}

/// An address that was free a moment ago.
async fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0").await?.local_addr()?)
}
