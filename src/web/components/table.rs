//! Tables, to be read down their columns on paper; on a screen the cells of a row stand below each
//! other where they have no room.

use crate::web::content::words;
use crate::web::markup::{Element, Markup, element, text};
use crate::web::text::Key;

/// A table of rows under the names of their columns, which are seen on paper only.
pub fn table(label: String, columns: &[Key], bodies: Vec<Markup>) -> Markup {
    let column = |key: &Key| named("columnheader", "col").text(words().say(*key)).view();
    let names = part("tr", "row").children(columns.iter().map(column).collect());
    let head = part("thead", "rowgroup").class("unseen").child(names.view());
    part("table", "table").class("table").with("aria-label", label).child(head.view()).children(bodies).view()
}

/// A table of two columns that need no names: what a row is about, and what is said of it.
pub fn facts(label: String, rows: Vec<(Key, Markup)>) -> Markup {
    let row = |(key, said): (Key, Markup)| row(vec![text("span", "", words().say(key)), said]);
    let body = body(None, rows.into_iter().map(row).collect());
    part("table", "table").class("table table--facts").with("aria-label", label).child(body).view()
}

/// Rows of a table that belong together, perhaps under a name.
pub fn body(name: Option<String>, rows: Vec<Markup>) -> Markup {
    let name = name.map(|name| {
        // More columns than any table has: to the end of the row.
        let name = named("rowheader", "rowgroup").fixed("colspan", "9").text(name);
        part("tr", "row").class("table__group").child(name.view()).view()
    });
    part("tbody", "rowgroup").maybe(name).children(rows).view()
}

/// A row; its first cell names it.
pub fn row(cells: Vec<Markup>) -> Markup {
    let mut cells = cells.into_iter();
    let name = cells.next().map(|name| named("rowheader", "row").child(name).view());
    let cell = |cell| part("td", "cell").child(cell).view();
    part("tr", "row").maybe(name).children(cells.map(cell).collect()).view()
}

fn named(role: &'static str, scope: &'static str) -> Element {
    part("th", role).fixed("scope", scope)
}

/// A part of a table with its role, which browsers forget where the style lays it out anew.
fn part(tag: &'static str, role: &'static str) -> Element {
    element(tag).fixed("role", role)
}
