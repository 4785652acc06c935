//! What a router answers to, found out from the router itself.

use std::collections::BTreeMap;

use axum::Router;

/// The methods of each path, `HEAD` aside: it comes with `GET`.
pub type Routes = BTreeMap<String, Vec<String>>;

/// Every path and method that this router has a handler for.
///
/// axum has no list of them, so what it prints for debugging is read: `RouteId(7): "/sign-in"` for each path,
/// and `RouteId(7): MethodRouter(MethodRouter { …, allow_header: Bytes(b"GET,HEAD,POST") })` for its methods.
///
/// # Panics
/// If that is not what it prints any more.
#[must_use]
pub fn routes(router: &Router) -> Routes {
    let printed = format!("{router:?}");
    // What follows answers to everything that has no route.
    let (printed, _) = printed.split_once(", fallback_router:").expect("a fallback");
    let (endpoints, paths) = printed.split_once("paths: {").expect("a table of paths");
    let mut routes = Routes::new();
    for entry in paths.split("RouteId(").skip(1) {
        let (id, rest) = entry.split_once("): \"").expect("an id and a path");
        let (path, _) = rest.split_once('"').expect("the end of a path");
        let methods = methods(endpoints, id);
        assert!(!methods.is_empty(), "{path} has no method");
        routes.insert(path.to_owned(), methods);
    }
    assert!(routes.len() > 20, "the routes were not found in {printed}");
    let all = endpoints.matches("RouteId(").count();
    assert_eq!(routes.len(), all, "some routes were not found");
    routes
}

fn methods(printed: &str, id: &str) -> Vec<String> {
    let start = format!("RouteId({id}): MethodRouter(");
    let (_, rest) = printed.split_once(&start).expect("an endpoint for every path");
    let (_, allowed) = rest
        .split_once("allow_header: Bytes(b\"")
        .expect("what an endpoint allows");
    let (allowed, _) = allowed.split_once('"').expect("the end of what it allows");
    let methods = allowed.split(',').filter(|method| *method != "HEAD");
    methods.map(str::to_owned).collect()
}
