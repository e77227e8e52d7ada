//! Markup as calls instead of types.
//!
//! Leptos gives every `view!` a type of its own, and so its own copy of building, updating and
//! dropping: half a megabyte for these pages. Here an element is a value; one copy serves all.
//! Everything is a text node or an attribute that is set, so nothing in it can become markup.

use leptos::prelude::*;
use leptos::tachys::html::attribute::any_attribute::{AnyAttribute, IntoAnyAttribute};
use leptos::tachys::html::attribute::custom::custom_attribute;
use leptos::tachys::html::element::custom;
use leptos::tachys::html::event;
use leptos::tachys::html::style::style;
use web_sys::{Event, MouseEvent};

/// An element under construction.
pub struct Element {
    tag: &'static str,
    attributes: Vec<AnyAttribute>,
    children: Vec<AnyView>,
}

/// An element without attributes and children.
pub fn element(tag: &'static str) -> Element {
    Element { tag, attributes: Vec::new(), children: Vec::new() }
}

impl Element {
    /// With these classes.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        self.fixed("class", class)
    }

    /// With an attribute that never changes.
    #[must_use]
    pub fn fixed(mut self, name: &'static str, value: &'static str) -> Self {
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// With an attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: String) -> Self {
        self.attributes.push(custom_attribute(name, value).into_any_attr());
        self
    }

    /// With a computed value for the style sheet: `--place`.
    #[must_use]
    pub fn styled(mut self, name: &'static str, value: String) -> Self {
        self.attributes.push(style((name, value)).into_any_attr());
        self
    }

    /// Does something when it is tapped.
    #[must_use]
    pub fn on_click(mut self, mut act: impl FnMut() + 'static) -> Self {
        let act: Box<dyn FnMut(MouseEvent)> = Box::new(move |_| act());
        self.attributes.push(event::on(leptos::ev::click, act).into_any_attr());
        self
    }

    /// Does something when another value is chosen in it.
    #[must_use]
    pub fn on_change(mut self, act: impl FnMut(Event) + 'static) -> Self {
        let act: Box<dyn FnMut(Event)> = Box::new(act);
        self.attributes.push(event::on(leptos::ev::change, act).into_any_attr());
        self
    }

    /// With text.
    #[must_use]
    pub fn text(self, text: String) -> Self {
        self.child(text.into_any())
    }

    /// With one more child.
    #[must_use]
    pub fn child(mut self, child: AnyView) -> Self {
        self.children.push(child);
        self
    }

    /// With one more child, where there is one.
    #[must_use]
    pub fn maybe(mut self, child: Option<AnyView>) -> Self {
        self.children.extend(child);
        self
    }

    /// With more children.
    #[must_use]
    pub fn children(mut self, children: Vec<AnyView>) -> Self {
        self.children.extend(children);
        self
    }

    /// The finished element.
    pub fn view(self) -> AnyView {
        custom(self.tag).child(self.children).add_any_attr(self.attributes).into_any()
    }
}

/// An element that holds only text.
pub fn text(tag: &'static str, class: &'static str, text: String) -> AnyView {
    element(tag).class(class).text(text).view()
}

/// A second-level heading.
pub fn heading(words: String) -> AnyView {
    element("h2").text(words).view()
}

/// A paragraph.
pub fn paragraph(words: String) -> AnyView {
    element("p").text(words).view()
}

/// A card.
pub fn card(children: Vec<AnyView>) -> AnyView {
    element("section").class("card").children(children).view()
}

/// A list of rows.
pub fn list(rows: Vec<AnyView>) -> AnyView {
    element("ul").class("list").children(rows).view()
}

/// A link that looks like a button.
pub fn link_button(class: &'static str, href: String, words: String) -> AnyView {
    element("a").class(class).with("href", href).text(words).view()
}

/// A button.
pub fn button(class: &'static str, words: String, act: impl FnMut() + 'static) -> AnyView {
    element("button").fixed("type", "button").class(class).text(words).on_click(act).view()
}

/// One view after the other.
pub fn all(views: Vec<AnyView>) -> AnyView {
    views.into_any()
}

/// A view, where there is one.
pub fn maybe(view: Option<AnyView>) -> AnyView {
    view.into_iter().collect::<Vec<_>>().into_any()
}

/// A view that is made again whenever a signal in it moves.
pub fn live(view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let view: Box<dyn Fn() -> AnyView + Send> = Box::new(view);
    view.into_any()
}
