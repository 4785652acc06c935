//! The binary `frontdesk`.
fn main() {}
