//! Whose rules a screen goes by: author, version and day.

use crate::domain::content::About;
use crate::web::content::words;
use crate::web::markup::{Markup, maybe, text};
use crate::web::text::key;
use chrono::NaiveDate;

/// Whose rules these are, and whether somebody has signed them.
pub fn rules_of(about: &About) -> Markup {
    let words = words();
    let filling = [
        ("author", &*about.author),
        ("version", &*about.version.to_string()),
        ("day", &words.day_with_year(about.date.0)),
    ];
    let signed = match &about.signed_by {
        Some(name) => words.fill(key::RULES_SIGNED, &[("name", name)]),
        None => words.say(key::RULES_UNSIGNED),
    };
    text("p", "notice", [&*words.fill(key::RULES_WHOSE, &filling), " ", &*signed].concat())
}

/// That rules are newer than a session; nothing where they are not.
pub fn newer_than(about: &About, session: NaiveDate) -> Markup {
    let is_newer = about.date.0 > session;
    maybe(is_newer.then(|| text("p", "notice", words().say(key::RULES_NEWER))))
}
