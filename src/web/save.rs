//! Handing a file on: to the folder where the browser keeps what is downloaded, or to another app.

use gloo::timers::callback::Timeout;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FilePropertyBag, HtmlElement, Url};

/// The kind of file that a record is.
pub const RECORD: &str = "application/fhir+json";
/// The kind of file that a calendar reads.
pub const CALENDAR: &str = "text/calendar";

/// How long a browser may take to begin with it.
const BEGUN_AFTER_MS: u32 = 60_000;

/// What became of a file that was offered to another app.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// An app has it.
    Shared,
    /// The phone gives no such file to an app: it was saved.
    Saved,
    /// The patient chose no app.
    Left,
}

/// Hands the browser a file of that name and kind to save; it says itself where it went.
///
/// # Errors
/// What the browser says where it saves no files.
pub fn save(name: &str, kind: &str, text: &str) -> Result<(), JsValue> {
    save_file(&file(name, kind, text)?)
}

/// Lets the patient choose an app for a file of that name and kind, and saves it where the phone
/// gives no such file to an app. To be started by the tap itself: a browser asks for one.
///
/// # Errors
/// What the browser says where it saves no files either.
pub async fn share(name: &str, kind: &str, text: &str) -> Result<Handed, JsValue> {
    let file = file(name, kind, text)?;
    if let Some(offered) = offer("files", &Array::of1(&file)) {
        match JsFuture::from(offered).await {
            Ok(_) => return Ok(Handed::Shared),
            Err(fault) if is_left(&fault) => return Ok(Handed::Left),
            // Some browsers say only now that they share no files of this kind.
            Err(_) => {}
        }
    }
    save_file(&file)?;
    Ok(Handed::Saved)
}

fn file(name: &str, kind: &str, text: &str) -> Result<File, JsValue> {
    let options = FilePropertyBag::new();
    options.set_type(kind);
    File::new_with_str_sequence_and_options(&Array::of1(&text.into()), name, &options)
}

fn save_file(file: &File) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(file)?;
    let document = web_sys::window().and_then(|window| window.document()).ok_or(JsValue::NULL)?;
    let link = document.create_element("a")?;
    link.set_attribute("href", &address)?;
    link.set_attribute("download", &file.name())?;
    link.unchecked_into::<HtmlElement>().click();
    let forget = move || {
        // Nothing is left to be done where that fails.
        let _ = Url::revoke_object_url(&address);
    };
    Timeout::new(BEGUN_AFTER_MS, forget).forget();
    Ok(())
}

/// Lets the patient choose an app for a text, and copies it where the phone gives none to an app. To
/// be started by the tap itself.
///
/// # Errors
/// What the browser says where it does not even copy.
pub async fn share_text(text: &str) -> Result<Handed, JsValue> {
    let text = JsValue::from(text);
    if let Some(offered) = offer("text", &text) {
        let shared = JsFuture::from(offered).await;
        return Ok(if shared.is_ok() { Handed::Shared } else { Handed::Left });
    }
    let clipboard = Reflect::get(&navigator()?, &"clipboard".into())?;
    let copied = call(&clipboard, "writeText", &text).and_then(|copied| copied.dyn_into::<Promise>().ok());
    JsFuture::from(copied.ok_or(JsValue::NULL)?).await?;
    Ok(Handed::Saved)
}

/// Opens the phone's list of apps; nothing where it has none for what is offered.
fn offer(name: &str, value: &JsValue) -> Option<Promise> {
    let (navigator, offered) = (navigator().ok()?, Object::new());
    Reflect::set(&offered, &name.into(), value).ok()?;
    if !call(&navigator, "canShare", &offered)?.is_truthy() {
        return None;
    }
    call(&navigator, "share", &offered)?.dyn_into().ok()
}

fn navigator() -> Result<JsValue, JsValue> {
    Reflect::get(&js_sys::global(), &"navigator".into())
}

/// Asks it of the browser; nothing where this one cannot be asked.
fn call(of: &JsValue, name: &str, with: &JsValue) -> Option<JsValue> {
    let asked: Function = Reflect::get(of, &name.into()).ok()?.dyn_into().ok()?;
    asked.call1(of, with).ok()
}

/// Whether the patient closed the list of apps.
fn is_left(fault: &JsValue) -> bool {
    Reflect::get(fault, &"name".into()).is_ok_and(|name| name == "AbortError")
}
