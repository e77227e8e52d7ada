//! Reading a part of a page aloud, by a voice of the phone itself: with one from the network, what is read
//! would leave the phone.

use crate::web::answer::Changing;
use crate::web::content::words;
use crate::web::markup::{Markup, all, element, live, maybe, plain, text};
use crate::web::text::key;
use gloo::events::EventListener;
use leptos::prelude::on_cleanup;
use std::cell::RefCell;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, SpeechSynthesis, SpeechSynthesisUtterance, SpeechSynthesisVoice};

/// Whether something is being read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum State {
    /// Nothing is.
    #[default]
    Silent,
    /// It is.
    Reading,
    /// It cannot be: the phone has no voice of its own for this language.
    NoVoice,
}

/// What is read now, and what stops it. The browser forgets a sentence that nobody holds.
struct Reading {
    _sentences: Vec<SpeechSynthesisUtterance>,
    _ends: Option<EventListener>,
    _hides: EventListener,
}

thread_local! {
    static READING: RefCell<Option<Reading>> = const { RefCell::new(None) };
}

/// The button that reads the element of that id aloud, and stops. Nothing where the browser cannot speak.
/// It falls silent when the page is left or hidden.
pub fn read_aloud(id: &'static str) -> Markup {
    let Some(speech) = speech() else { return all(Vec::new()) };
    // A browser begins to look for its voices when it is asked for the first time.
    drop(voice(&speech));
    let state = Changing::of(State::Silent);
    on_cleanup(stop);
    let tapped = move || match state.get_untracked() {
        State::Reading => {
            stop();
            state.set(State::Silent);
        }
        State::Silent | State::NoVoice => state.set(begin(id, state)),
    };
    let name = move || {
        let is_reading = state.get() == State::Reading;
        plain(words().say(if is_reading { key::READ_STOP } else { key::READ_ALOUD }))
    };
    let button = element("button").fixed("type", "button").class("button button--quiet");
    let none = move || {
        let none = state.get() == State::NoVoice;
        maybe(none.then(|| text("p", "second", words().say(key::READ_NO_VOICE))))
    };
    let said = element("div").fixed("role", "status").child(live(none)).view();
    all(vec![button.child(live(name)).on_click(tapped).view(), said])
}

/// The browser's voice; nothing where it has none at all.
fn speech() -> Option<SpeechSynthesis> {
    let window = web_sys::window()?;
    let speech = js_sys::Reflect::get(&window, &"speechSynthesis".into()).ok()?;
    speech.is_object().then(|| speech.unchecked_into())
}

/// A voice of the phone itself for the language of the words.
fn voice(speech: &SpeechSynthesis) -> Option<SpeechSynthesisVoice> {
    let language = words().language();
    let voices = speech.get_voices();
    let mut voices = voices.iter().map(JsCast::unchecked_into::<SpeechSynthesisVoice>);
    voices.find(|voice| voice.local_service() && voice.lang().starts_with(language))
}

fn begin(id: &str, state: Changing<State>) -> State {
    stop();
    let Some((speech, voice)) = speech().and_then(|speech| voice(&speech).map(|voice| (speech, voice)))
    else {
        return State::NoVoice;
    };
    let document = web_sys::window().and_then(|window| window.document());
    let found = document.as_ref().and_then(|document| document.get_element_by_id(id));
    let (Some(document), Some(found)) = (document, found) else { return State::Silent };
    let shown = found.unchecked_into::<HtmlElement>().inner_text();
    let lines = shown.lines().filter(|line| !line.trim().is_empty());
    // One sentence each: a long one is cut off by some browsers.
    let sentences: Vec<_> =
        lines.filter_map(|line| SpeechSynthesisUtterance::new_with_text(line).ok()).collect();
    for sentence in &sentences {
        sentence.set_voice(Some(&voice));
        sentence.set_lang(&voice.lang());
        speech.speak(sentence);
    }
    let last = sentences.last();
    let ends = last.map(|last| EventListener::once(last, "end", move |_| state.set(State::Silent)));
    let hidden = document.clone();
    let hides = EventListener::new(&document, "visibilitychange", move |_| {
        if hidden.hidden() {
            silence();
            state.set(State::Silent);
        }
    });
    READING.set(Some(Reading { _sentences: sentences, _ends: ends, _hides: hides }));
    State::Reading
}

/// Stops what is read, and forgets it.
fn stop() {
    silence();
    READING.set(None);
}

fn silence() {
    if let Some(speech) = speech() {
        speech.cancel();
    }
}
