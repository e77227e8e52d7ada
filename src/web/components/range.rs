//! A blood value on the clinic's bands, as a bar: the cut-offs at its borders, the value as a mark.

use crate::domain::labs::bands::{Ladder, Rung};
use crate::domain::units::Ratio;
use crate::web::content::words;
use crate::web::markup::{Markup, element, text};
use crate::web::text::{key, readable_number};

/// In thousandths: where a mark lies at least, and at most, inside its band.
const EDGE: i64 = 80;

/// The bar. Every band is as wide as any other, so that all cut-offs can be read; where the value
/// lies in its own is true. `value` is the value with its unit, as it is shown at the mark.
pub fn range_bar(ladder: &Ladder<'_>, usual: Ratio, value: &str) -> Markup {
    let words = words();
    let rungs = &ladder.0;
    let own = rungs.get(ladder.place(usual));
    let name = own.map(|rung| words.of("level", rung.is.as_str())).unwrap_or_default();
    let is_well = own.is_some_and(|rung| rung.aim);
    let label = words.fill(
        key::TESTS_RANGE,
        &[("value", value), ("name", &name), ("ladder", &in_words(ladder).join(" "))],
    );
    let band = |rung: &Rung<'_>| {
        element("i").class(if rung.aim { "range__band range__band--aim" } else { "range__band" }).view()
    };
    let border = |(at, rung): (usize, &Rung<'_>)| {
        let at = i64::try_from(at).unwrap_or_default() + 1;
        let number = rung.end.map(readable_number)?;
        Some(text_at("range__end", share(at * 1000, count(ladder)), number))
    };
    let place = place(ladder, usual);
    let bar = element("span").class("range__bar").children(rungs.iter().map(band).collect()).child(text_at(
        "range__mark",
        place,
        String::new(),
    ));
    let ends =
        element("span").class("range__ends").children(rungs.iter().enumerate().filter_map(border).collect());
    element("div")
        .class(if is_well { "range" } else { "range range--care" })
        .fixed("role", "img")
        .with("aria-label", label)
        .child(text_at("range__value", place, value.to_owned()))
        .child(bar.view())
        .child(ends.view())
        .view()
}

/// “Below 70: Low.”, “From 70: Enough.”, “Above 120: High.”
pub fn in_words(ladder: &Ladder<'_>) -> Vec<String> {
    let words = words();
    let mut before: Option<&Rung<'_>> = None;
    let mut lines = Vec::new();
    for rung in &ladder.0 {
        let (key, number) = match (before, rung.end) {
            (Some(before), _) if before.holds_its_end => (key::TESTS_ABOVE, before.end),
            (Some(before), _) => (key::TESTS_FROM, before.end),
            (None, end) if rung.holds_its_end => (key::TESTS_UP_TO, end),
            (None, end) => (key::TESTS_BELOW, end),
        };
        let number = number.map(readable_number).unwrap_or_default();
        let name = words.of("level", rung.is.as_str());
        lines.push(words.fill(key, &[("number", &number), ("name", &name)]));
        before = Some(rung);
    }
    lines
}

/// Where the value lies on the whole bar, in thousandths.
fn place(ladder: &Ladder<'_>, usual: Ratio) -> i64 {
    let at = ladder.place(usual);
    let end = |at: usize| ladder.0.get(at).and_then(|rung| rung.end);
    let from = at.checked_sub(1).and_then(end).unwrap_or(Ratio::whole(0));
    // The last band is drawn as if it ended at twice its first number.
    let to = end(at).or_else(|| from.plus(from));
    let inside = to.and_then(|to| usual.on_the_way(from, to, 1000)).unwrap_or(500);
    let before = i64::try_from(at).unwrap_or_default() * 1000;
    share(before + inside.clamp(EDGE, 1000 - EDGE), count(ladder))
}

fn count(ladder: &Ladder<'_>) -> i64 {
    i64::try_from(ladder.0.len()).unwrap_or(1).max(1)
}

/// Thousandths of one band as thousandths of the bar.
fn share(of_one: i64, bands: i64) -> i64 {
    of_one / bands
}

fn text_at(class: &'static str, thousandths: i64, words: String) -> Markup {
    let place = [&*(thousandths / 10).to_string(), "%"].concat();
    if words.is_empty() {
        return element("span").class(class).styled("--place", place).view();
    }
    element("span").class(class).styled("--place", place).child(text("bdi", "", words)).view()
}
