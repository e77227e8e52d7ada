//! What is normal, what to do and what to leave, at every hour after a session.

pub mod timeline;
