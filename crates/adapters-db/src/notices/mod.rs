//! Mails about tickets, and who wants which.

mod repository;
