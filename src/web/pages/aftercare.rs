//! `/aftercare`: the hours and weeks after the last session, by the clock.

use crate::domain::aftercare::timeline::Timeline;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::parts::{Row, call_clinic, group, sentences, unsigned_notice};
use crate::web::components::question::question;
use crate::web::components::rail::{Steps, clock, steps};
use crate::web::components::when::{at, phone_time};
use crate::web::content::words;
use crate::web::markup::{Markup, all, card, element, heading, live, maybe, paragraph, text};
use crate::web::text::key;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Aftercare.
pub fn aftercare_page(care: &Arc<Care>) -> Markup {
    let (words, now, asked, care) = (words(), around().now, question(care), care.clone());
    let emergency = care.pack.clinic().emergency.first();
    let number = emergency.map_or("", |number| &*number.number);
    all(vec![
        asked,
        live(move || by_the_clock(&care, now.get())),
        card(vec![
            heading(words.say(key::AFTERCARE_WORRIED)),
            paragraph(words.fill(key::AFTERCARE_WORRIED_TEXT, &[("number", number)])),
            call_clinic(),
        ]),
        unsigned_notice(),
    ])
}

fn by_the_clock(care: &Care, now: DateTime<Utc>) -> Markup {
    let words = words();
    let only = |text: String| card(vec![paragraph(text)]);
    let Some(given) = care.last_given() else {
        return only(words.say(key::AFTERCARE_NONE_GIVEN));
    };
    let day = words.weekday_and_day(given.day);
    let Some(timeline) = care.aftercare(now) else {
        return only(match given.ended {
            // Ahead of the phone's clock, which may be slow.
            Some(ended) => words.fill(key::AFTERCARE_NOT_ENDED, &[("time", &at(care, ended))]),
            None => words.fill(key::AFTERCARE_NO_END, &[("day", &day)]),
        });
    };
    if timeline.now().is_none() {
        return only(words.fill(key::AFTERCARE_ALL_OVER, &[("day", &day)]));
    }
    let next = steps(care, &timeline, Steps::Next);
    let next = next.map(|next| all(vec![text("h2", "group__title", words.say(key::AFTERCARE_COMES)), next]));
    all(vec![
        clock(care, &timeline),
        maybe(steps(care, &timeline, Steps::Now)),
        avoid(care, &timeline),
        notes(&timeline),
        maybe(next),
    ])
}

/// What to leave now, the soonest allowed first.
fn avoid(care: &Care, timeline: &Timeline<'_>) -> Markup {
    let words = words();
    if timeline.avoid.is_empty() {
        return card(vec![paragraph(words.say(key::TODAY_AVOID_NOTHING))]);
    }
    let rows = timeline.avoid.iter().map(|(avoid, instant)| {
        let until = words.fill(key::AFTERCARE_UNTIL, &[("time", &at(care, *instant))]);
        let more = words.part("care", avoid.id.as_str(), "more");
        let row =
            Row { small: phone_time(care, *instant), ..Row::new(words.of("care", avoid.id.as_str()), more) };
        row.plain(Some(text("span", "row__end second", until)))
    });
    group(
        words.say(key::AFTERCARE_AVOID),
        element("ul").class("list list--close").children(rows.collect()).view(),
    )
}

fn notes(timeline: &Timeline<'_>) -> Markup {
    let words = words();
    let notes = timeline.notes.iter().map(|note| words.of("care", note.id.as_str())).collect();
    maybe(sentences(notes).map(|notes| card(vec![heading(words.say(key::AFTERCARE_NOTES)), notes])))
}
