//! Puts markup into the document and keeps it up to date.
//!
//! What is drawn anew is compared with what is there: an element of the same tag at the same place
//! stays, with the focus that may be in it.

use super::{Kind, Listener, Markup, Setting};
use gloo::events::{EventListener, EventListenerOptions};
use leptos::prelude::{RenderEffect, document};
use std::borrow::Cow;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, Node};

/// The namespace of drawings.
const SVG: &str = "http://www.w3.org/2000/svg";

/// What stands in the document.
pub enum Drawn {
    /// A text node and its text.
    Text(Node, String),
    /// An element.
    Element(Box<Kept>),
    /// One after the other.
    All(Vec<Drawn>),
    /// What follows a signal, before the comment that marks its place.
    Live(Node, RenderEffect<Drawn>),
}

/// An element in the document, and what it was made from.
pub struct Kept {
    node: Element,
    tag: &'static str,
    settings: Vec<Setting>,
    /// Listens for as long as the element stands there.
    listeners: Vec<EventListener>,
    children: Vec<Drawn>,
}

impl Drawn {
    /// Visits the nodes at the top, in their order.
    pub fn each(&self, visit: &mut dyn FnMut(&Node)) {
        match self {
            Self::Text(node, _) => visit(node),
            Self::Element(kept) => visit(&kept.node),
            Self::All(children) => {
                for child in children {
                    child.each(visit);
                }
            }
            Self::Live(anchor, effect) => {
                effect.with_value_mut(|drawn| drawn.each(visit));
                visit(anchor);
            }
        }
    }

    /// The first node.
    pub fn first(&self) -> Option<Node> {
        let mut first = None;
        self.each(&mut |node| {
            if first.is_none() {
                first = Some(node.clone());
            }
        });
        first
    }

    fn remove(self, parent: &Node) {
        self.each(&mut |node| {
            // What is not there need not be removed.
            let _ = parent.remove_child(node);
        });
    }
}

/// Draws markup into a parent, before one of its nodes or at its end.
pub fn draw(markup: Markup, parent: &Node, before: Option<&Node>) -> Drawn {
    let parts = *markup.0;
    let tag = match parts.kind {
        Kind::Text(text) => {
            let node = document().create_text_node(&text).into();
            insert(parent, &node, before);
            return Drawn::Text(node, text);
        }
        Kind::All => return Drawn::All(update_all(Vec::new(), parts.children, parent, before)),
        Kind::Live(make) => return follow(make, parent, before),
        Kind::Element(tag) | Kind::Picture(tag) => tag,
    };
    let made = match parts.kind {
        Kind::Picture(_) => document().create_element_ns(Some(SVG), tag),
        _ => document().create_element(tag),
    };
    // Every tag is written in this program; none is refused.
    let Ok(node) = made else { return Drawn::All(Vec::new()) };
    set(&node, &[], &parts.settings);
    let children = update_all(Vec::new(), parts.children, &node, None);
    insert(parent, &node, before);
    let listeners = listen(&node, parts.listeners);
    Drawn::Element(Box::new(Kept { node, tag, settings: parts.settings, listeners, children }))
}

/// Draws markup where something is drawn already, and keeps of it what is of the same kind.
fn update(old: Drawn, markup: Markup, parent: &Node, before: Option<&Node>) -> Drawn {
    match (old, &markup.0.kind) {
        (Drawn::Text(node, old), Kind::Text(text)) => {
            if old != *text {
                node.set_node_value(Some(text));
            }
            Drawn::Text(node, text.clone())
        }
        (Drawn::Element(mut kept), Kind::Element(tag) | Kind::Picture(tag)) if kept.tag == *tag => {
            let parts = *markup.0;
            set(&kept.node, &kept.settings, &parts.settings);
            kept.settings = parts.settings;
            kept.listeners.clear();
            kept.listeners = listen(&kept.node, parts.listeners);
            kept.children = update_all(std::mem::take(&mut kept.children), parts.children, &kept.node, None);
            Drawn::Element(kept)
        }
        (Drawn::All(old), Kind::All) => Drawn::All(update_all(old, markup.0.children, parent, before)),
        (old, _) => {
            let drawn = draw(markup, parent, old.first().as_ref().or(before));
            old.remove(parent);
            drawn
        }
    }
}

/// Updates one by one; what is too many goes, what is missing is added.
fn update_all(old: Vec<Drawn>, new: Vec<Markup>, parent: &Node, before: Option<&Node>) -> Vec<Drawn> {
    let mut old = old.into_iter();
    let mut drawn = Vec::with_capacity(new.len());
    for markup in new {
        drawn.push(match old.next() {
            None => draw(markup, parent, before),
            Some(present) => {
                let next = old.as_slice().iter().find_map(Drawn::first);
                update(present, markup, parent, next.as_ref().or(before))
            }
        });
    }
    for superfluous in old {
        superfluous.remove(parent);
    }
    drawn
}

/// Draws what follows a signal, and draws it again whenever the signal moves.
fn follow(make: Box<dyn Fn() -> Markup + Send>, parent: &Node, before: Option<&Node>) -> Drawn {
    let anchor: Node = document().create_comment("").into();
    insert(parent, &anchor, before);
    let place = anchor.clone();
    let effect = RenderEffect::new(move |old: Option<Drawn>| {
        let (old, markup) = (old.unwrap_or_else(|| Drawn::All(Vec::new())), make());
        match place.parent_node() {
            Some(parent) => update(old, markup, &parent, Some(&place)),
            None => old,
        }
    });
    Drawn::Live(anchor, effect)
}

fn insert(parent: &Node, node: &Node, before: Option<&Node>) {
    // Refused only where the one that follows is gone, with all of its parent.
    let _ = parent.insert_before(node, before);
}

/// Sets what has changed. The names are written in this program; none is refused.
fn set(node: &Element, old: &[Setting], new: &[Setting]) {
    let style = || node.unchecked_ref::<HtmlElement>().style();
    for gone in old.iter().filter(|old| !new.iter().any(|new| new.name == old.name)) {
        let _ = if gone.of_style {
            style().remove_property(gone.name).map(drop)
        } else {
            node.remove_attribute(gone.name)
        };
    }
    for setting in new.iter().filter(|new| !old.contains(new)) {
        let _ = if setting.of_style {
            style().set_property(setting.name, &setting.value)
        } else {
            node.set_attribute(setting.name, &setting.value)
        };
    }
}

fn listen(node: &Element, listeners: Vec<Listener>) -> Vec<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    listeners
        .into_iter()
        .map(|listener| {
            EventListener::new_with_options(node, Cow::Borrowed(listener.event), options, listener.act)
        })
        .collect()
}
