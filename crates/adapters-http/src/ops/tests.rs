use super::*;
use crate::testing::{self, TestSite};

struct Parted(Vec<Part>);

#[async_trait]
impl Readiness for Parted {
    async fn parts(&self) -> Vec<Part> {
        self.0.clone()
    }
}

fn site(parts: Vec<Part>) -> TestSite {
    TestSite::with(|all| {
        all.operations.readiness = Arc::new(Parted(parts));
        all.operations.metrics = Some(Metrics {
            token: "let-me-in".into(),
            render: Arc::new(|| "requests_total 1\n".into()),
        });
    })
}

#[tokio::test]
async fn a_part_that_is_needed_decides_and_the_others_are_told() {
    let database = Part {
        name: "database",
        works: true,
        is_needed: true,
    };
    let tracker = Part {
        name: "tracker",
        works: false,
        is_needed: false,
    };
    let well = site(vec![database, tracker]).get("/readyz").await;
    assert_eq!(
        (well.status, well.text()),
        (StatusCode::OK, "database: ok\ntracker: failing\n")
    );
    let unwell = site(vec![Part {
        works: false,
        ..database
    }])
    .get("/readyz")
    .await;
    assert_eq!(unwell.status, StatusCode::SERVICE_UNAVAILABLE);
}

#[tokio::test]
async fn figures_are_for_who_has_the_token() {
    let site = site(Vec::new());
    for (token, status) in [
        (None, StatusCode::NOT_FOUND),
        (Some("Bearer let-me-out"), StatusCode::NOT_FOUND),
        (Some("Basic let-me-in"), StatusCode::NOT_FOUND),
        (Some("Bearer let-me-in"), StatusCode::OK),
    ] {
        let mut request = testing::get("/metrics");
        if let Some(token) = token {
            request
                .headers_mut()
                .insert(header::AUTHORIZATION, token.parse().unwrap());
        }
        assert_eq!(
            testing::send(&site.router, request).await.status,
            status,
            "{token:?}"
        );
    }
    assert_eq!(
        TestSite::new().get("/metrics").await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn the_process_says_that_it_lives_and_what_it_is() {
    let site = TestSite::new();
    assert_eq!(site.get("/healthz").await.text(), "ok\n");
    assert_eq!(site.get("/version").await.text(), "frontdesk 0.1.0\n");
}
