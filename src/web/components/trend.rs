//! The last results of one blood value as a small line.

use crate::domain::labs::summary::Taken;
use crate::domain::units::Ratio;
use crate::web::markup::{Markup, picture};
use chrono::NaiveDate;

/// Tenths of a unit, so that every place is a whole number.
const WIDTH: i64 = 3000;
const HEIGHT: i64 = 480;
const EDGE: i64 = 90;

/// The line from the oldest to the newest, at their true distance in days; nothing where fewer
/// than two are believed. The list beside it says the same.
pub fn trend(last: &[Taken<'_>]) -> Option<Markup> {
    let points: Vec<_> = last.iter().rev().filter_map(|taken| Some((taken.drawn, taken.usual?))).collect();
    let (first, newest) = (points.first()?.0, points.last()?.0);
    let (mut lowest, mut highest) = (points.first()?.1, points.first()?.1);
    for (_, usual) in &points {
        if *usual < lowest {
            lowest = *usual;
        }
        if highest < *usual {
            highest = *usual;
        }
    }
    if points.len() < 2 {
        return None;
    }
    let days = (newest - first).num_days();
    let across = |(at, (drawn, usual)): (usize, &(NaiveDate, Ratio))| {
        let (part, whole) = if days == 0 {
            (i64::try_from(at).unwrap_or_default(), i64::try_from(points.len()).unwrap_or_default() - 1)
        } else {
            ((*drawn - first).num_days(), days)
        };
        let x = EDGE + part * (WIDTH - 2 * EDGE) / whole.max(1);
        (x.to_string(), (HEIGHT - EDGE - height(*usual, lowest, highest)).to_string())
    };
    let places: Vec<_> = points.iter().enumerate().map(across).collect();
    let mut line = String::new();
    for (x, y) in &places {
        line.extend([if line.is_empty() { "M" } else { "L" }, x, " ", y]);
    }
    let pearl = |(at, (x, y)): (usize, &(String, String))| {
        let newest = at + 1 == places.len();
        picture("circle")
            .class(if newest { "trend__newest" } else { "trend__before" })
            .with("cx", x.clone())
            .with("cy", y.clone())
            .fixed("r", if newest { "70" } else { "50" })
            .view()
    };
    let pearls = places.iter().enumerate().map(pearl).collect();
    let drawing = picture("svg")
        .class("trend")
        .fixed("viewBox", "0 0 3000 480")
        .fixed("aria-hidden", "true")
        .child(picture("path").class("trend__line").with("d", line).view())
        .children(pearls);
    Some(drawing.view())
}

/// Above the lower edge: the lowest at the edge, the highest at the other; all in the middle where
/// they are the same.
fn height(usual: Ratio, lowest: Ratio, highest: Ratio) -> i64 {
    let room = HEIGHT - 2 * EDGE;
    usual.on_the_way(lowest, highest, room).unwrap_or(room / 2)
}
