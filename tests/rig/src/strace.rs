//! Reads what `strace -f -y` wrote: which call began and ended where among all others.
//!
//! strace writes a line when it sees a call begin or end, whatever the thread, so the order of lines is an
//! order of what happened: a call whose end stands above another's beginning was over before that began.

use std::collections::HashMap;

/// The options the reader relies on: all threads, paths beside descriptors, whole texts.
pub const OPTIONS: [&str; 7] = [
    "-D",
    "-f",
    "-y",
    "-s",
    "8192",
    "-e",
    "trace=fdatasync,fsync,write,writev,pwrite64,pwritev,sendto,sendmsg",
];

/// One system call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its arguments as strace shows them.
    pub arguments: &'a str,
    /// The line on which it began.
    pub began: usize,
    /// The line on which it ended; none if it never did.
    pub ended: Option<usize>,
}

/// The calls of a trace, in the order they began. Lines about anything else are left out.
#[must_use]
pub fn calls(trace: &str) -> Vec<Call<'_>> {
    let mut found: Vec<Call<'_>> = Vec::new();
    let mut open: HashMap<&str, usize> = HashMap::new();
    for (line, text) in trace.lines().enumerate() {
        let Some((thread, rest)) = text.split_once(' ') else {
            continue;
        };
        let rest = rest.trim_start();
        if rest.starts_with("<... ") {
            if let Some(call) = open.remove(thread).and_then(|at| found.get_mut(at)) {
                call.ended = Some(line);
            }
            continue;
        }
        let Some((name, arguments)) = rest.split_once('(') else {
            continue;
        };
        if !name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
        {
            continue;
        }
        let unfinished = arguments.ends_with("<unfinished ...>");
        if unfinished {
            open.insert(thread, found.len());
        }
        found.push(Call {
            name,
            arguments,
            began: line,
            ended: (!unfinished).then_some(line),
        });
    }
    found
}

impl Call<'_> {
    fn is_write_to_log(&self) -> bool {
        matches!(self.name, "write" | "writev" | "pwrite64" | "pwritev") && self.is_on_log()
    }

    fn is_sync_of_log(&self) -> bool {
        matches!(self.name, "fsync" | "fdatasync") && self.is_on_log()
    }

    /// Whether its descriptor, the first argument, is the write-ahead log.
    fn is_on_log(&self) -> bool {
        self.arguments
            .split_once('>')
            .is_some_and(|(descriptor, _)| descriptor.ends_with("-wal"))
    }

    fn is_acknowledgement(&self, receipt: &str) -> bool {
        matches!(self.name, "write" | "writev" | "sendto" | "sendmsg")
            && self.arguments.contains("HTTP/1.1 303")
            && self.arguments.contains(receipt)
    }
}

/// What a trace says about one submission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Its words were written to the log, a sync of the log that began later ended, and then the answer left.
    SyncedBefore,
    /// The answer left before such a sync had ended.
    AnsweredBefore,
    /// Its words never reached the log, or its answer is not in the trace: the proof itself is broken.
    NotSeen,
}

/// Whether the submission with these words was synced before it was acknowledged with this receipt.
#[must_use]
pub fn verdict(calls: &[Call<'_>], words: &str, receipt: &str) -> Verdict {
    let written = calls
        .iter()
        .find(|call| call.is_write_to_log() && call.arguments.contains(words));
    let answered = calls.iter().find(|call| call.is_acknowledgement(receipt));
    let (Some(written), Some(answered)) = (written.and_then(|call| call.ended), answered) else {
        return Verdict::NotSeen;
    };
    let synced = calls
        .iter()
        .filter(|call| call.is_sync_of_log() && call.began >= written)
        .filter_map(|call| call.ended)
        .min();
    match synced {
        Some(end) if end < answered.began => Verdict::SyncedBefore,
        _ => Verdict::AnsweredBefore,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = r#"
12 pwrite64(9</d/f.db-wal>, "\0\0mark-1\"x", 4096, 56 <unfinished ...>
13 write(4</d/log>, "fdatasync(9</d/f.db-wal>)", 3) = 3
12 <... pwrite64 resumed>) = 4096
12 fdatasync(9</d/f.db-wal> <unfinished ...>
13 sendto(7<socket:[5]>, "HTTP/1.1 200 OK\r\n", 17, 0, NULL, 0) = 17
12 <... fdatasync resumed>) = 0
13 writev(7<socket:[5]>, [{iov_base="HTTP/1.1 303 See Other\r\nlocation: /track/T1/receipt\r\n", iov_len=9}], 1) = 9
12 --- SIGTERM {si_signo=SIGTERM} ---
12 +++ exited with 0 +++"#;

    fn about(trace: &str) -> Verdict {
        verdict(&calls(trace), "mark-1", "/track/T1/receipt")
    }

    /// The trace with one line moved before another.
    fn moved(trace: &str, from: usize, to: usize) -> String {
        let mut lines: Vec<_> = trace.lines().collect();
        let line = lines.remove(from);
        lines.insert(to, line);
        lines.join("\n")
    }

    #[test]
    fn calls_that_are_interrupted_are_put_together() {
        let all = calls(GOOD);
        let names: Vec<_> = all
            .iter()
            .map(|call| (call.name, call.began, call.ended))
            .collect();
        assert_eq!(
            names,
            [
                ("pwrite64", 1, Some(3)),
                ("write", 2, Some(2)),
                ("fdatasync", 4, Some(6)),
                ("sendto", 5, Some(5)),
                ("writev", 7, Some(7)),
            ]
        );
    }

    #[test]
    fn a_sync_that_ended_before_the_answer_is_enough() {
        assert_eq!(about(GOOD), Verdict::SyncedBefore);
    }

    #[test]
    fn an_answer_while_the_sync_is_under_way_is_too_early() {
        assert_eq!(about(&moved(GOOD, 7, 6)), Verdict::AnsweredBefore);
    }

    #[test]
    fn a_sync_that_began_before_the_write_ended_does_not_count() {
        let by_another = GOOD
            .replace("12 fdatasync", "14 fdatasync")
            .replace("12 <... fdata", "14 <... fdata");
        assert_eq!(about(&by_another), Verdict::SyncedBefore);
        assert_eq!(about(&moved(&by_another, 4, 2)), Verdict::AnsweredBefore);
    }

    #[test]
    fn a_sync_of_another_file_does_not_count() {
        assert_eq!(
            about(&GOOD.replace("fdatasync(9</d/f.db-wal>", "fdatasync(9</d/f.db>")),
            Verdict::AnsweredBefore
        );
    }

    #[test]
    fn what_is_not_in_the_trace_proves_nothing() {
        assert_eq!(about(&GOOD.replace("mark-1", "mark-2")), Verdict::NotSeen);
        assert_eq!(about(&GOOD.replace("/track/T1", "/track/T2")), Verdict::NotSeen);
        assert_eq!(about(""), Verdict::NotSeen);
    }
}
