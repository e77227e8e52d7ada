//! Fields of a form: each with its label, a hint, and beside it what is wrong with its answer.

use crate::web::markup::{Element, Markup, button, element, text};
use js_sys::Reflect;
use leptos::prelude::{document, request_animation_frame};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Event, HtmlElement};

/// A field of a form.
pub struct Entry {
    /// The name by which it is found in the document.
    pub id: &'static str,
    /// What is asked.
    pub label: String,
    /// What helps to answer; nothing where empty.
    pub hint: Option<String>,
    /// What is wrong with the answer.
    pub fault: Option<String>,
}

impl Entry {
    /// The field with its control: an `input` or a `select`.
    pub fn with(self, control: Element) -> Markup {
        let label = element("label").class("entry__label").fixed("for", self.id).text(self.label.clone());
        let control = described(control.class("field").fixed("id", self.id), &self);
        element("div")
            .class("entry")
            .child(label.view())
            .child(self.hint())
            .child(control.view())
            .child(self.said())
            .view()
    }

    /// The field as a choice of one among these, by radio buttons of the field's name.
    pub fn choice(self, options: Vec<(&'static str, String)>) -> Markup {
        let option = |(id, label): (&'static str, String)| {
            let input = element("input").fixed("type", "radio").fixed("name", self.id).fixed("id", id);
            element("label").class("choice__option").child(input.view()).child(text("span", "", label)).view()
        };
        let options = options.into_iter().map(option).collect();
        described(element("fieldset").class("entry choice"), &self)
            .child(text("legend", "entry__label", self.label.clone()))
            .child(self.hint())
            .children(options)
            .child(self.said())
            .view()
    }

    /// Always there, so that what stands after it stays what it is when it comes and goes.
    fn hint(&self) -> Markup {
        let hint = element("p").class("small").with("id", [self.id, "-hint"].concat());
        hint.text(self.hint.clone().unwrap_or_default()).view()
    }

    fn said(&self) -> Markup {
        let said = element("p").class("entry__fault").with("id", [self.id, "-fault"].concat());
        said.text(self.fault.clone().unwrap_or_default()).view()
    }
}

fn described(control: Element, entry: &Entry) -> Element {
    let by = [entry.id, "-hint ", entry.id, "-fault"].concat();
    let control = control.with("aria-describedby", by);
    if entry.fault.is_some() { control.fixed("aria-invalid", "true") } else { control }
}

/// A form that is checked when it is sent, and tells when anything in it is changed.
pub fn form(
    fields: Vec<Markup>,
    mut check: impl FnMut() + Send + 'static,
    mut changed: impl FnMut() + Send + 'static,
) -> Markup {
    let sent = move |event: &Event| {
        event.prevent_default();
        check();
    };
    element("form")
        .class("card")
        .fixed("novalidate", "")
        .on("submit", Box::new(sent))
        .on("input", Box::new(move |_| changed()))
        .children(fields)
        .view()
}

/// All faults of a form, each leading to its field. It takes the focus.
pub fn faults(heading: String, faults: Vec<(&'static str, String)>) -> Markup {
    focus_soon(FAULTS);
    let line = |(id, fault): (&'static str, String)| {
        element("li").child(button("entry__jump", fault, move || focus_soon(id))).view()
    };
    element("section")
        .class("card trouble")
        .fixed("role", "alert")
        .child(element("h2").fixed("id", FAULTS).fixed("tabindex", "-1").text(heading).view())
        .child(element("ul").children(faults.into_iter().map(line).collect()).view())
        .view()
}

/// The heading of the summary.
const FAULTS: &str = "faults";

/// A heading that takes the focus when it appears.
pub fn focused_heading(id: &'static str, words: String) -> Markup {
    focus_soon(id);
    element("h2").fixed("id", id).fixed("tabindex", "-1").text(words).view()
}

/// Puts the focus on an element once it stands in the document.
pub fn focus_soon(id: &'static str) {
    request_animation_frame(move || {
        let found = document().get_element_by_id(id).and_then(|found| found.dyn_into::<HtmlElement>().ok());
        if let Some(found) = found {
            // Refused only by what is gone again.
            let _ = found.focus();
        }
    });
}

/// What stands in a field.
pub fn answer_in(id: &str) -> String {
    property(id, "value").as_string().unwrap_or_default()
}

/// Whether a radio button is chosen.
pub fn is_chosen(id: &str) -> bool {
    property(id, "checked").as_bool().unwrap_or_default()
}

/// Puts an answer into a field.
pub fn put_in(id: &str, answer: &str) {
    if let Some(field) = document().get_element_by_id(id) {
        // A field takes any text as its value.
        let _ = Reflect::set(&field, &"value".into(), &answer.into());
    }
}

fn property(id: &str, name: &str) -> JsValue {
    let found = document().get_element_by_id(id);
    found.and_then(|found| Reflect::get(&found, &name.into()).ok()).unwrap_or(JsValue::UNDEFINED)
}
