//! One thing at a time: in this window by a mark, among all windows by the browser's own locks.

use crate::web::answer::start;
use js_sys::{Function, Promise, Reflect};
use std::cell::Cell;
use std::pin::Pin;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// The name of the lock: what books, moves or cancels on this phone holds it.
const LOCK: &str = "portal-booking";

thread_local! {
    /// Whether something is being carried out: a second tap meanwhile is the same one, meant once.
    static UNDER_WAY: Cell<bool> = const { Cell::new(false) };
}

type Task = Pin<Box<dyn Future<Output = ()>>>;

/// Does it, unless something of the kind is being done in this window.
pub fn alone(task: impl Future<Output = ()> + 'static) {
    if UNDER_WAY.replace(true) {
        return;
    }
    let task: Task = Box::pin(task);
    start(async move {
        in_turn_of_windows(task).await;
        UNDER_WAY.set(false);
    });
}

/// Does it once no other window does any such thing. A browser without locks does it at once: then the
/// guards of the store decide.
pub async fn in_turn_of_windows(task: Task) {
    let Some((locks, request)) = locks() else { return task.await };
    let held = Closure::once_into_js(move |_: JsValue| -> Promise {
        future_to_promise(async move {
            task.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    let asked = request.call2(&locks, &LOCK.into(), &held);
    if let Some(asked) = asked.ok().and_then(|asked| asked.dyn_into::<Promise>().ok()) {
        // It ends when the task does.
        let _ = JsFuture::from(asked).await;
    }
}

fn locks() -> Option<(JsValue, Function)> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into()).ok()?;
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
