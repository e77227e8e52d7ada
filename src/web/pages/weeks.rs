//! `/aftercare/weeks`: what is due in the weeks after a session, and on which days more is.

use crate::domain::aftercare::weekly::Answered;
use crate::web::answer::derived;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::after::{answers, emergency_bar};
use crate::web::components::due::{answered, due_cards, nothing_due};
use crate::web::components::parts::{Row, group};
use crate::web::components::rules::rules_of;
use crate::web::content::words;
use crate::web::markup::{Markup, all, list, live, maybe};
use crate::web::text::key;
use std::sync::Arc;

/// So many of the newest answers are shown.
const SHOWN: usize = 12;

/// The weeks after.
pub fn weeks_page(care: &Arc<Care>) -> Markup {
    let (now, kept) = (around().now, care.clone());
    let asked = care.clone();
    let due = derived(move || asked.due(now.get()));
    let due = live(move || due_cards(&kept, &due.get()).unwrap_or_else(nothing_due));
    all(vec![
        due,
        maybe(dates(care)),
        maybe(earlier(care)),
        answers(),
        rules_of(&care.pack.content.aftercare.about),
        emergency_bar(),
    ])
}

/// The days of blood tests and photos that are still to come.
fn dates(care: &Care) -> Option<Markup> {
    let (words, series) = (words(), care.series.as_ref()?);
    let ahead = |day: &chrono::NaiveDate| *day >= care.today;
    let test = Some(series.lab_retest).filter(ahead).map(|day| (key::SESSIONS_TEST, words.full_day(day)));
    let photos: Vec<_> =
        series.photos.iter().filter(|day| ahead(day)).map(|day| words.day_and_month(*day)).collect();
    let photos = (!photos.is_empty()).then(|| (key::SESSIONS_PHOTOS, words.list(&photos)));
    let rows = test.into_iter().chain(photos);
    let rows: Vec<_> = rows.map(|(name, days)| Row::new(words.say(name), Some(days)).plain(None)).collect();
    (!rows.is_empty()).then(|| group(words.say(key::WEEKS_DATES), list(rows)))
}

/// What was answered, the newest first.
fn earlier(care: &Care) -> Option<Markup> {
    let words = words();
    let rows: Vec<_> = answered(care)
        .iter()
        .take(SHOWN)
        .map(|done| {
            let said = match done.answered {
                Answered::Done => key::WEEKS_WAS_DONE,
                Answered::Later => key::WEEKS_WAS_LATER,
                Answered::NotForMe => key::WEEKS_WAS_NOT_FOR_ME,
            };
            let note = words.fill(said, &[("day", &words.full_day(done.on))]);
            Row::new(words.of("check", done.check.as_str()), Some(note)).plain(None)
        })
        .collect();
    (!rows.is_empty()).then(|| group(words.say(key::WEEKS_EARLIER), list(rows)))
}
