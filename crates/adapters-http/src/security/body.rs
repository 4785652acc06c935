//! Request bodies: read whole, in time, and never more than a form needs.

use std::{collections::BTreeMap, time::Duration};

use axum::{
    body::{Body, to_bytes},
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, Uri, header, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use bytes::{Bytes, BytesMut};
use futures_util::StreamExt;
use tokio::sync::{Semaphore, SemaphorePermit};
use url::form_urlencoded;

use crate::{paths, problem::Problem};

/// Our longest form, with room to spare: a text of 20,000 characters in a script outside Latin takes up to twelve
/// bytes a character once a browser has encoded it.
const MOST: usize = 256 * 1024;
/// The same where staff and clients write at length: what they began is kept at up to 200,000 characters, in two
/// boxes. What is too long to be sent comes back in its box, with a message, and is not lost.
const MOST_WRITTEN: usize = 4 * 1024 * 1024;
/// So many of those are held at once, whoever sends them.
static LONG_ONES: Semaphore = Semaphore::const_new(16);
/// A body that is too large is read on up to here without being kept, because a browser shows our page only once
/// it could send everything. Beyond it the connection is closed.
const DRAINED: usize = 16 * 1024 * 1024;
const IN_TIME: Duration = Duration::from_secs(10);
/// No form of ours has more fields.
const FIELDS: usize = 64;

/// Hands the handler a body that is all there.
pub(super) async fn collect(request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match tokio::time::timeout(IN_TIME, read(body, most(&parts))).await {
        // A long one is counted until it is answered.
        Ok(Ok((bytes, _held))) => next.run(Request::from_parts(parts, Body::from(bytes))).await,
        Ok(Err(problem)) => problem.into_response(),
        Err(_) => Problem::Slow.into_response(),
    }
}

/// How long a body may be.
fn most(parts: &Parts) -> usize {
    if paths::is_written_at_length(parts.uri.path()) {
        MOST_WRITTEN
    } else {
        MOST
    }
}

async fn read(body: Body, most: usize) -> Result<(Bytes, Option<SemaphorePermit<'static>>), Problem> {
    let mut kept = BytesMut::new();
    let mut held = None;
    let mut seen = 0;
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk = chunk.map_err(|_| Problem::Slow)?;
        seen += chunk.len();
        if seen > DRAINED {
            break;
        }
        if seen > MOST && seen <= most && held.is_none() {
            held = Some(LONG_ONES.try_acquire().map_err(|_| Problem::Unavailable)?);
        }
        if seen <= most {
            kept.extend_from_slice(&chunk);
        }
    }
    if seen > most {
        Err(Problem::TooLarge)
    } else {
        Ok((kept.freeze(), held))
    }
}

/// A posted form: every field once. Fields that nobody asks for are never looked at.
#[derive(Debug)]
pub struct Form(BTreeMap<String, String>);

impl Form {
    /// Reads `application/x-www-form-urlencoded`. A field that occurs twice makes the form unreadable: two
    /// readers could take two different values.
    fn parse(headers: &HeaderMap, body: &[u8]) -> Result<Self, Problem> {
        let kind = headers
            .get(header::CONTENT_TYPE)
            .map_or(&b""[..], |kind| kind.as_bytes());
        let kind = kind
            .split(|byte| *byte == b';')
            .next()
            .unwrap_or_default()
            .trim_ascii();
        if !kind.eq_ignore_ascii_case(b"application/x-www-form-urlencoded") {
            return Err(Problem::Form);
        }
        Self::fields(body)
    }

    /// Reads the query of an address of ours that a form carries.
    ///
    /// # Errors
    /// [`Problem::Form`] as for a form.
    pub fn of_query(query: &str) -> Result<Self, Problem> {
        Self::fields(query.as_bytes())
    }

