//! Everything that touches the browser: pages, components, the store, the clock, the words.

pub mod answer;
pub mod app;
pub mod around;
pub mod booking;
pub mod care;
pub mod clock;
pub mod components;
pub mod content;
pub mod details;
pub mod fetch;
pub mod findings;
pub mod history;
pub mod kept;
pub mod latest;
pub mod markup;
pub mod opened;
pub mod pages;
pub mod routes;
pub mod samples;
pub mod save;
pub mod store;
pub mod text;
pub mod theme;
