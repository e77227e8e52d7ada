//! Reading a file of the portal's own origin.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestInit, Response};

/// Why a file could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotFetched {
    /// The phone is offline, or the file was changed on the way.
    #[error("{0} could not be fetched")]
    NoAnswer(String),
    /// The server refused, with this status.
    #[error("{0} was answered with {1}")]
    Refused(String, u16),
}

/// The bytes of a file; with an integrity, only if it holds.
///
/// # Errors
/// [`NotFetched`] without an answer, or with a refusal.
pub async fn bytes(address: &str, integrity: Option<&str>) -> Result<Vec<u8>, NotFetched> {
    let no_answer = |_: JsValue| NotFetched::NoAnswer(address.to_owned());
    let options = RequestInit::new();
    if let Some(integrity) = integrity {
        options.set_integrity(integrity);
    }
    let window = web_sys::window().ok_or_else(|| no_answer(JsValue::NULL))?;
    let answer =
        JsFuture::from(window.fetch_with_str_and_init(address, &options)).await.map_err(no_answer)?;
    let answer: Response = answer.dyn_into().map_err(no_answer)?;
    if !answer.ok() {
        return Err(NotFetched::Refused(address.to_owned(), answer.status()));
    }
    let buffer = JsFuture::from(answer.array_buffer().map_err(no_answer)?).await.map_err(no_answer)?;
    Ok(Uint8Array::new(&buffer.unchecked_into::<ArrayBuffer>()).to_vec())
}
