//! Asking the phone or the network, and following the answer.
//!
//! A small stand-in for Leptos's `LocalResource`, which costs a phone as much as five pages.

use leptos::prelude::*;
use std::pin::Pin;
use wasm_bindgen_futures::spawn_local;

/// What is being asked.
pub type Asking<T> = Pin<Box<dyn Future<Output = T>>>;

/// The answer; nothing while it is being asked. It is asked again whenever a signal in `ask`
/// moves, and the answer to an older question is dropped.
pub fn answer<T: Clone + 'static>(
    ask: impl Fn() -> Asking<T> + 'static,
) -> ReadSignal<Option<T>, LocalStorage> {
    let (answer, set_answer) = signal_local(None);
    let asked = StoredValue::new(0_u32);
    // Outside the reactive world: to the phone and the network.
    Effect::new(move |_| {
        let asking = ask();
        let number = asked.get_value() + 1;
        asked.set_value(number);
        set_answer.set(None);
        spawn_local(async move {
            let answered = asking.await;
            if asked.try_get_value() == Some(number) {
                set_answer.set(Some(answered));
            }
        });
    });
    answer
}
