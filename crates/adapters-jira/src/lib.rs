//! The tracker port on Jira Cloud (REST v3) and Data Center (REST v2).
