//! `Patient`: name, sex, age.

use crate::domain::patient::{Age, Sex};
use crate::fhir::bundle::Entry;
use crate::fhir::moment::Moment;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading};
use crate::fhir::value::{list_at, shown, text_at, titled};
use chrono::{Datelike, NaiveDate};
use serde_json::Value;

/// Reads sex and age. A gender other than `male` and `female` leaves the sex open.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    read.patient.sex = match text_at(entry.resource, "/gender") {
        Some("male") => Some(Sex::M),
        Some("female") => Some(Sex::F),
        Some(_) | None => None,
    };
    let Some(born) = text_at(entry.resource, "/birthDate") else {
        return;
    };
    read.born = Moment::read(born);
    read.patient.age = read.born.and_then(|moment| {
        let (first, last) = moment.span(context.clock);
        Some(Age {
            from: whole_years(last.min(context.as_of), context.as_of)?,
            to: whole_years(first, context.as_of)?,
        })
    });
    if read.patient.age.is_none() {
        let name = format!("{} birthDate", entry.name());
        read.note(name, WhyNot::BadDate(shown(born)));
    }
}

/// The name to show and the name to speak by: of the official name, else of the first.
pub fn names(patient: &Value) -> (Option<String>, Option<String>) {
    let names = list_at(patient, "/name");
    let used = |used: &str| {
        let is = |name: &&Value| text_at(name, "/use") == Some(used);
        names.iter().find(is)
    };
    let current = |name: &&Value| !matches!(text_at(name, "/use"), Some("old" | "maiden"));
    let name = used("official")
        .or_else(|| used("usual"))
        .or_else(|| names.iter().find(current))
        .or_else(|| names.first());
    let Some(name) = name else {
        return (None, None);
    };
    let parts = ["/prefix", "/given"].map(|part| list_at(name, part));
    let parts = parts.into_iter().flatten().filter_map(Value::as_str);
    let whole: Vec<_> = parts.chain(text_at(name, "/family")).collect();
    let given = text_at(name, "/given/0").and_then(titled);
    (text_at(name, "/text").and_then(titled).or_else(|| titled(&whole.join(" "))), given)
}

/// Whole years from a day of birth; nothing where that lies ahead.
fn whole_years(born: NaiveDate, on: NaiveDate) -> Option<u16> {
    let birthday_comes = (on.month(), on.day()) < (born.month(), born.day());
    let years = on.year() - born.year() - i32::from(birthday_comes);
    u16::try_from(years).ok()
}
