//! The web room in a real browser: the store's contract, the addresses, the clock, pages and components.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod addresses;
mod after;
mod blood;
mod booking;
mod clock;
mod components;
mod explained;
mod next_session;
mod page;
mod product;
mod rail;
mod series_line;
mod store;
mod support;
mod treatment;
mod when;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
