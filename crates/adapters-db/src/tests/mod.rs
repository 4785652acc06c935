//! What only shows from inside: the settings of connections, plans of statements, and the group commit
//! under callers that go away. The ports' own obligations: `tests/src/store_contract` of the workspace.

mod backup;
mod connections;
mod explain;
mod group;
mod make;
mod many;
mod plans;
mod plans_life;
mod plans_many;
mod plans_people;
mod plans_sessions;
mod rest;
