//! Starting and ending the programs under test.

use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};
use tokio::time::timeout;

use crate::Result;

const START: Duration = Duration::from_secs(60);

/// How to start a program that prints where it listens once it is ready.
#[derive(Clone, Debug)]
pub struct Launch {
    /// The program.
    pub program: PathBuf,
    /// What to put in front of it, such as `strace` and its options.
    pub under: Vec<String>,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// Its whole environment but `PATH`: nothing of the caller's gets through.
    pub environment: Vec<(String, String)>,
    /// Where its log is kept, one start after the other. What it prints besides is kept next to it: the link
    /// for the first admin is there, and in no log.
    pub log: PathBuf,
}

/// A program that said it is ready. Dropping it kills it.
#[derive(Debug)]
pub struct Running {
    child: Child,
    /// Where it listens: `http://127.0.0.1:PORT`.
    pub url: String,
    /// Its process id.
    pub pid: u32,
}

impl Launch {
    /// Starts it and waits until it is ready.
    ///
    /// # Errors
    /// When it ends or stays silent; the message has the end of its log.
    pub async fn start(&self) -> Result<Running> {
        let mut words = self
            .under
            .iter()
            .cloned()
            .chain([self.program.display().to_string()]);
        let first = words.next().ok_or("no program")?;
        let log = appended(&self.log).await?;
        let printed = appended(&self.log.with_extension("printed")).await?;
        let mut child = Command::new(&first)
            .args(words)
            .args(&self.arguments)
            .env_clear()
            .env("PATH", "/usr/local/bin:/usr/bin:/bin")
            .envs(self.environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log.into_std().await)
            .kill_on_drop(true)
            .spawn()
            .map_err(|error| format!("{first} could not be started: {error}"))?;
        let pid = child.id().ok_or("it ended at once")?;
        let mut lines = BufReader::new(child.stdout.take().ok_or("no output")?).lines();
        let said = timeout(START, ready_line(&mut lines)).await;
        let Ok(Some(url)) = said else {
            return Err(format!("{first} did not get ready:\n{}", tail(&self.log).await).into());
        };
        tokio::spawn(keep(lines, printed));
        Ok(Running { child, url, pid })
    }
}

async fn appended(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().create(true).append(true).open(path).await
}

/// The address in the first line that says "ready" or "listening" and has one.
async fn ready_line(lines: &mut Lines<BufReader<ChildStdout>>) -> Option<String> {
    while let Ok(Some(line)) = lines.next_line().await {
        if let Some(at) = line.find("http://127.0.0.1:") {
            let url = line[at..].split(|c: char| c.is_whitespace() || c == '"').next()?;
            return Some(url.trim_end_matches(['/', '.']).to_owned());
        }
    }
    None
}

async fn keep(mut lines: Lines<BufReader<ChildStdout>>, mut log: File) {
    while let Ok(Some(line)) = lines.next_line().await {
        if log.write_all(format!("{line}\n").as_bytes()).await.is_err() {
            return;
        }
    }
}

async fn tail(log: &Path) -> String {
    let text = tokio::fs::read_to_string(log).await.unwrap_or_default();
    let lines: Vec<_> = text.lines().rev().take(20).collect();
    lines.into_iter().rev().collect::<Vec<_>>().join("\n")
}

impl Running {
    /// Ends it at once (SIGKILL), as a crash would, and waits until it is gone.
    ///
    /// # Errors
    /// When the system will not say.
    pub async fn kill(mut self) -> Result<()> {
        Ok(self.child.kill().await?)
    }

    /// How much memory it holds now (`VmRSS`), in MiB.
    ///
    /// # Errors
    /// When it is gone.
    pub async fn resident(&self) -> Result<f64> {
        let status = tokio::fs::read_to_string(format!("/proc/{}/status", self.pid)).await?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kib = line.and_then(|line| line.split_whitespace().next());
        let kib: f64 = kib.ok_or("no VmRSS")?.parse()?;
        Ok(kib / 1024.0)
    }

    /// Asks it to end (SIGTERM) and waits for at most `longest`; `None` if it had to be killed.
    ///
    /// # Errors
    /// When the system will not say.
    pub async fn terminate(mut self, longest: Duration) -> Result<Option<ExitStatus>> {
        let asked = Command::new("kill")
            .args(["-TERM", &self.pid.to_string()])
            .status()
            .await?;
        if !asked.success() {
            return Err("it could not be asked to end".into());
        }
        match timeout(longest, self.child.wait()).await {
            Ok(status) => Ok(Some(status?)),
            Err(_) => {
                self.child.kill().await?;
                Ok(None)
            }
        }
    }
}
