//! Markup as plain values instead of types.
//!
//! Leptos gives every `view!` a type of its own, and so its own copy of building, updating and
//! dropping: half a megabyte for these pages. Here markup is a value, and [`draw`] alone puts it
//! into the document and keeps it up to date. Everything is a text node or an attribute that is
//! set, so nothing in it can become markup.

mod draw;
mod mounted;

use std::borrow::Cow;
use web_sys::Event;

/// What is to be shown: an element, a text, several of them, or what follows a signal.
pub struct Markup(Box<Parts>);

/// An element under construction.
pub struct Element(Box<Parts>);

/// What markup consists of. Attributes and listeners are those of elements.
struct Parts {
    kind: Kind,
    settings: Vec<Setting>,
    listeners: Vec<Listener>,
    children: Vec<Markup>,
}

/// Which kind of markup it is.
enum Kind {
    Text(String),
    /// An element of HTML, by its tag.
    Element(&'static str),
    /// An element of SVG, by its tag.
    Picture(&'static str),
    /// Its children, one after the other.
    All,
    /// What is made again whenever a signal in it moves.
    Live(Box<dyn Fn() -> Markup + Send>),
}

/// An attribute, or a value for the style sheet.
#[derive(PartialEq)]
struct Setting {
    of_style: bool,
    name: &'static str,
    value: Cow<'static, str>,
}

/// What happens at an event of that name.
struct Listener {
    event: &'static str,
    act: Box<dyn FnMut(&Event) + Send>,
}

fn of(kind: Kind) -> Markup {
    Markup(Box::new(Parts { kind, settings: Vec::new(), listeners: Vec::new(), children: Vec::new() }))
}

/// An element without attributes and children.
pub fn element(tag: &'static str) -> Element {
    Element(of(Kind::Element(tag)).0)
}

/// An element of a drawing, without attributes and children.
pub fn picture(tag: &'static str) -> Element {
    Element(of(Kind::Picture(tag)).0)
}

impl Element {
    /// With these classes.
    #[must_use]
    pub fn class(self, class: &'static str) -> Self {
        self.fixed("class", class)
    }

    /// With an attribute that never changes.
    #[must_use]
    pub fn fixed(self, name: &'static str, value: &'static str) -> Self {
        self.set(false, name, Cow::Borrowed(value))
    }

    /// With an attribute.
    #[must_use]
    pub fn with(self, name: &'static str, value: String) -> Self {
        self.set(false, name, Cow::Owned(value))
    }

    /// With a computed value for the style sheet: `--place`.
    #[must_use]
    pub fn styled(self, name: &'static str, value: String) -> Self {
        self.set(true, name, Cow::Owned(value))
    }

    fn set(mut self, of_style: bool, name: &'static str, value: Cow<'static, str>) -> Self {
        self.0.settings.push(Setting { of_style, name, value });
        self
    }

    /// Does something when it is tapped.
    #[must_use]
    pub fn on_click(self, mut act: impl FnMut() + Send + 'static) -> Self {
        self.on("click", Box::new(move |_| act()))
    }

    /// Does something when another value is chosen in it.
    #[must_use]
    pub fn on_change(self, act: impl FnMut(&Event) + Send + 'static) -> Self {
        self.on("change", Box::new(act))
    }

    /// Does something with the value that is chosen in it.
    #[must_use]
    pub fn on_choice(self, mut act: impl FnMut(String) + Send + 'static) -> Self {
        self.on_change(move |event| {
            let value = event.target().and_then(|target| js_sys::Reflect::get(&target, &"value".into()).ok());
            act(value.and_then(|value| value.as_string()).unwrap_or_default());
        })
    }

    /// Does something at an event of that name.
    #[must_use]
    pub fn on(mut self, event: &'static str, act: Box<dyn FnMut(&Event) + Send>) -> Self {
        self.0.listeners.push(Listener { event, act });
        self
    }

    /// With text.
    #[must_use]
    pub fn text(self, text: String) -> Self {
        self.child(plain(text))
    }

    /// With one more child.
    #[must_use]
    pub fn child(mut self, child: Markup) -> Self {
        self.0.children.push(child);
        self
    }

    /// With one more child, where there is one.
    #[must_use]
    pub fn maybe(self, child: Option<Markup>) -> Self {
        match child {
            Some(child) => self.child(child),
            None => self,
        }
    }

    /// With more children.
    #[must_use]
    pub fn children(mut self, children: Vec<Markup>) -> Self {
        self.0.children.extend(children);
        self
    }

    /// The finished element.
    pub fn view(self) -> Markup {
        Markup(self.0)
    }
}

/// Words without an element around them.
pub fn plain(words: String) -> Markup {
    of(Kind::Text(words))
}

/// An element that holds only text.
pub fn text(tag: &'static str, class: &'static str, text: String) -> Markup {
    element(tag).class(class).text(text).view()
}

/// A second-level heading.
pub fn heading(words: String) -> Markup {
    element("h2").text(words).view()
}

/// A paragraph.
pub fn paragraph(words: String) -> Markup {
    element("p").text(words).view()
}

/// A card.
pub fn card(children: Vec<Markup>) -> Markup {
    element("section").class("card").children(children).view()
}

/// A list of rows.
pub fn list(rows: Vec<Markup>) -> Markup {
    element("ul").class("list").children(rows).view()
}

/// A link that looks like a button.
pub fn link_button(class: &'static str, href: String, words: String) -> Markup {
    element("a").class(class).with("href", href).text(words).view()
}

/// A button.
pub fn button(class: &'static str, words: String, act: impl FnMut() + Send + 'static) -> Markup {
    element("button").fixed("type", "button").class(class).text(words).on_click(act).view()
}

/// One after the other.
pub fn all(children: Vec<Markup>) -> Markup {
    let mut all = of(Kind::All);
    all.0.children = children;
    all
}

/// What there is, or nothing.
pub fn maybe(markup: Option<Markup>) -> Markup {
    markup.unwrap_or_else(|| all(Vec::new()))
}

/// What is made again whenever a signal in it moves.
pub fn live(make: impl Fn() -> Markup + Send + 'static) -> Markup {
    of(Kind::Live(Box::new(make)))
}
