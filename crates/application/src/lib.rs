//! What Frontdesk does, one use case per file, in the domain's words.
