//! `/outbox`: what the patient has told and the clinic does not have yet; each can be withdrawn.

use crate::domain::time::DayRange;
use crate::fhir::told::{self, Told, ToldWhat};
use crate::fhir::visit::{OfVisit, VisitTold};
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::parts::{actions, call_clinic};
use crate::web::components::people::said;
use crate::web::components::reported::in_words;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::kept::{Change, Problem, Telling};
use crate::web::markup::{Markup, all, button, card, element, link_button, paragraph, text};
use crate::web::pages::sessions::numbered;
use crate::web::routes::Route;
use crate::web::text::key;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// The outbox.
pub fn outbox_page(care: &Arc<Care>) -> Markup {
    let words = words();
    let tell = link_button("button", here().href(Route::Tell), words.say(key::TELL_TITLE));
    let unsent = care.unsent();
    if unsent.is_empty() {
        return card(vec![paragraph(words.say(key::OUTBOX_EMPTY)), actions(vec![tell])]);
    }
    let problem = Problem::nothing();
    let lead = words.fill(key::OUTBOX_LEAD, &[("clinic", &care.pack.clinic().name)]);
    all(vec![
        text("p", "lead", lead),
        all(unsent.iter().rev().map(|told| one(care, told, problem)).collect()),
        said(problem),
        card(vec![paragraph(words.say(key::OUTBOX_UNTIL_THEN)), call_clinic()]),
    ])
}

fn one(care: &Arc<Care>, told: &Told, problem: Problem) -> Markup {
    let words = words();
    let (what, at) = match &told.what {
        ToldWhat::Session { given, start } => {
            let what = if *given { key::OUTBOX_GIVEN } else { key::OUTBOX_NOT_GIVEN };
            let day = words.full_day(care.pack.zone.day(*start));
            (words.fill(what, &[("day", &day)]), None)
        }
        ToldWhat::Report { reported, at } => (in_words(reported), Some(care.pack.zone.day(*at))),
        ToldWhat::Appointment { start } => {
            let day = words.full_day(care.pack.zone.day(*start));
            (words.fill(key::OUTBOX_ASKED, &[("day", &day)]), None)
        }
        ToldWhat::Away { days } => (away(*days), None),
        ToldWhat::Visit(told) => (of_visit(care, told), Some(care.pack.zone.day(told.at))),
    };
    let day =
        at.map(|day| text("p", "second", words.fill(key::OUTBOX_KEPT, &[("day", &words.full_day(day))])));
    // A request is withdrawn where it is cancelled.
    let button = match &told.what {
        ToldWhat::Session { .. } | ToldWhat::Report { .. } | ToldWhat::Away { .. } | ToldWhat::Visit(_) => {
            Some(withdraw(care, told, &what, problem))
        }
        ToldWhat::Appointment { start } => to_session(care, *start),
    };
    element("section")
        .class("card")
        .child(element("h2").child(text("bdi", "", what)).view())
        .child(text("p", "chip chip--care", words.say(key::OUTBOX_TITLE)))
        .children(day.into_iter().collect())
        .children(button.into_iter().collect())
        .view()
}

/// The way to the session that was asked for.
fn to_session(care: &Care, start: DateTime<Utc>) -> Option<Markup> {
    let day = care.pack.zone.day(start);
    let mut sessions = care.series.iter().flat_map(|series| &series.sessions);
    let number = sessions.find(|session| session.on == day)?.number;
    let link = link_button("button button--quiet", here().href(Route::Session(number)), numbered(number));
    Some(actions(vec![link]))
}

/// “You are away from 20 December to 3 January”, the last day being one of them.
fn away(days: DayRange) -> String {
    let words = words();
    let (from, to) = (words.day_and_month(days.from), words.day_and_month(days.last()));
    words.fill(key::OUTBOX_AWAY, &[("from", &from), ("to", &to)])
}

/// “Your answers before the session on Thursday 26 November”.
fn of_visit(care: &Care, told: &VisitTold) -> String {
    let words = words();
    let day = words.full_day(care.pack.zone.day(told.session));
    let key = match &told.what {
        OfVisit::Precheck(_) => key::OUTBOX_PRECHECK,
        OfVisit::Consent(_) => key::OUTBOX_CONSENT,
        OfVisit::Cream(_) => key::OUTBOX_CREAM,
        OfVisit::Comfort(comfort) => {
            let number = comfort.number().to_string();
            return words.fill(key::OUTBOX_COMFORT, &[("day", &day), ("number", &number)]);
        }
        OfVisit::Check { check, on, .. } => {
            let (what, day) = (words.of("check", check.as_str()), words.full_day(*on));
            return words.fill(key::OUTBOX_CHECK, &[("what", &what), ("day", &day)]);
        }
    };
    words.fill(key, &[("day", &day)])
}

fn withdraw(care: &Arc<Care>, told: &Told, what: &str, problem: Problem) -> Markup {
    let words = words();
    let (care, id, around) = (care.clone(), told.id.clone(), around());
    let withdraw = move || {
        // What was read to show this page can be read again.
        if let Ok(told) = told::without(&care.told.bytes, &id) {
            let so_far = (*care.told).clone();
            let telling = Telling { so_far, told, said: key::TOLD_WITHDRAWN, next: None, focus: None };
            around.change(Change::Tell(telling), problem);
        }
    };
    let label = words.fill(key::OUTBOX_WITHDRAW_LABEL, &[("what", what)]);
    let button = button("button button--quiet", words.say(key::OUTBOX_WITHDRAW), withdraw);
    element("div").class("actions").fixed("role", "group").with("aria-label", label).child(button).view()
}
