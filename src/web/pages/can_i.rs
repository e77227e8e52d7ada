//! `/aftercare/can-i`: what may be done after a session, and from when on.

use crate::domain::aftercare::activities::{Answer, End, Permission};
use crate::domain::ids::ActivityId;
use crate::domain::scheduling::calendar::{Entry, EntryState, uid};
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::after::emergency_bar;
use crate::web::components::calendar::{REMINDER_MINUTES, clinic_host, give, is_discreet};
use crate::web::components::parts::{Row, actions, call_clinic, group, sentences};
use crate::web::components::question::{clock_back, question};
use crate::web::components::rules::{newer_than, rules_of};
use crate::web::components::since::{Next, Since, instant, next_session};
use crate::web::components::when::{at, at_on_both, differs, phone_notice};
use crate::web::content::{guidance, words};
use crate::web::history::here;
use crate::web::markup::{Markup, all, button, card, element, heading, list, live, maybe, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// All of it.
pub fn can_i_page(care: &Arc<Care>) -> Markup {
    let (now, kept) = (around().now, care.clone());
    page(care, live(move || by_the_clock(&kept, now.get(), answers)))
}

/// One of it.
pub fn can_i_do_page(care: &Arc<Care>, activity: &ActivityId) -> Markup {
    let (now, kept) = (around().now, care.clone());
    let known = guidance().activities.activities.iter().find(|known| known.id == *activity);
    let shown = live(move || {
        by_the_clock(&kept, now.get(), |care, since, now| {
            match known.and_then(|known| since.answer(care, now, known)) {
                Some(answer) => one(care, since, now, &answer),
                None => card(vec![paragraph(words().say(key::CAN_I_UNKNOWN)), call_clinic()]),
            }
        })
    });
    page(care, shown)
}

fn page(care: &Arc<Care>, answers: Markup) -> Markup {
    let (now, rules) = (around().now.get_untracked(), &guidance().activities.about);
    let day = Since::of(care, now).and_then(|since| since.day());
    let elsewhere = differs(care, now).then(|| text("p", "notice", phone_notice(care, now)));
    all(vec![
        clock_back(care),
        question(care),
        maybe(elsewhere),
        answers,
        rules_of(rules),
        maybe(day.map(|day| newer_than(rules, day))),
        emergency_bar(),
    ])
}

/// What is shown of the sessions before an instant; where there is none, that.
pub fn by_the_clock(
    care: &Care,
    now: DateTime<Utc>,
    show: impl Fn(&Care, &Since, DateTime<Utc>) -> Markup,
) -> Markup {
    match (Since::of(care, now), care.last_end()) {
        (Some(since), _) => show(care, &since, now),
        // Ahead of the phone's clock, which may be slow.
        (None, Some(ended)) => {
            card(vec![paragraph(words().fill(key::AFTERCARE_NOT_ENDED, &[("time", &at(care, ended))]))])
        }
        (None, None) => card(vec![paragraph(words().say(key::CAN_I_NO_SESSION))]),
    }
}

/// The answers, what may not be yet first: that is what is asked for.
pub fn answers(care: &Care, since: &Since, now: DateTime<Utc>) -> Markup {
    let words = words();
    let answers = since.answers(care, now).into_iter();
    let answers: Vec<_> = answers.map(|answer| (next_session(care, now, answer.activity), answer)).collect();
    let groups = [Permission::No, Permission::Ask, Permission::Yes].map(|said| {
        let of_group = answers.iter().filter(|(next, answer)| says(*next, answer) == said);
        let rows: Vec<_> = of_group.map(|(next, answer)| row(care, *next, answer)).collect();
        let title = words.part("permission", said.key(), "title").unwrap_or_default();
        maybe((!rows.is_empty()).then(|| group(title, list(rows))))
    });
    all([since.unknown()].into_iter().chain(groups).collect())
}

/// What is said, the next session being near: the stricter of both.
fn says(next: Option<Next>, answer: &Answer<'_>) -> Permission {
    next.and_then(|next| next.say).map_or(answer.say, |say| say.max(answer.say))
}

/// When the next session starts, where it is what forbids.
fn held(next: Option<Next>, answer: &Answer<'_>) -> Option<DateTime<Utc>> {
    next.filter(|next| next.say.is_some_and(|say| say > answer.say)).map(|next| next.start)
}

fn row(care: &Care, next: Option<Next>, answer: &Answer<'_>) -> Markup {
    let id = &answer.activity.id;
    let note = match held(next, answer) {
        Some(start) => Some(before_session(care, start, at)),
        None => until(care, answer, at).filter(|_| answer.say != Permission::Yes),
    };
    Row::new(words().of("activity", id.as_str()), note).link(here().href(Route::CanIDo(id.clone())))
}

/// “Not before your session: 5pm on Thursday”.
fn before_session(care: &Care, start: DateTime<Utc>, at: fn(&Care, DateTime<Utc>) -> String) -> String {
    words().fill(key::CAN_I_BEFORE, &[("time", &at(care, start))])
}

/// “Not until 6:30pm tomorrow”; nothing where it is for good.
fn until(care: &Care, answer: &Answer<'_>, at: fn(&Care, DateTime<Utc>) -> String) -> Option<String> {
    let words = words();
    let end = match answer.until? {
        End::At(instant) => at(care, instant),
        End::On(day) => words.full_day(day),
    };
    let word = match answer.say {
        Permission::No => key::CAN_I_NOT_UNTIL,
        Permission::Ask => key::CAN_I_ASK_UNTIL,
        Permission::Yes => key::CAN_I_YES_UNTIL,
    };
    Some(words.fill(word, &[("time", &end)]))
}

/// One answer, what comes after it, what to know with it, and whose rule it is.
fn one(care: &Care, since: &Since, now: DateTime<Utc>, answer: &Answer<'_>) -> Markup {
    let words = words();
    let following = next_session(care, now, answer.activity);
    let held = held(following, answer);
    let said = match held {
        Some(start) => Some(before_session(care, start, at_on_both)),
        None => until(care, answer, at_on_both),
    };
    let said = said.unwrap_or_else(|| words.of("permission", answer.say.key()));
    // What ends only after the next session begins is no promise: that one has hours of its own.
    let end = answer.until.map(|end| instant(care, end)).filter(|_| held.is_none());
    let first = following.map(|next| next.start).filter(|start| end.is_some_and(|end| end > *start));
    let wait = end.filter(|_| answer.say == Permission::No).map(|end| {
        let wait = words.length((end - now).num_minutes());
        text("p", "second", words.fill(key::CAN_I_WAIT, &[("wait", &wait)]))
    });
    let next = match (first, answer.next) {
        (Some(start), _) => {
            Some(paragraph(words.fill(key::CAN_I_SESSION_FIRST, &[("time", &at_on_both(care, start))])))
        }
        (None, Some(Permission::Yes)) => Some(paragraph(words.say(key::CAN_I_THEN_YES))),
        (None, Some(Permission::Ask)) => Some(paragraph(words.say(key::CAN_I_THEN_ASK))),
        (None, Some(Permission::No) | None) => None,
    }
    .filter(|_| held.is_none());
    let notes = answer.notes.iter().map(|note| words.of("say", note.as_str())).collect();
    let asks = says(following, answer) == Permission::Ask || answer.next == Some(Permission::Ask);
    let id = answer.activity.id.as_str();
    let class = match says(following, answer) {
        Permission::Yes => "card card--done",
        Permission::Ask | Permission::No => "card card--care",
    };
    let answered = element("section")
        .class(class)
        .child(text("p", "second", words.of("activity", id)))
        .child(heading(said))
        .maybe(wait)
        .maybe(next)
        .maybe(sentences(notes))
        .view();
    let calendar = end.filter(|_| first.is_none()).map(|end| to_calendar(answer, end));
    all(vec![
        answered,
        maybe(calendar.map(|add| actions(vec![add]))),
        maybe(asks.then(call_clinic)),
        since.unknown(),
        text("p", "notice", words.of("confidence", answer.confidence.key())),
    ])
}

/// Takes the end into the phone's own calendar.
fn to_calendar(answer: &Answer<'_>, start: DateTime<Utc>) -> Markup {
    let (words, id) = (words(), answer.activity.id.as_str().to_owned());
    let word = if answer.next == Some(Permission::Yes) { key::CALENDAR_MAY } else { key::CALENDAR_ASK };
    let named = words.fill(word, &[("what", &words.of("activity", &id))]);
    let day = start.timestamp().to_string();
    let entry = move || Entry {
        uid: uid(&["may-", &*id].concat(), &day, &clinic_host()),
        sequence: 0,
        state: EntryState::Booked,
        busy: false,
        start,
        end: start + TimeDelta::minutes(REMINDER_MINUTES),
        stamp: around().now.get_untracked(),
        summary: if is_discreet() { words.say(key::CALENDAR_REMINDER) } else { named.clone() },
        description: String::new(),
        location: None,
        contact: None,
        alarms: Vec::new(),
    };
    button("button button--quiet", words.say(key::CAN_I_CALENDAR), move || give(vec![entry()]))
}
