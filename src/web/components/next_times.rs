//! The next session that is not booked: its best time to book in one tap, and two others.

use crate::domain::scheduling::lateness::Lateness;
use crate::domain::scheduling::reflow::{self, Schedule};
use crate::domain::scheduling::series::Session;
use crate::domain::scheduling::suggest::Suggestion;
use crate::fhir::record::BookedStatus;
use crate::fhir::standing::Standing;
use crate::web::around::around;
use crate::web::booking::{Deed, Planning, Tells, carry_out, with_planning};
use crate::web::care::Care;
use crate::web::components::next_session::{hero, place, tile};
use crate::web::components::parts::{call_clinic, group};
use crate::web::components::series_change::what_it_does;
use crate::web::components::states::Tall;
use crate::web::components::times::{day_and_time, sample_notice, speaks, suggestions};
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{Markup, all, element, heading, link_button, maybe, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::key;
use std::sync::Arc;

/// The cards; nothing where no session is to be booked.
pub fn next_times(care: &Arc<Care>) -> Markup {
    let Some(session) = care.series.as_ref().and_then(|series| series.next()).cloned() else {
        return all(Vec::new());
    };
    let late = match care.standing(around().now.get_untracked()) {
        Standing::Late(session, late) => Some(late_card(session, &late)),
        _ => None,
    };
    let times =
        with_planning(care, &[Tall::Middle, Tall::Middle], move |planning| offered(planning, &session));
    all(vec![maybe(late), times])
}

/// A session that is overdue, and what that means.
fn late_card(session: &Session, late: &Lateness<'_>) -> Markup {
    let words = words();
    let phase = words.of("phase", session.phase.as_str());
    element("section")
        .class("card card--care")
        .child(text("p", "second", phase))
        .child(heading(words.say(key::LATE_TITLE)))
        .child(paragraph(words.count(key::LATE_GAP, late.gap_days.into())))
        .child(paragraph(words.of("verdict", late.band.verdict.as_str())))
        .view()
}

/// That the last session did not happen, and what that does to the series.
pub fn missed(care: &Arc<Care>) -> Markup {
    with_planning(care, &[Tall::Middle], |planning| maybe(did_not_happen(planning)))
}

fn did_not_happen(planning: &Planning) -> Option<Markup> {
    let (words, record) = (words(), &planning.care.record);
    let day = record.not_given.iter().max().copied()?;
    let booked = record.booked.iter().find(|booked| booked.day == day)?;
    let time = planning.as_time(booked);
    let with_it = planning.ahead_with(&[time]);
    let schedule = Schedule { booked: &with_it, ..planning.schedule()? };
    let change = reflow::missed(&schedule, time);
    let number = u32::try_from(record.given.len()).unwrap_or_default() + 1;
    let title = words.fill(key::BOOK_MISSED_TITLE, &[("number", &number.to_string())]);
    let text = words.fill(key::BOOK_MISSED_TEXT, &[("day", &words.weekday_and_day(day))]);
    let card = element("section").class("card card--care").child(heading(title)).child(paragraph(text));
    Some(all(vec![card.view(), what_it_does(&change, number)]))
}

fn offered(planning: &Arc<Planning>, session: &Session) -> Markup {
    let suggested = planning.suggestions(session);
    let Some((best, others)) = suggested.split_first() else {
        return all(vec![nothing_free(planning, session)]);
    };
    let others = (!others.is_empty())
        .then(|| group(words().say(key::BOOK_OR), suggestions(planning, session.number, others)));
    all(vec![first(planning, session, best), maybe(others), maybe(sample_notice(planning))])
}

/// The best time, with the only button that books at once.
fn first(planning: &Arc<Planning>, session: &Session, best: &Suggestion) -> Markup {
    let (words, care, number) = (words(), &planning.care, session.number);
    let time = best.time;
    let when = element("div")
        .child(heading(clock_time(care, time.start)))
        .child(text("p", "unseen", words.full_day(time.day())))
        .child(text("p", "second", speaks(best)));
    let others = link_button(
        "button button--quiet",
        here().href(Route::FindTime(number)),
        words.say(key::BOOK_OTHERS),
    );
    let booked = planning.clone();
    let book = move || {
        let becomes = booked.becomes();
        let said = words.say(match becomes {
            BookedStatus::Booked => key::BOOK_SAID_BOOKED,
            BookedStatus::Requested => key::BOOK_SAID_ASKED,
        });
        let next = (becomes == BookedStatus::Requested).then_some(Route::Session(number));
        carry_out(
            &booked.care,
            Deed { acts: vec![booked.act(None, time)], number, said, next, tells: Tells::Nothing },
        );
    };
    let verb = match planning.becomes() {
        BookedStatus::Booked => key::BOOK_BOOK,
        BookedStatus::Requested => key::BOOK_ASK,
    };
    let label = [&words.say(verb), ": ", &day_and_time(care, &time)].concat();
    let book = element("button")
        .fixed("type", "button")
        .class("button")
        .with("aria-label", label)
        .text(words.say(verb))
        .on_click(book);
    hero(Some(words.fill(key::BOOK_NOT_BOOKED, &[("number", &number.to_string())])))
        .child(element("div").class("when").child(tile(time.day())).child(when.view()).view())
        .child(text("p", "small", place(care, session)))
        .child(element("div").class("actions actions--pair").child(others).child(book.view()).view())
        .view()
}

/// Why there is nothing to offer: its time cannot be booked yet, or all of it is taken.
pub fn nothing_free(planning: &Planning, session: &Session) -> Markup {
    let (words, day) = (words(), |day| words().day_and_month(day));
    let said = planning.bounds().zip(planning.window(session)).map(|(bounds, window)| {
        if bounds.bookable_from(window.best) > planning.care.today {
            let from = day(bounds.bookable_from(window.best));
            return words.fill(key::BOOK_BEYOND, &[("day", &day(window.best)), ("from", &from)]);
        }
        words.fill(key::BOOK_NONE, &[("from", &day(window.earliest)), ("to", &day(window.latest))])
    });
    let number = session.number.to_string();
    element("section")
        .class("card card--hero")
        .child(heading(words.fill(key::BOOK_NOT_BOOKED, &[("number", &number)])))
        .maybe(said.map(paragraph))
        .child(call_clinic())
        .view()
}
