//! Following signals, and asking the phone or the network.
//!
//! What is followed and what is awaited goes through one type each: every other one would bring
//! its own copy of the machinery. [`answer`] is a small stand-in for Leptos's `LocalResource`,
//! which costs a phone as much as five pages.

use js_sys::Promise;
use leptos::prelude::*;
use std::any::Any;
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::MessageChannel;

/// What is being asked.
pub type Asking<T> = Pin<Box<dyn Future<Output = T>>>;

/// An answer of any type.
type Told = Option<Rc<dyn Any>>;

/// An answer, followed; nothing while it is being asked.
#[derive(Debug)]
pub struct Answer<T> {
    told: ReadSignal<Told, LocalStorage>,
    type_: PhantomData<fn() -> T>,
}

impl<T> Clone for Answer<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Answer<T> {}

impl<T: Clone + 'static> Answer<T> {
    /// The answer, where it is there, and the page that asked for it too.
    pub fn get(self) -> Option<T> {
        self.told.try_get()??.downcast_ref().cloned()
    }

    /// Whether it is there.
    pub fn is_there(self) -> bool {
        self.told.get().is_some()
    }
}

/// What there is at present, if anything, followed.
pub struct Held<T> {
    told: ReadSignal<Told, LocalStorage>,
    set_told: WriteSignal<Told, LocalStorage>,
    type_: PhantomData<fn() -> T>,
}

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Held<T> {}

impl<T> fmt::Debug for Held<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.told.fmt(f)
    }
}

impl<T: Clone + 'static> Held<T> {
    /// Nothing yet.
    pub fn nothing() -> Self {
        let (told, set_told) = signal_local(None);
        Self { told, set_told, type_: PhantomData }
    }

    /// What there is; nothing where the page that held it is gone while somebody still looks.
    pub fn get(self) -> Option<T> {
        self.told.try_get()??.downcast_ref().cloned()
    }

    /// What there is, once.
    pub fn get_untracked(self) -> Option<T> {
        self.told.try_get_untracked()??.downcast_ref().cloned()
    }

    /// Puts it in the place of what there was; nobody sees it any more where its page is gone.
    pub fn set(self, there_is: Option<T>) {
        let told = there_is.map(|there_is| -> Rc<dyn Any> { Rc::new(there_is) });
        let _ = self.set_told.try_set(told);
    }
}

/// A value that changes, followed.
#[derive(Debug)]
pub struct Changing<T>(Held<T>);

impl<T> Clone for Changing<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Changing<T> {}

impl<T: Clone + Default + 'static> Changing<T> {
    /// The first value.
    pub fn of(value: T) -> Self {
        let held = Held::nothing();
        held.set(Some(value));
        Self(held)
    }

    /// The value, followed.
    pub fn get(self) -> T {
        self.0.get().unwrap_or_default()
    }

    /// The value, once.
    pub fn get_untracked(self) -> T {
        self.0.get_untracked().unwrap_or_default()
    }

    /// Puts another in its place; nobody sees it any more where its page is gone.
    pub fn set(self, value: T) {
        self.0.set(Some(value));
    }
}

/// So many times something was asked for: it moves each time.
pub type Times = Changing<u32>;

impl Times {
    /// Once more.
    pub fn add(self) {
        self.set(self.get_untracked() + 1);
    }
}

/// Asks, and asks again whenever a signal in `ask` moves; the answer to an older question is
/// dropped.
pub fn answer<T: Clone + 'static>(ask: impl Fn() -> Asking<T> + 'static) -> Answer<T> {
    Answer { told: told(boxed(ask), false), type_: PhantomData }
}

/// The same, but the answer to an older question stays until the newer one is there: who reads it
/// sees to it that it is not taken for the newer.
pub fn answer_over<T: Clone + 'static>(ask: impl Fn() -> Asking<T> + 'static) -> Answer<T> {
    Answer { told: told(boxed(ask), true), type_: PhantomData }
}

type Ask = Box<dyn Fn() -> Asking<Rc<dyn Any>>>;

fn boxed<T: 'static>(ask: impl Fn() -> Asking<T> + 'static) -> Ask {
    Box::new(move || {
        let asking = ask();
        Box::pin(async move {
            let answered: Rc<dyn Any> = Rc::new(asking.await);
            answered
        })
    })
}

fn told(ask: Ask, stays: bool) -> ReadSignal<Told, LocalStorage> {
    let (told, set_told) = signal_local(None);
    let asked = Rc::new(Cell::new(0_u32));
    // Outside the reactive world: to the phone and the network.
    follow(move || {
        let asking = ask();
        let (asked, number) = (asked.clone(), asked.get() + 1);
        asked.set(number);
        if !stays {
            set_told.set(None);
        }
        start(async move {
            let answered = asking.await;
            if asked.get() == number {
                // Nobody waits for it any more where this fails.
                let _ = set_told.try_set(Some(answered));
            }
        });
    });
    told
}

/// What is worked out from signals, followed; it moves only when it has become another.
#[derive(Debug)]
pub struct Derived<T> {
    worked: Memo<Worked>,
    type_: PhantomData<fn() -> T>,
}

impl<T> Clone for Derived<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Derived<T> {}

impl<T: Clone + Default + 'static> Derived<T> {
    /// The value now; the default where the page that worked it out is gone while somebody still looks.
    pub fn get(self) -> T {
        // It is of this type, for it was made so.
        let worked = self.worked.try_get();
        worked.and_then(|worked| worked.value.downcast_ref().cloned()).unwrap_or_default()
    }
}

/// Works something out now, and again whenever a signal in it moves.
pub fn derived<T: PartialEq + Send + Sync + 'static>(
    work_out: impl Fn() -> T + Send + Sync + 'static,
) -> Derived<T> {
    let same = |one: &dyn Any, other: &dyn Any| one.downcast_ref::<T>() == other.downcast_ref::<T>();
    Derived { worked: worked(Box::new(move || Arc::new(work_out())), same), type_: PhantomData }
}

/// A value of any type, and how two of its type are compared.
#[derive(Clone)]
struct Worked {
    value: Arc<dyn Any + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
}

impl PartialEq for Worked {
    fn eq(&self, other: &Self) -> bool {
        (self.same)(&*self.value, &*other.value)
    }
}

fn worked(
    work_out: Box<dyn Fn() -> Arc<dyn Any + Send + Sync> + Send + Sync>,
    same: fn(&dyn Any, &dyn Any) -> bool,
) -> Memo<Worked> {
    Memo::new(move |_| Worked { value: work_out(), same })
}

/// Does something now, and again whenever a signal in it moves.
pub fn follow(act: impl FnMut() + 'static) {
    follow_boxed(Box::new(act));
}

fn follow_boxed(mut act: Box<dyn FnMut()>) {
    Effect::new(move |_| act());
}

/// Does something that takes its time, beside everything else.
pub fn start(task: impl Future<Output = ()> + 'static) {
    let task: Asking<()> = Box::pin(task);
    spawn_local(task);
}

/// Lets the browser do what else is waiting. By a message to itself, for a timer may be held back.
pub async fn pause() {
    let Ok(channel) = MessageChannel::new() else { return };
    let later = Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        // Nothing that cannot be sent is in it.
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    // It is never refused.
    let _ = JsFuture::from(later).await;
}
