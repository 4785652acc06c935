//! What happens below HTTP: nobody there, silence, a connection that breaks, an answer without end.

use std::time::Duration;

use frontdesk_domain::ports::{Tracker, TrackerError};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use super::{MARK, cloud, draft, jira, settings};
use crate::{JiraSettingsError, JiraTracker};

/// Serves every connection with `act`, after the whole request was read.
async fn serve<F, A>(act: F) -> (String, JoinHandle<()>)
where
    F: Fn(TcpStream, String) -> A + Send + 'static,
    A: Future<Output = ()> + Send + 'static,
{
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let request = read_request(&mut stream).await;
            tokio::spawn(act(stream, request));
        }
    });
    (base, task)
}

async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head
                .lines()
                .find_map(|line| line.to_lowercase().strip_prefix("content-length: ")?.parse().ok())
                .unwrap_or(0);
            if body.len() >= length {
                return text;
            }
        }
        match stream.read(&mut chunk).await {
            Ok(read) if read > 0 => bytes.extend_from_slice(&chunk[..read]),
            _ => return text,
        }
    }
}

/// Questions get a 404 that names our account, so that a create goes ahead; what becomes of the create is
/// `act`'s.
async fn create_with<F, A>(act: F) -> TrackerError
where
    F: Fn(TcpStream) -> A + Clone + Send + 'static,
    A: Future<Output = ()> + Send + 'static,
{
    let (base, task) = serve(move |mut stream, request| {
        let act = act.clone();
        async move {
            if request.starts_with("POST") {
                act(stream).await;
            } else {
                let none = b"HTTP/1.1 404 Not Found\r\nX-AAccountId: us\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
                let _ = stream.write_all(none).await;
            }
        }
    })
    .await;
    let error = jira(cloud(), &base).create(&draft()).await.unwrap_err();
    task.abort();
    error
}

#[tokio::test]
async fn nobody_there_means_not_sent() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    for base in [base.as_str(), "http://no-such-host.invalid"] {
        let error = jira(cloud(), base).create(&draft()).await.unwrap_err();
        assert!(matches!(error, TrackerError::NotSent(_)), "{error}");
    }
}

#[tokio::test]
async fn no_tls_means_not_sent() {
    let (base, task) = serve(|mut stream, _| async move {
        let _ = stream.write_all(b"220 this is no TLS\r\n").await;
    })
    .await;
    let error = jira(cloud(), &base.replace("http:", "https:"))
        .create(&draft())
        .await
        .unwrap_err();
    assert!(matches!(error, TrackerError::NotSent(_)), "{error}");
    task.abort();
}

#[tokio::test]
async fn silence_after_the_request_is_unclear() {
    let error = create_with(|stream| async move {
        tokio::time::sleep(Duration::from_secs(60)).await;
        drop(stream);
    })
    .await;
    assert!(matches!(error, TrackerError::Unknown(_)), "{error}");
}

#[tokio::test]
async fn a_reset_after_the_request_is_unclear() {
    let error = create_with(|stream| async move {
        socket_reset(stream);
    })
    .await;
    assert!(matches!(error, TrackerError::Unknown(_)), "{error}");
}

#[tokio::test]
async fn half_an_answer_is_unclear() {
    let error = create_with(|mut stream| async move {
        let half = b"HTTP/1.1 201 Created\r\nContent-Length: 90\r\n\r\n{\"id\":\"7\",\"key\":\"SUP-7\"}";
        let _ = stream.write_all(half).await;
    })
    .await;
    assert!(matches!(error, TrackerError::Unknown(_)), "{error}");
}

#[tokio::test]
async fn half_a_refusal_is_a_refusal() {
    let error = create_with(|mut stream| async move {
        let half =
            b"HTTP/1.1 400 Bad Request\r\nX-AAccountId: us\r\nContent-Length: 900\r\n\r\n{\"errors\":{";
        let _ = stream.write_all(half).await;
    })
    .await;
    assert_eq!(error, TrackerError::Rejected("Jira answered 400".into()));
}

#[tokio::test]
async fn an_answer_without_end_is_not_read_to_the_end() {
    let (base, task) = serve(|mut stream, _| async move {
        let head = b"HTTP/1.1 200 OK\r\nX-AAccountId: us\r\nContent-Length: 99999999999\r\n\r\n";
        let _ = stream.write_all(head).await;
        while stream.write_all(&[b' '; 64 * 1024]).await.is_ok() {}
    })
    .await;
    let error = jira(cloud(), &base)
        .find(draft().ticket, &MARK)
        .await
        .unwrap_err();
    assert!(matches!(error, TrackerError::Unknown(_)), "{error}");
    task.abort();
}

#[tokio::test]
async fn a_redirect_is_not_followed() {
    let error = create_with(|mut stream| async move {
        let moved = b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/login\r\nContent-Length: 0\r\n\r\n";
        let _ = stream.write_all(moved).await;
    })
    .await;
    let TrackerError::Unauthorized(why) = error else {
        panic!("{error}")
    };
    assert!(why.contains("http://127.0.0.1:1/login; set jira.url"), "{why}");
}

#[test]
fn settings_that_cannot_work_are_refused() {
    let refused = |change: &dyn Fn(&mut crate::JiraSettings)| {
        let mut settings = settings(cloud(), "https://j.example");
        change(&mut settings);
        JiraTracker::new(settings).unwrap_err()
    };
    let url = |text: &str| url::Url::parse(text).unwrap();
    for bad in [
        "ftp://j.example",
        "https://u:p@j.example",
        "https://j.example?x=1",
        "data:x",
    ] {
        assert_eq!(
            refused(&|s| s.base_url = url(bad)),
            JiraSettingsError::Url,
            "{bad}"
        );
    }
    assert_eq!(
        refused(&|s| s.project = "A\" OR 1".into()),
        JiraSettingsError::Project
    );
    assert_eq!(
        refused(&|s| s.issue_type = " ".into()),
        JiraSettingsError::IssueType
    );
    let token = |text: &str| crate::Flavor::DataCenter {
        token: text.to_owned().into(),
    };
    assert_eq!(refused(&|s| s.flavor = token("")), JiraSettingsError::Credential);
    assert_eq!(
        refused(&|s| s.flavor = token("a\nb")),
        JiraSettingsError::Credential
    );
}

/// Closes with a reset instead of an orderly end.
fn socket_reset(stream: TcpStream) {
    stream.set_zero_linger().unwrap();
    drop(stream);
}
