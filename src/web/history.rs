//! Going from screen to screen: links, Back, the focus on the heading, the place on the page.

use crate::web::answer::Changing;
use crate::web::around::around;
use crate::web::routes::{Address, Route};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, FocusOptions, HtmlElement, MouseEvent, Window};

/// Where the patient is, and how to go elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Here {
    address: Changing<Address>,
    way: StoredValue<Way>,
}

/// How the patient came here.
#[derive(Debug)]
struct Way {
    arrival: Arrival,
    /// How far each entry of the history was scrolled, by its place in it.
    scrolled: Vec<f64>,
    place: usize,
}

/// How a screen was reached.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Arrival {
    /// The portal has just been opened.
    Opened,
    /// By a link or a button.
    Forward,
    /// By the browser's Back or Forward, to where it had been scrolled.
    Back(f64),
}

impl Here {
    /// Reads the present address, and follows links and the browser's Back.
    pub fn start() -> Self {
        let here = Self {
            address: Changing::of(Address::parse(&path())),
            way: StoredValue::new(Way { arrival: Arrival::Opened, scrolled: Vec::new(), place: 0 }),
        };
        if let Some(window) = web_sys::window() {
            here.listen(&window);
        }
        here
    }

    /// The present address, followed.
    pub fn address(self) -> Address {
        self.address.get()
    }

    /// The present screen, followed.
    pub fn route(self) -> Route {
        self.address.get().route
    }

    /// The link to another screen of the same patient.
    pub fn href(self, route: Route) -> String {
        self.address.get().to(route).href()
    }

    /// Goes to an address.
    pub fn go(self, address: &Address) {
        self.push(&address.href());
    }

    /// Goes to an address without an entry in the history: for one that only leads on.
    pub fn replace(self, address: Address) {
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // Refused only where too many are asked for; then the old address stays in the bar.
            let _ = history.replace_state_with_url(&place_state(self.place()), "", Some(&address.href()));
        }
        self.address.set(address);
    }

    /// Puts the title. It reaches outside the reactive world: into the document.
    pub fn entitle(self, title: &str) {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(title);
        }
    }

    /// Puts the focus and the place on the page on a change, once the screen is there. It reaches outside the reactive world: into the document.
    pub fn settle(self) {
        let Some(window) = web_sys::window() else { return };
        let arrival = self.way.with_value(|way| way.arrival);
        if arrival == Arrival::Opened {
            return;
        }
        self.to_heading();
        let to = if let Arrival::Back(scrolled) = arrival { scrolled } else { 0.0 };
        window.scroll_to_with_x_and_y(0.0, to);
    }

    /// Puts the focus on the heading, where what had it is gone.
    pub fn to_heading(self) {
        let heading = document().query_selector("#main h1").ok().flatten();
        if let Some(heading) = heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            // A heading that cannot take the focus leaves it where it is.
            let _ = heading.focus_with_options(&options);
        }
    }

    fn listen(self, window: &Window) {
        if let Ok(history) = window.history() {
            // Without it the browser would scroll before the screen is there.
            let _ = js_sys::Reflect::set(&history, &"scrollRestoration".into(), &"manual".into());
        }
        EventListener::new(window, "popstate", move |event| {
            let state = js_sys::Reflect::get(event, &"state".into()).unwrap_or(JsValue::NULL);
            self.remember();
            let place = place_of(&state);
            self.way.update_value(|way| {
                let scrolled = way.scrolled.get(place).copied().unwrap_or_default();
                way.place = place;
                way.arrival = Arrival::Back(scrolled);
            });
            self.address.set(Address::parse(&path()));
        })
        .forget();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(window, "click", options, move |event| {
            if let Some(path) = event.dyn_ref::<MouseEvent>().and_then(followed) {
                event.prevent_default();
                self.push(&path);
            }
        })
        .forget();
    }

    fn push(self, path: &str) {
        self.remember();
        if self::path() != path {
            let_go();
        }
        let place = self.place() + 1;
        self.way.update_value(|way| {
            way.place = place;
            way.arrival = Arrival::Forward;
        });
        if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
            // Refused only where too many are asked for; then the old address stays in the bar.
            let _ = history.push_state_with_url(&place_state(place), "", Some(path));
        }
        self.address.set(Address::parse(path));
    }

    fn remember(self) {
        let y = web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default();
        self.way.update_value(|way| {
            way.scrolled.resize(way.scrolled.len().max(way.place + 1), 0.0);
            if let Some(entry) = way.scrolled.get_mut(way.place) {
                *entry = y;
            }
        });
    }

    fn place(self) -> usize {
        self.way.with_value(|way| way.place)
    }
}

/// The path of a tapped link, where the portal is to follow it itself.
fn followed(event: &MouseEvent) -> Option<String> {
    let plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
    if !plain || event.default_prevented() {
        return None;
    }
    let link = event.target()?.dyn_into::<Element>().ok()?.closest("a[href]").ok()??;
    let elsewhere = link.has_attribute("target") || link.has_attribute("download");
    link.get_attribute("href").filter(|href| href.starts_with('/') && !href.starts_with("//") && !elsewhere)
}

/// Takes the focus from what goes with its screen: a browser that removes what has the focus lays
/// out the page once more in between, a quarter of the time until the next screen stands.
fn let_go() {
    let focused = document().active_element();
    if let Some(focused) = focused.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // What cannot lose it keeps it until it is removed.
        let _ = focused.blur();
    }
}

fn path() -> String {
    web_sys::window().and_then(|window| window.location().pathname().ok()).unwrap_or_else(|| "/".to_owned())
}

fn place_state(place: usize) -> JsValue {
    f64::from(u32::try_from(place).unwrap_or_default()).into()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "written by place_state")]
fn place_of(state: &JsValue) -> usize {
    state.as_f64().unwrap_or_default() as usize
}

/// Where the patient is, in every page.
pub fn here() -> Here {
    around().here
}
