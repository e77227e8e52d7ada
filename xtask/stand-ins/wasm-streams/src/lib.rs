//! Takes the place of the crate `wasm-streams`, of which Leptos's server functions want these few
//! names.
//!
//! The portal has no server to call. But the real crate exports classes to JavaScript, and what is
//! exported is never dropped: 4.6 kB of the first load for streams that nobody opens.

use core::pin::Pin;
use core::task::{Context, Poll};
use futures_core::Stream;
use wasm_bindgen::JsValue;

/// A body that would arrive, or be sent, piece by piece. There is none.
#[derive(Debug)]
pub enum ReadableStream {}

impl ReadableStream {
    /// For sending; never called.
    pub fn from_stream(_: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        unreachable!("the portal sends nothing")
    }

    /// For receiving; never called.
    pub fn from_raw(_: web_sys::ReadableStream) -> Self {
        unreachable!("the portal calls no server function")
    }

    /// The browser's own stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        match self {}
    }

    /// The pieces.
    pub fn into_stream(self) -> Self {
        self
    }
}

impl Stream for ReadableStream {
    type Item = Result<JsValue, JsValue>;
    fn poll_next(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        match *self {}
    }
}
