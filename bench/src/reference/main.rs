//! The least that does the front desk's work for the same bytes: axum and sqlx on SQLite, WAL and
//! `synchronous=FULL`, one writer connection that commits each submission by itself, a few readers.
//! No layers, no checks, no escaping, no deliveries: what Frontdesk's figures are divided by.

mod pages;
mod store;
mod tickets;

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use axum::Router;
use axum::extract::{Form, Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use clap::Parser;
use serde::Deserialize;
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use pages::Pages;
use store::{Store, Submitted};
use tickets::{Sizes, Tickets};

/// The bare reference server.
#[derive(Parser)]
struct Arguments {
    /// Where its database lies
    #[arg(long)]
    database: PathBuf,
    /// Bytes of the page for a client with an open ticket
    #[arg(long, default_value_t = 8_000)]
    existing_bytes: usize,
    /// Bytes of the receipt
    #[arg(long, default_value_t = 8_000)]
    receipt_bytes: usize,
    /// A copy of Frontdesk's database, with many tickets
    #[arg(long)]
    tickets: Option<PathBuf>,
    /// The client whose tickets the portal shows
    #[arg(long, default_value_t = 1)]
    customer: i64,
    /// Bytes of a list of tickets
    #[arg(long, default_value_t = 20_000)]
    queue_bytes: usize,
    /// Bytes of a ticket's page
    #[arg(long, default_value_t = 20_000)]
    ticket_bytes: usize,
    /// Bytes of the portal
    #[arg(long, default_value_t = 10_000)]
    portal_bytes: usize,
}

struct Desk {
    store: Store,
    pages: Pages,
    tickets: Option<Tickets>,
}

impl Desk {
    fn tickets(&self) -> Result<&Tickets, Failed> {
        self.tickets.as_ref().ok_or(Failed)
    }
}

type Shared = State<Arc<Desk>>;

/// Any failure is a 500: the load generator stops at the first.
struct Failed;

impl<E: std::error::Error> From<E> for Failed {
    fn from(error: E) -> Self {
        let _ = writeln!(std::io::stderr(), "{error}");
        Self
    }
}

impl IntoResponse for Failed {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments = Arguments::parse();
    let store = Store::open(&arguments.database).await?;
    let pages = Pages::of(arguments.existing_bytes, arguments.receipt_bytes);
    let sizes = Sizes {
        queue: arguments.queue_bytes,
        ticket: arguments.ticket_bytes,
        portal: arguments.portal_bytes,
    };
    let tickets = match &arguments.tickets {
        Some(path) => Some(Tickets::open(path, arguments.customer, &sizes).await?),
        None => None,
    };
    let router = Router::new()
        .route("/", get(|| async { Html("<h1>Reference</h1>") }).post(look_up))
        .route("/ticket", post(submit).get(ticket))
        .route("/track/{token}/receipt", get(receipt))
        .route("/desk", get(queue))
        .route("/desk/tickets/{number}", get(one_ticket))
        .route("/my", get(portal))
        .with_state(Arc::new(Desk {
            store,
            pages,
            tickets,
        }));
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(std::io::stdout(), "ready at http://{}", listener.local_addr()?)?;
    let mut terminate = signal(SignalKind::terminate())?;
    let stop = async move {
        terminate.recv().await;
    };
    Ok(axum::serve(listener, router).with_graceful_shutdown(stop).await?)
}

#[derive(Deserialize)]
struct Who {
    who: String,
}

/// Counts and audits the look-up durably, as Frontdesk promises to.
async fn look_up(State(desk): Shared, Form(form): Form<Who>) -> Result<Redirect, Failed> {
    desk.store.count(&form.who).await?;
    Ok(Redirect::to(&format!("/ticket?visit={}", form.who)))
}

#[derive(Deserialize)]
struct Visit {
    visit: String,
}

async fn ticket(State(desk): Shared, Query(query): Query<Visit>) -> Result<Html<String>, Failed> {
    Ok(Html(match desk.store.open_ticket(&query.visit).await? {
        Some(number) => desk.pages.existing(number),
        None => desk
            .pages
            .form(&query.visit, &URL_SAFE_NO_PAD.encode(store::random::<16>())),
    }))
}

async fn submit(State(desk): Shared, Form(form): Form<Submitted>) -> Result<Redirect, Failed> {
    let token = store::random::<32>();
    desk.store.submit(&form, &token).await?;
    let receipt = format!("/track/{}/receipt", URL_SAFE_NO_PAD.encode(token));
    Ok(Redirect::to(&receipt))
}

async fn receipt(State(desk): Shared, Path(token): Path<String>) -> Result<Html<String>, Failed> {
    let token = URL_SAFE_NO_PAD.decode(token)?;
    let (number, client, subject) = desk.store.receipt(&token).await?;
    Ok(Html(desk.pages.receipt(number, client, &subject)))
}

#[derive(Deserialize)]
struct Listed {
    q: Option<String>,
    after: Option<String>,
}

async fn queue(
    State(desk): Shared,
    headers: HeaderMap,
    Query(listed): Query<Listed>,
) -> Result<Html<String>, Failed> {
    let tickets = desk.tickets()?;
    Ok(Html(match listed.q.filter(|words| !words.is_empty()) {
        Some(words) => tickets.search(&headers, &words).await?,
        None => tickets.queue(&headers, listed.after.is_some()).await?,
    }))
}

async fn one_ticket(
    State(desk): Shared,
    headers: HeaderMap,
    Path(number): Path<i64>,
) -> Result<Html<String>, Failed> {
    Ok(Html(desk.tickets()?.ticket(&headers, number).await?))
}

async fn portal(State(desk): Shared, headers: HeaderMap) -> Result<Html<String>, Failed> {
    Ok(Html(desk.tickets()?.portal(&headers).await?))
}
