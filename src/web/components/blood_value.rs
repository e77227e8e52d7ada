//! One blood value: its number and what it means, what hangs on it, how long it counts, and those
//! before it.

use crate::domain::formulation::evaluation::Evaluation;
use crate::domain::ids::IngredientId;
use crate::domain::labs::bands::{Band, Ladder};
use crate::domain::labs::bearing::bears_on;
use crate::domain::labs::panel::Analyte;
use crate::domain::labs::result::LabResult;
use crate::domain::labs::summary::{Freshness, Summary, Taken};
use crate::web::care::Care;
use crate::web::components::parts::{Row, head, sentences};
use crate::web::components::range::{in_words, range_bar};
use crate::web::components::trend::trend;
use crate::web::content::words;
use crate::web::findings::unusable;
use crate::web::history::here;
use crate::web::markup::{Markup, all, element, heading, link_button, list, text};
use crate::web::routes::Route;
use crate::web::text::{key, readable_number, with_unit};

/// The card of a blood value that has a result, with what the plan warns of because of it.
pub fn blood_value(
    care: &Care,
    asked: &Evaluation<'_>,
    shown: &Summary<'_>,
    warnings: Option<Markup>,
) -> Markup {
    let words = words();
    let Some(newest) = shown.last.first() else { return all(Vec::new()) };
    let name = heading(words.of("analyte", shown.analyte.id.as_str()));
    let ladder = match &shown.band {
        Some(Band::In { ladder, .. }) => ladder.as_ref(),
        Some(Band::NoRange | Band::Unknown) | None => None,
    };
    let told = newest.result.is_some_and(LabResult::is_told);
    let used = asked.readings.usable(&shown.analyte.id).filter(|_| newest.unusable.is_some());
    // Where it is the day on which it gets too old, it is said there.
    let next = shown.next_test.filter(|day| match shown.freshness {
        Freshness::Fresh(last) | Freshness::GettingOld(last) => last != *day,
        Freshness::ForLife | Freshness::TooOld(_) => true,
    });
    let next = next.map(|day| words.fill(key::TESTS_NEXT, &[("day", &words.day_with_year(day))]));
    element("section")
        .class("card test")
        .child(head("card__head", name, chip(shown, newest)))
        .child(number(shown, newest, ladder))
        .maybe(second(also(shown.analyte, newest)))
        .maybe(second(unclear(shown.band.as_ref())))
        .maybe(warnings)
        .child(text("p", "second", dates(shown, newest)))
        .maybe(told.then(|| link_button("more", here().href(Route::Outbox), words.say(key::TESTS_NOT_SENT))))
        .maybe(second(
            used.map(|used| words.fill(key::TESTS_INSTEAD, &[("day", &words.day_with_year(used.drawn))])),
        ))
        .maybe(next.map(|next| text("p", "test__next", next)))
        .maybe(before(shown))
        .maybe(ladder.map(meaning))
        .child(changes(care, shown.analyte))
        .view()
}

fn second(sentence: Option<String>) -> Option<Markup> {
    sentence.map(|sentence| text("p", "second", sentence))
}

/// In a word: what it means, or why it cannot be used.
fn chip(shown: &Summary<'_>, newest: &Taken<'_>) -> Option<Markup> {
    let words = words();
    if let Some(why) = newest.unusable {
        return Some(text("span", "chip chip--care", words.of("unusable", unusable(why))));
    }
    match shown.band.as_ref()? {
        Band::In { is, aim, .. } => {
            let class = if *aim { "chip chip--done" } else { "chip chip--care" };
            Some(text("span", class, words.of("level", is.as_str())))
        }
        Band::NoRange | Band::Unknown => None,
    }
}

/// The number on its bar; alone where no cut-offs are known.
fn number(shown: &Summary<'_>, newest: &Taken<'_>, ladder: Option<&Ladder<'_>>) -> Markup {
    let bar = ladder.zip(newest.usual).map(|(ladder, usual)| {
        // The cut-offs are in the usual unit, so the value beside them is too.
        range_bar(ladder, usual, &in_usual(shown.analyte, newest))
    });
    bar.unwrap_or_else(|| text("p", "test__value", as_written(shown.analyte, newest)))
}

/// As the laboratory wrote it; in the usual unit where it was worked out.
fn as_written(analyte: &Analyte, taken: &Taken<'_>) -> String {
    match taken.result {
        Some(result) => with_unit(&result.value().to_string(), result.unit()),
        None => in_usual(analyte, taken),
    }
}

fn in_usual(analyte: &Analyte, taken: &Taken<'_>) -> String {
    let number = match (taken.result, taken.usual) {
        (Some(result), _) if *result.unit() == *analyte.unit => result.value().to_string(),
        (_, usual) => usual.map(readable_number).unwrap_or_default(),
    };
    with_unit(&number, &analyte.unit)
}

