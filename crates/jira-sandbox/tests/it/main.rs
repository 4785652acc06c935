//! How the sandbox behaves, seen over HTTP. Needs nothing but this crate.

mod accounts;
mod attached;
mod data_center;
mod faults;
mod issues;
mod pages;
mod search;
mod subscriber;
mod support;
mod text;
mod webhooks;
mod workflow;
