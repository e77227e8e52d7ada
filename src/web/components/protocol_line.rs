//! The course of treatment as an example on a line: loading, maintenance, and the time when results
//! usually show. It has the look of the patient's own series.

use crate::domain::scheduling::protocol::Protocol;
use crate::web::components::drawing::drawing;
use crate::web::content::words;
use crate::web::markup::{Markup, element, text};
use crate::web::text::key;

/// Where the line begins in the drawing, and how long it is.
const BEGIN: u32 = 10;
const LENGTH: u32 = 320;
const DAYS_IN_A_MONTH: u32 = 30;

/// From and to which month results are usually seen, and from which new growth.
pub fn months(protocol: &Protocol) -> [String; 3] {
    let window = &protocol.results_window;
    [window.from_day, window.to_day, window.new_growth_from_day]
        .map(|day| (day / DAYS_IN_A_MONTH).to_string())
}

/// The line: the fewest loading sessions at their longest distance, filled, then maintenance.
pub fn protocol_line(protocol: &Protocol) -> Markup {
    let words = words();
    let (loading, window) = (&protocol.loading, &protocol.results_window);
    let interval = loading.intervals_days.is.last().copied().unwrap_or_default();
    let ahead: u32 = protocol.maintenance.iter().map(|phase| phase.times * phase.every_days).sum();
    let first = loading.fewest.is.saturating_sub(1) * interval;
    let last = (first + ahead).max(window.to_day).max(1);
    let at = |day: u32| (BEGIN + day * LENGTH / last).to_string();
    let point = |path: &mut String, day| path.extend(["M", &at(day), " 22h0"]);
    let (mut filled, mut hollow) = (String::new(), String::new());
    for number in 0..loading.fewest.is {
        point(&mut filled, number * interval);
    }
    let mut day = first;
    for phase in &protocol.maintenance {
        for _ in 0..phase.times {
            day += phase.every_days;
            point(&mut hollow, day);
        }
    }
    let filling = [
        ("from", &*at(window.from_day)),
        ("to", &*at(window.to_day)),
        ("loading", &*filled),
        ("maintenance", &*hollow),
    ];
    let [from, to, _] = months(protocol);
    let range = [("from", &*from), ("to", &*to)];
    let name = words.fill(key::TREATMENT_LINE_LABEL, &range);
    let legend = element("p")
        .class("series__legend")
        .child(text("span", "series__swatch", String::new()))
        .text(words.fill(key::TREATMENT_WINDOW, &range));
    element("figure")
        .class("series")
        .child(drawing("course", "0 0 340 44", &filling, name).view())
        .child(legend.view())
        .view()
}
