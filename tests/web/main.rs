//! The web room in a real browser: the store's contract, the addresses, a page.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod addresses;
mod page;
mod store;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