/// The same in the other units, where the number is another.
fn also(analyte: &Analyte, newest: &Taken<'_>) -> Option<String> {
    let usual = newest.usual?;
    let others = analyte.other_units.iter().filter_map(|other| {
        let number = analyte.written_in(usual, &other.unit)?;
        (number != usual).then(|| with_unit(&readable_number(number), &other.unit))
    });
    let values: Vec<_> = others.collect();
    (!values.is_empty()).then(|| words().fill(key::TESTS_ALSO, &[("values", &words().list(&values))]))
}

/// Why there is no word for it.
fn unclear(band: Option<&Band<'_>>) -> Option<String> {
    match band? {
        Band::NoRange => Some(words().say(key::TESTS_NO_RANGE)),
        Band::Unknown => Some(words().say(key::TESTS_UNKNOWN)),
        Band::In { .. } => None,
    }
}

/// When it was tested, and how long it counts.
fn dates(shown: &Summary<'_>, newest: &Taken<'_>) -> String {
    let words = words();
    let drawn = words.day_with_year(newest.drawn);
    let tested = match &shown.analyte.percent_of {
        Some(of) if newest.result.is_none() => {
            let names = [&of.part, &of.whole].map(|id| words.of("analyte", id.as_str()));
            words.fill(key::TESTS_WORKED_OUT, &[("names", &words.list(&names)), ("day", &drawn)])
        }
        _ => words.fill(key::TESTS_TESTED, &[("day", &drawn)]),
    };
    let is_next = |day| shown.next_test == Some(day);
    let until = |key, day| words.fill(key, &[("day", &words.day_with_year(day))]);
    let counts = match shown.freshness {
        Freshness::ForLife => words.say(key::TESTS_FOR_LIFE),
        Freshness::Fresh(day) if is_next(day) => until(key::TESTS_FRESH, day),
        Freshness::Fresh(day) => until(key::TESTS_FRESH_UNTIL, day),
        Freshness::GettingOld(day) if is_next(day) => until(key::TESTS_GETTING_OLD, day),
        Freshness::GettingOld(day) => until(key::TESTS_GETTING_OLD_UNTIL, day),
        Freshness::TooOld(day) => until(key::TESTS_TOO_OLD, day),
    };
    [tested, counts].join(" ")
}

/// Those before it, and the line of all.
fn before(shown: &Summary<'_>) -> Option<Markup> {
    let words = words();
    let row = |taken: &Taken<'_>| {
        let day = words.day_with_year(taken.drawn);
        let told = taken.result.is_some_and(LabResult::is_told);
        let why = taken.unusable.map(|why| words.of("unusable", unusable(why)));
        let notes: Vec<_> = told.then(|| words.say(key::TESTS_TOLD)).into_iter().chain(why).collect();
        let note = (!notes.is_empty()).then(|| notes.join(" · "));
        let value = text("b", "", as_written(shown.analyte, taken));
        element("li")
            .class("test__result")
            .child(element("span").text(day).maybe(note.map(|note| text("span", "small", note))).view())
            .child(value)
            .view()
    };
    let rows: Vec<_> = shown.last.iter().map(row).collect();
    (rows.len() > 1).then(|| {
        element("div")
            .class("test__before")
            .child(text("h3", "test__label", words.say(key::TESTS_LAST)))
            .maybe(trend(&shown.last))
            .child(element("ul").children(rows).view())
            .view()
    })
}

/// The whole ladder in words.
fn meaning(ladder: &Ladder<'_>) -> Markup {
    let summary = text("summary", "", words().say(key::TESTS_MEANING));
    element("details").class("sources").child(summary).maybe(sentences(in_words(ladder))).view()
}

/// The ingredients whose rules ask for it.
fn changes(care: &Care, analyte: &Analyte) -> Markup {
    let words = words();
    let content = &care.pack.content;
    let ingredients = bears_on(&content.formulary, &content.labs, &analyte.id);
    if ingredients.is_empty() {
        return text("p", "second", words.say(key::TESTS_CHANGES_NOTHING));
    }
    let name =
        |id: &IngredientId| words.part("ingredient", id.as_str(), "name").unwrap_or_else(|| id.to_string());
    let row = |id: &&IngredientId| {
        let included = care.included().find(|answer| answer.ingredient == **id);
        let state = match included {
            Some(answer) if care.low_value(answer).is_some_and(|seen| seen.analyte == analyte.id) => {
                key::TESTS_IS_RAISED
            }
            Some(_) => key::TESTS_IS_IN,
            None => care.left_out().any(|answer| answer.ingredient == **id).then_some(key::TESTS_IS_OUT)?,
        };
        let row = Row::new(name(id), Some(words.say(state)));
        Some(row.link(here().href(Route::Ingredient((*id).clone()))))
    };
    let rows: Vec<_> = ingredients.iter().filter_map(row).collect();
    if rows.is_empty() {
        // The plan rests: there is no cocktail in which anything could be.
        let names: Vec<_> = ingredients.iter().map(|id| name(id)).collect();
        return text("p", "second", words.fill(key::TESTS_MATTERS, &[("names", &words.list(&names))]));
    }
    let title = text("h3", "test__label", words.say(key::TESTS_CHANGES));
    element("div").class("test__changes").child(title).child(list(rows)).view()
}
