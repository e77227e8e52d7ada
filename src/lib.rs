//! The patient portal for scalp mesotherapy.

pub mod domain;
