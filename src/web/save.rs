//! Saving a file where the browser keeps what is downloaded.

use gloo::timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlElement, Url};

/// How long a browser may take to begin with it.
const BEGUN_AFTER_MS: u32 = 60_000;

/// Hands the browser a file of that name to save; it says itself where it went.
///
/// # Errors
/// What the browser says where it saves no files.
pub fn save(name: &str, text: &str) -> Result<(), JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/fhir+json");
    let file = Blob::new_with_str_sequence_and_options(&Array::of1(&text.into()), &kind)?;
    let address = Url::create_object_url_with_blob(&file)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link = document.create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", name)?;
    link.unchecked_into::<HtmlElement>().click();
    let forget = move || {
        // Nothing is left to be done where that fails.
        let _ = Url::revoke_object_url(&address);
    };
    Timeout::new(BEGUN_AFTER_MS, forget).forget();
    Ok(())
}
