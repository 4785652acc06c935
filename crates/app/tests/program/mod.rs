//! The program as people run it: a process of its own, on a folder of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

mod kept_logs;
mod tickets;

/// A folder for data.
pub(crate) struct Folder(TempDir);

/// What came of a command.
#[derive(Debug)]
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    /// What it printed, which must be JSON, after it went well.
    pub(crate) fn json(&self) -> serde_json::Value {
        assert_eq!(self.code, Some(0), "{self:?}");
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Asserts that it failed, and said this.
    pub(crate) fn refused(&self, saying: &str) {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert!(self.err.contains(saying) && self.out.is_empty(), "{self:?}");
    }
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Everything in it, file by file.
    pub(crate) fn bytes(&self) -> Vec<Vec<u8>> {
        let files = std::fs::read_dir(self.0.path()).unwrap().flatten();
        let files = files.map(|entry| entry.path()).filter(|path| path.is_file());
        files.map(|path| std::fs::read(path).unwrap()).collect()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_frontdesk"));
        command
            .arg("--data-dir")
            .arg(self.0.path())
            .args(["--listen", "127.0.0.1:0"])
            .args(arguments)
            .current_dir(self.0.path())
            .env_clear()
            .env("RUST_LOG", "debug")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Begins a command with this on its standard input.
    pub(crate) fn begin(&self, arguments: &[&str], input: &str) -> Child {
        let mut child = self.command(arguments).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        kept_logs::saw("password", input.trim());
        // A command that reads nothing may have ended already.
        let _ = stdin.write_all(input.as_bytes());
        child
    }

    /// Runs a command with this on its standard input.
    pub(crate) fn run(&self, arguments: &[&str], input: &str) -> Ended {
        ended(self.begin(arguments, input))
    }

    /// Runs `frontdesk people …`.
    pub(crate) fn people(&self, arguments: &[&str], input: &str) -> Ended {
        self.run(&[&["people"], arguments].concat(), input)
    }

    /// Starts the desk, until it says where it is.
    pub(crate) fn serve(&self) -> Desk {
        self.start("serve")
    }

    /// Starts a command that serves, until it says where it is.
    pub(crate) fn start(&self, command: &str) -> Desk {
        let mut child = self.command(&[command]).spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let mut ready = String::new();
        said.read_line(&mut ready).unwrap();
        let address = ready.trim().split("http://").nth(1);
        let address = address.unwrap_or_else(|| panic!("not ready: {ready}"));
        Desk {
            address: address.to_owned(),
            said,
            child: Some(child),
        }
    }
}

/// What a command came to, once it has ended.
pub(crate) fn ended(child: Child) -> Ended {
    let output = child.wait_with_output().unwrap();
    Ended {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A desk that serves.
pub(crate) struct Desk {
    pub(crate) address: String,
    said: BufReader<std::process::ChildStdout>,
    child: Option<Child>,
}

impl Desk {
    /// The next line on its standard output.
    pub(crate) fn line(&mut self) -> String {
        let mut line = String::new();
        self.said.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }

    /// The next line with this in it.
    pub(crate) fn line_with(&mut self, what: &str) -> String {
        loop {
            let mut line = String::new();
            let read = self.said.read_line(&mut line).unwrap();
            assert!(read > 0, "it never said {what}");
            if line.contains(what) {
                return line.trim().to_owned();
            }
        }
    }

    /// Tells it to stop; what else it said, and its log.
    pub(crate) fn stop(mut self) -> (String, String) {
        let mut child = self.child.take().unwrap();
        let told = Command::new("kill").arg(child.id().to_string()).status();
        assert!(told.unwrap().success());
        let mut log = String::new();
        child.stderr.take().unwrap().read_to_string(&mut log).unwrap();
        kept_logs::keep(&log);
        let mut rest = String::new();
        self.said.read_to_string(&mut rest).unwrap();
        assert!(child.wait().unwrap().success(), "{log}");
        (rest, log)
    }

    /// The answer to a request, head and body.
    pub(crate) fn ask(&self, method: &str, target: &str, form: &str) -> String {
        let path = target
            .strip_prefix(&format!("http://{}", self.address))
            .unwrap_or(target);
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
            self.address,
            form.len(),
        );
        stream.write_all(request.as_bytes()).unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let answer = String::from_utf8_lossy(&answer).into_owned();
        kept_logs::saw_cookies(&answer);
        answer
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        if let Some(child) = &mut self.child {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