    fn fields(encoded: &[u8]) -> Result<Self, Problem> {
        let mut fields = BTreeMap::new();
        for (name, value) in form_urlencoded::parse(encoded) {
            if fields.len() == FIELDS || fields.insert(name.into_owned(), value.into_owned()).is_some() {
                return Err(Problem::Form);
            }
        }
        Ok(Self(fields))
    }

    /// Every field as it was sent, for a page that asks for one thing more and sends the rest again.
    pub fn fields_left(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Whether the field was sent at all.
    pub fn has(&self, field: &str) -> bool {
        self.0.contains_key(field)
    }

    /// The field's value as typed, or nothing; line breaks are the ones people mean (forms send CR LF).
    pub fn take(&mut self, field: &str) -> String {
        self.0
            .remove(field)
            .map(|value| value.replace("\r\n", "\n"))
            .unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Problem;

    async fn from_request(request: Request, _state: &S) -> Result<Self, Problem> {
        let (parts, body) = request.into_parts();
        // It is all there, and was measured when it came.
        let bytes = to_bytes(body, MOST_WRITTEN)
            .await
            .map_err(|_| Problem::TooLarge)?;
        Self::parse(&parts.headers, &bytes)
    }
}

/// The query of a link, read as strictly as a form.
#[derive(Debug)]
pub struct Query(pub Form);

impl Query {
    /// The query of this address.
    ///
    /// # Errors
    /// [`Problem::Form`] for what can be read in two ways.
    pub fn of(uri: &Uri) -> Result<Self, Problem> {
        Form::fields(uri.query().unwrap_or_default().as_bytes()).map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Problem> {
        Self::of(&parts.uri)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(body: &str) -> Result<Form, Problem> {
        let mut headers = HeaderMap::new();
        let kind = "Application/x-www-form-urlencoded; charset=UTF-8"
            .parse()
            .unwrap();
        headers.insert(header::CONTENT_TYPE, kind);
        Form::parse(&headers, body.as_bytes())
    }

    #[test]
    fn fields_are_read_as_typed() {
        let mut form = parse("what=two%0D%0Alines&name=%D8%B1%D8%B6%D8%A7+K").unwrap();
        assert_eq!(
            (form.take("what"), form.take("name"), form.take("other")),
            ("two\nlines".into(), "رضا K".into(), String::new())
        );
    }

    #[test]
    fn a_form_that_can_be_read_in_two_ways_is_refused() {
        assert_eq!(parse("who=1&who=2").unwrap_err(), Problem::Form);
        let many: String = (0..100_000).map(|number| format!("f{number}=&")).collect();
        assert_eq!(parse(&many).unwrap_err(), Problem::Form);
        assert_eq!(
            Form::parse(&HeaderMap::new(), b"who=1").unwrap_err(),
            Problem::Form
        );
    }

    #[tokio::test]
    async fn only_what_people_write_may_be_long_and_only_some_at_once() {
        let long = |size: usize| Body::from(vec![b'a'; size]);
        assert_eq!(read(long(MOST + 1), MOST).await.unwrap_err(), Problem::TooLarge);
        let mut held = Vec::new();
        let full = loop {
            match read(long(MOST + 1), MOST_WRITTEN).await {
                Ok((bytes, one)) => {
                    assert_eq!(bytes.len(), MOST + 1);
                    held.push(one.unwrap());
                }
                Err(problem) => break problem,
            }
            assert!(held.len() <= 16);
        };
        assert_eq!(full, Problem::Unavailable);
        assert!(
            read(long(MOST), MOST_WRITTEN).await.is_ok(),
            "short ones are not counted"
        );
        drop(held);
        let too_long = read(long(MOST_WRITTEN + 1), MOST_WRITTEN).await;
        assert_eq!(too_long.unwrap_err(), Problem::TooLarge);
    }

    #[test]
    fn no_bytes_break_it() {
        for body in ["%", "%zz=%00", "&&&==&", "a=%ff%fe"] {
            parse(body).ok();
        }
    }
}
