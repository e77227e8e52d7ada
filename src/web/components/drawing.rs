//! Drawings of `style/pictures`, which come with the details: a phone fetches none before it shows
//! one. Each is a list of paths with the class that colours them; some have places to fill in.

use crate::domain::details::PICTURE;
use crate::web::content::words;
use crate::web::markup::{Element, Markup, picture};
use crate::web::text::{Filling, filled};

/// A drawing that says something: its name is read out in its place.
pub fn drawing(name: &str, view_box: &'static str, filling: Filling<'_>, label: String) -> Element {
    let drawing = picture("svg").class("drawing").fixed("viewBox", view_box);
    drawing.fixed("role", "img").with("aria-label", label).children(shapes(name, filling))
}

/// A drawing of 48 by 48 beside words that say it all.
pub fn ornament(name: &str) -> Markup {
    let drawing = picture("svg").class("picture").fixed("viewBox", "0 0 48 48");
    drawing.fixed("aria-hidden", "true").fixed("focusable", "false").children(shapes(name, &[])).view()
}

/// Words in a drawing.
pub fn label(class: &'static str, x: &'static str, y: u32, words: String) -> Markup {
    picture("text").class(class).fixed("x", x).with("y", y.to_string()).text(words).view()
}

/// The shapes of a drawing, the first at the back. A line is one path: its class, its course, and
/// where it is moved to.
fn shapes(name: &str, filling: Filling<'_>) -> Vec<Markup> {
    let shape = |line: &str| {
        let mut values = line.split('"').skip(1).step_by(2);
        let class = values.next()?.to_owned();
        let shape = picture("path").with("class", class).with("d", filled(values.next()?, filling));
        Some(match values.next() {
            Some(place) => shape.with("transform", filled(place, filling)).view(),
            None => shape.view(),
        })
    };
    words().of(PICTURE, name).lines().filter_map(shape).collect()
}
