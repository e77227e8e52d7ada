//! What to do before a session, and at every hour after one.

pub mod activities;
pub mod comfort;
pub mod given;
pub mod guidance;
pub mod numbing;
pub mod precheck;
pub mod preparation;
pub mod timeline;
pub mod triage;
pub mod weekly;
