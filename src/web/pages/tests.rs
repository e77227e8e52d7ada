//! `/plan/tests`: every blood value, what it means, what hangs on it, and when to test again.

use crate::domain::formulation::evaluation::Finding;
use crate::domain::labs::panel::Analyte;
use crate::domain::labs::summary::Summary;
use crate::web::care::Care;
use crate::web::components::blood_value::blood_value;
use crate::web::components::parts::{Row, group, sentences, unsigned_notice};
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, card, element, heading, link_button, list, maybe, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::key;

/// The blood tests: those with a result, those that the plan needs, and the others.
pub fn tests_page(care: &Care) -> Markup {
    let words = words();
    let (content, asked) = (&care.pack.content, care.asked());
    let retest = care.series.as_ref().map(|series| series.lab_retest);
    let summary = |analyte| Summary::of(&asked, &content.formulary, analyte, retest);
    let tested: Vec<_> = content.labs.analytes.iter().filter_map(summary).collect();
    let is_tested = |analyte: &&Analyte| tested.iter().any(|shown| shown.analyte.id == analyte.id);
    let missing = content.labs.analytes.iter().filter(|analyte| !is_tested(analyte));
    let (needed, others): (Vec<_>, Vec<_>) = missing.partition(|analyte| analyte.core);
    let add = link_button("button button--quiet", here().href(Route::AddResult), words.say(key::TESTS_ADD));
    let cards = tested.iter().map(|shown| blood_value(care, &asked, shown, warnings(care, shown))).collect();
    all(vec![
        text("p", "second", biotin(care)),
        add,
        maybe(tested.is_empty().then(|| nothing(care))),
        all(cards),
        maybe(not_tested(&needed)),
        maybe(folded(&others)),
        unsigned_notice(),
    ])
}

/// How long biotin spoils a test.
fn biotin(care: &Care) -> String {
    let minutes = i64::from(care.pack.content.labs.biotin_hold_hours) * 60;
    words().fill(key::TESTS_BIOTIN, &[("time", &words().length(minutes))])
}

fn nothing(care: &Care) -> Markup {
    let words = words();
    let text = words.fill(key::TESTS_NOTHING_TEXT, &[("clinic", &care.pack.clinic().name)]);
    card(vec![heading(words.say(key::TESTS_NOTHING)), paragraph(text)])
}

/// What the plan warns of because of a value.
fn warnings(care: &Care, shown: &Summary<'_>) -> Option<Markup> {
    let of_this = |finding: &Finding| match finding {
        Finding::Value(seen) => seen.analyte == shown.analyte.id,
        _ => false,
    };
    let raised = care.warnings().iter().filter(|warning| warning.because.first().is_some_and(of_this));
    sentences(raised.map(|warning| words().of("flag", warning.flag.as_str())).collect())
}

/// What the plan needs and does not have.
fn not_tested(needed: &[&Analyte]) -> Option<Markup> {
    let words = words();
    let row = |analyte: &&Analyte| {
        Row::new(words.of("analyte", analyte.id.as_str()), Some(words.say(key::TESTS_NEEDED))).plain(None)
    };
    let rows: Vec<_> = needed.iter().map(row).collect();
    (!rows.is_empty()).then(|| group(words.say(key::TESTS_MISSING), list(rows)))
}

fn folded(others: &[&Analyte]) -> Option<Markup> {
    let words = words();
    let count = i64::try_from(others.len()).unwrap_or_default();
    let names = others.iter().map(|analyte| words.of("analyte", analyte.id.as_str())).collect();
    let lines = sentences(names)?;
    let summary =
        Row::new(words.count(key::TESTS_OTHERS, count), Some(words.say(key::TESTS_OTHERS_TEXT))).summary();
    Some(element("details").class("card folded").child(summary).child(lines).view())
}
