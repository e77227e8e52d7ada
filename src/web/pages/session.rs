//! `/sessions/5`: one session: when, where, how to get ready, what is in it.

use crate::domain::ids::IngredientId;
use crate::domain::scheduling::series::Session;
use crate::fhir::record::GivenSession;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::getting_ready::getting_ready;
use crate::web::components::next_session::{arrive, length, place, tile};
use crate::web::components::parts::{Row, actions, call_clinic, unsigned_notice};
use crate::web::components::when::clock_time;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::markup::{
    Markup, all, card, element, heading, link_button, list, live, maybe, paragraph, text,
};
use crate::web::routes::Route;
use crate::web::text::{Key, key};
use std::sync::Arc;

/// A session of the series.
pub fn session_page(care: &Arc<Care>, number: u32) -> Markup {
    let place = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    match (care.record.given.get(place), care.session(number)) {
        (Some(given), _) => given_session(care, given),
        (None, Some(session)) => coming_session(care, session),
        (None, None) => {
            let all = here().href(Route::Sessions);
            let all = link_button("button", all, words().say(key::SESSION_ALL));
            card(vec![paragraph(words().say(key::SESSION_UNKNOWN)), actions(vec![all])])
        }
    }
}

/// A session that was given: when it ended and what was in it.
fn given_session(care: &Care, given: &GivenSession) -> Markup {
    let words = words();
    let ended = match given.ended {
        Some(ended) => words.fill(key::SESSION_ENDED, &[("time", &clock_time(care, ended))]),
        None => words.say(key::SESSION_NO_END),
    };
    let when = element("div")
        .child(heading(words.say(key::SESSION_GIVEN)))
        .child(text("p", "second", words.full_day(given.day)))
        .child(text("p", "second", ended));
    let told = given.told.then(|| text("p", "second", words.say(key::SESSION_TOLD)));
    let is_last = care.last_given().is_some_and(|last| last.day == given.day);
    let aftercare = is_last.then(|| {
        let row = Row::new(words.say(key::AFTERCARE_TITLE), None);
        list(vec![row.link(here().href(Route::Aftercare))])
    });
    let injected = ingredients(key::SESSION_WAS_IN_IT, &given.ingredients()).unwrap_or_else(|| {
        card(vec![
            heading(words.say(key::SESSION_WAS_IN_IT)),
            text("p", "second", words.say(key::SESSION_NOT_RECORDED)),
        ])
    });
    all(vec![
        card(vec![
            element("div").class("when").child(tile(given.day)).child(when.view()).view(),
            maybe(told),
        ]),
        maybe(aftercare),
        injected,
        maybe(plan_of_its_day(care, given)),
        unsigned_notice(),
    ])
}

/// The plan that was signed when a session was given, and where what was injected differs from it;
/// nothing where none was.
fn plan_of_its_day(care: &Care, given: &GivenSession) -> Option<Markup> {
    let words = words();
    let mut versions = care.record.plan.iter().chain(&care.record.earlier_plans);
    let signed = versions.find_map(|plan| plan.signed().filter(|signed| signed.on <= given.day))?;
    let filling = [("doctor", &*signed.by), ("day", &words.day_with_year(signed.on))];
    let mut sessions = care.series.iter().flat_map(|series| &series.sessions);
    let session = sessions.find(|session| session.on == given.day);
    let (injected, due) = (given.ingredients(), session.map_or(&[][..], |session| &session.ingredients));
    let listed = |ingredients: &[IngredientId], less: &[IngredientId], said| {
        let left: Vec<_> = ingredients.iter().filter(|id| !less.contains(id)).cloned().collect();
        let names = words.list(&names(&left));
        (!left.is_empty()).then(|| paragraph(words.fill(said, &[("names", &names)])))
    };
    let planned: Vec<_> = signed.cocktail.iter().filter(|id| due.contains(id)).cloned().collect();
    let compared = if injected.is_empty() {
        vec![listed(&signed.cocktail, &[], key::SESSION_PLANNED)]
    } else {
        let (missing, more) = (
            listed(&planned, &injected, key::SESSION_NOT_GIVEN),
            listed(&injected, &signed.cocktail, key::SESSION_NOT_PLANNED),
        );
        let same = missing.is_none() && more.is_none();
        vec![missing, more, same.then(|| paragraph(words.say(key::SESSION_AS_PLANNED)))]
    };
    Some(card(vec![
        heading(words.say(key::SESSION_PLAN_THEN)),
        text("p", "second", words.fill(key::PLAN_SIGNED, &filling)),
        all(compared.into_iter().map(maybe).collect()),
    ]))
}

/// A session that is to come.
fn coming_session(care: &Arc<Care>, session: &Session) -> Markup {
    let words = words();
    let booked = care.booked(session);
    let (title, first) = if let Some(booked) = booked {
        (clock_time(care, booked.start), words.full_day(booked.day))
    } else {
        let around = words.fill(key::NEXT_AROUND, &[("day", &words.full_day(session.on))]);
        (words.say(key::NEXT_NOT_BOOKED), around)
    };
    let when = element("div").child(heading(title)).child(text("p", "second", first));
    let when = element("section")
        .class("card card--hero")
        .child(text("p", "second", place(care, session)))
        .child(element("div").class("when").child(tile(session.on)).child(when.view()).view())
        .maybe(booked.map(|booked| paragraph(arrive(care, booked))))
        .child(text("p", "second", length(care)));
    let (now, kept, hour) = (around().now, care.clone(), booked.cloned());
    let ready = live(move || maybe(hour.as_ref().and_then(|hour| getting_ready(&kept, hour, now.get()))));
    let change = if booked.is_some() { key::SESSION_CHANGE } else { key::NEXT_BOOK };
    let after_test = words.list(&names(&session.after_blood_test));
    let after_test = (!session.after_blood_test.is_empty())
        .then(|| text("p", "notice", words.fill(key::SESSION_AFTER_TEST, &[("names", &after_test)])));
    let address = care.pack.clinic().address.as_ref();
    let address = address.map_or_else(|| words.say(key::SESSION_NO_ADDRESS), ToString::to_string);
    all(vec![
        when.view(),
        ready,
        card(vec![
            heading(words.say(key::SESSION_WHERE)),
            text("p", "second", address),
            text("p", "second", words.say(change)),
            call_clinic(),
        ]),
        maybe(ingredients(key::SESSION_IN_IT, &session.ingredients)),
        maybe(after_test),
        unsigned_notice(),
    ])
}

/// Ingredients by name; nothing where there is none.
fn ingredients(title: Key, ingredients: &[IngredientId]) -> Option<Markup> {
    let names = words().list(&names(ingredients));
    (!ingredients.is_empty()).then(|| card(vec![heading(words().say(title)), text("p", "second", names)]))
}

/// The plain names of ingredients.
pub fn names(ingredients: &[IngredientId]) -> Vec<String> {
    let name = |id: &IngredientId| words().part("ingredient", id.as_str(), "name");
    ingredients.iter().map(|id| name(id).unwrap_or_else(|| id.to_string())).collect()
}
