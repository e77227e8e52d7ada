//! What to do before a session, and at every hour after one.

pub mod preparation;
pub mod timeline;
