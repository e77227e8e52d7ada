//! A choice of a few ways that exclude each other, side by side.

use crate::web::markup::{Markup, element, text};
use std::sync::Arc;

/// One of the ways.
pub struct Segment {
    /// Its word.
    pub name: String,
    /// Whether it is the one that is chosen.
    pub chosen: bool,
    /// Chooses it.
    pub choose: Arc<dyn Fn() + Send + Sync>,
}

/// The choice, by radio buttons of that name.
pub fn segments(name: &'static str, legend: String, ways: Vec<Segment>) -> Markup {
    let one = |way: Segment| {
        let choose = way.choose;
        let input = element("input").fixed("type", "radio").fixed("name", name).on_change(move |_| choose());
        let input = if way.chosen { input.fixed("checked", "") } else { input };
        element("label").class("segments__one").child(input.view()).child(text("span", "", way.name)).view()
    };
    element("fieldset")
        .class("choose")
        .child(text("legend", "unseen", legend))
        .child(element("div").class("segments").children(ways.into_iter().map(one).collect()).view())
        .view()
}
