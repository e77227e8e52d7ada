//! `/sessions/5`: one session: when, where, how to get ready, what is in it.

use crate::domain::ids::IngredientId;
use crate::domain::scheduling::booking::{free_until, may_cancel, may_change};
use crate::domain::scheduling::series::Session;
use crate::fhir::record::{Booked, BookedStatus, GivenSession};
use crate::web::answer::Changing;
use crate::web::around::around;
use crate::web::booking::{Deed, Tells, carry_out, with_planning};
use crate::web::care::Care;
use crate::web::components::calendar::add;
use crate::web::components::closed::change_closed;
use crate::web::components::comfort::comfort;
use crate::web::components::getting_ready::getting_ready;
use crate::web::components::happened::ended_at;
use crate::web::components::next_session::{arrive, length, place, tile};
use crate::web::components::parts::{Row, actions, call_clinic, unsigned_notice};
use crate::web::components::people::said;
use crate::web::components::request::{ask_cancel, asking, hello, request};
use crate::web::components::series_change::effects_card;
use crate::web::components::sheet::{self, Sheet, sheet, verbs};
use crate::web::components::states::Tall;
use crate::web::components::status::status_card;
use crate::web::components::visit_day::rows;
use crate::web::components::when::{at_on_both, clock_time};
use crate::web::content::{booking, words};
use crate::web::history::here;
use crate::web::kept::Problem;
use crate::web::markup::{
    Markup, all, button, card, element, heading, link_button, list, live, maybe, paragraph, plain, text,
};
use crate::web::pages::find_time::ahead;
use crate::web::routes::Route;
use crate::web::text::{Key, key};
use std::sync::Arc;

/// A session of the series.
pub fn session_page(care: &Arc<Care>, number: u32) -> Markup {
    let place = usize::try_from(number).unwrap_or(usize::MAX).saturating_sub(1);
    match (care.record.given.get(place), care.session(number)) {
        (Some(given), _) => all(vec![
            given_session(care, given),
            maybe(other_end(care, given)),
            comfort(care, given),
            unsigned_notice(),
        ]),
        (None, Some(session)) => coming_session(care, session),
        (None, None) if care.series.is_none() => all(vec![maybe(status_card(care)), still_booked(care)]),
        (None, None) => unknown(),
    }
}

/// That the plan has no such session, or none that is ahead.
pub fn unknown() -> Markup {
    let all = here().href(Route::Sessions);
    let all = link_button("button", all, words().say(key::SESSION_ALL));
    card(vec![paragraph(words().say(key::SESSION_UNKNOWN)), actions(vec![all])])
}

/// Putting right when a session ended; nothing where the patient has not told of it.
fn other_end(care: &Arc<Care>, given: &GivenSession) -> Option<Markup> {
    let booked = care.record.booked.iter().find(|booked| given.told && booked.day == given.day)?.clone();
    let (care, is_open, problem) = (care.clone(), Changing::of(false), Problem::nothing());
    Some(live(move || {
        if !is_open.get() {
            let change = move || is_open.set(true);
            return button("button button--quiet", words().say(key::SESSION_OTHER_END), change);
        }
        card(vec![ended_at(&care, &booked, problem, Vec::new(), false), said(problem)])
    }))
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
    ])
}

/// The plan that was signed when a session was given, and where what was injected differs from it;
/// nothing where none was.
fn plan_of_its_day(care: &Care, given: &GivenSession) -> Option<Markup> {
    let words = words();
    let signed = care.signed_then(given.day)?;
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

/// A session that is to come: when, what can be done about it, where, and what is planned for it.
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
    let asked = booked.filter(|booked| booked.status == BookedStatus::Requested);
    let when = element("section")
        .class("card card--hero")
        .child(text("p", "second", place(care, session)))
        .child(element("div").class("when").child(tile(session.on)).child(when.view()).view())
        .maybe(asked.map(|_| text("p", "chip chip--care", words.say(key::NEXT_ASKED))))
        .maybe(booked.map(|booked| paragraph(arrive(care, booked))))
        .child(text("p", "second", length(care)))
        .child(changing(care, session, booked));
    let (now, kept, hour) = (around().now, care.clone(), booked.cloned());
    let ready = live(move || maybe(hour.as_ref().and_then(|hour| getting_ready(&kept, hour, now.get()))));
    let after_test = words.list(&names(&session.after_blood_test));
    let after_test = (!session.after_blood_test.is_empty())
        .then(|| text("p", "notice", words.fill(key::SESSION_AFTER_TEST, &[("names", &after_test)])));
    all(vec![
        when.view(),
        maybe(asked.map(|booked| request(care, session.number, booked))),
        maybe(booked.map(|_| rows(care, session.number))),
        ready,
        place_and_price(care),
        maybe(ingredients(key::SESSION_IN_IT, &session.ingredients)),
        maybe(after_test),
        unsigned_notice(),
    ])
}

/// What can be done about a session that is to come; what cannot is said with the reason.
fn changing(care: &Arc<Care>, session: &Session, booked: Option<&Booked>) -> Markup {
    let (words, number) = (words(), session.number);
    let find = here().href(Route::FindTime(number));
    if booked.is_some_and(|booked| booked.id.is_empty()) {
        return all(vec![text("p", "second", words.say(key::BOOK_NAMELESS)), call_clinic()]);
    }
    let Some(booked) = booked else {
        return all(vec![
            actions(vec![link_button("button", find, words.say(key::BOOK_FIND_TITLE))]),
            ahead(care),
        ]);
    };
    let (now, kept, booked) = (around().now, care.clone(), booked.clone());
    live(move || {
        let policy = &booking().policy;
        let (to_add, of) = (kept.clone(), booked.clone());
        let add =
            button("button button--quiet", words.say(key::CALENDAR_THIS), move || add(&to_add, Some(&of)));
        if let Err(closed) = may_cancel(booked.start, policy, now.get()) {
            return all(vec![text("p", "second", change_closed(&kept, closed)), call_clinic(), add]);
        }
        let can_move = may_change(booked.start, booked.moves, policy, now.get());
        let move_it = match can_move {
            Ok(()) => link_button("button", find.clone(), words.say(key::BOOK_MOVE)),
            Err(closed) => text("p", "second", change_closed(&kept, closed)),
        };
        let until = at_on_both(&kept, free_until(booked.start, policy));
        all(vec![
            text("p", "second", words.fill(key::BOOK_FREE_UNTIL, &[("time", &until)])),
            ahead(&kept),
            element("div").class("actions actions--pair").child(add).child(move_it).view(),
            cancelling(&kept, number, &booked),
        ])
    })
}

/// That a session stays booked although the plan waits, and cancelling it; nothing where none does.
pub fn still_booked(care: &Arc<Care>) -> Markup {
    let (words, now) = (words(), around().now.get_untracked());
    let booked = care.record.booked.iter().find(|booked| booked.end > now);
    maybe(booked.map(|booked| {
        let (day, time) = (words.weekday_and_day(booked.day), clock_time(care, booked.start));
        let said = words.fill(key::TODAY_STILL_BOOKED, &[("day", &day), ("time", &time)]);
        let number = u32::try_from(care.record.given.len()).unwrap_or_default() + 1;
        let cancel = match may_cancel(booked.start, &booking().policy, now) {
            Ok(()) if !booked.id.is_empty() => cancelling(care, number, booked),
            Ok(()) => text("p", "second", words.say(key::BOOK_NAMELESS)),
            Err(closed) => text("p", "second", change_closed(care, closed)),
        };
        card(vec![paragraph(said), cancel])
    }))
}

/// Cancelling, asked once more with what it does; it can be undone.
fn cancelling(care: &Arc<Care>, number: u32, booked: &Booked) -> Markup {
    let (words, asked) = (words(), Changing::of(false));
    let ask = button("button button--quiet", words.say(key::BOOK_CANCEL), move || asked.set(true));
    let (care, booked) = (care.clone(), booked.clone());
    let question = sheet(asked, move || {
        let day = words.weekday_and_day(booked.day);
        let filling = [("day", &*day), ("time", &clock_time(&care, booked.start))];
        let is_clinics = care.sample.is_none() && booked.status == BookedStatus::Booked;
        let (cancelling, off) = (care.clone(), booked.cancelled());
        let cancel = move || {
            sheet::close();
            let said = words.say(key::BOOK_SAID_CANCELLED);
            carry_out(
                &cancelling,
                Deed {
                    acts: vec![off.clone()],
                    number,
                    said,
                    next: Some(Route::Sessions),
                    tells: Tells::Nothing,
                },
            );
        };
        let less = booked.clone();
        let effects = with_planning(&care, &[Tall::Short], move |planning| {
            let effects = planning.effects_of(&planning.ahead_without(&less));
            maybe(effects.map(|found| effects_card(Vec::new(), &found.effects, number)))
        });
        Sheet {
            heading: plain(words.fill(key::BOOK_CANCEL_SURE, &[("number", &number.to_string())])),
            content: vec![
                paragraph(words.fill(text_of(&care, &booked), &filling)),
                maybe(is_clinics.then(|| asking(&hello(&care, &[ask_cancel(&care, &booked)])))),
                effects,
                verbs(
                    if is_clinics { key::BOOK_CLINIC_KNOWS } else { key::BOOK_CANCEL },
                    cancel,
                    key::BOOK_KEEP_IT,
                ),
            ],
        }
    });
    all(vec![ask, question])
}

/// What cancelling means: on this phone at once, elsewhere once the clinic knows.
fn text_of(care: &Care, booked: &Booked) -> Key {
    match (care.sample.is_some(), booked.status) {
        (true, _) => key::BOOK_CANCEL_TEXT,
        (false, BookedStatus::Booked) => key::BOOK_CANCEL_CLINICS,
        (false, BookedStatus::Requested) => key::BOOK_CANCEL_ASKED,
    }
}

/// Where it is, what it costs, whom to call.
fn place_and_price(care: &Care) -> Markup {
    let (words, booking) = (words(), booking());
    let address = care.pack.clinic().address.as_ref();
    let address = address.map_or_else(|| words.say(key::SESSION_NO_ADDRESS), ToString::to_string);
    let price = booking.price_per_session.as_ref();
    let price = price.map(|price| text("p", "second", words.fill(key::BOOK_PRICE, &[("price", price)])));
    let paid =
        booking.sessions_paid.map(|paid| text("p", "second", words.count(key::BOOK_PAID, paid.into())));
    card(vec![
        heading(words.say(key::SESSION_WHERE)),
        text("p", "second", address),
        maybe(booking.map.as_ref().map(|map| directions(map.to_string()))),
        maybe(price),
        maybe(paid),
        call_clinic(),
    ])
}

/// The way to the clinic in a map, with a word before the portal is left.
fn directions(map: String) -> Markup {
    let (words, asked) = (words(), Changing::of(false));
    let ask = button("button button--quiet", words.say(key::BOOK_MAP), move || asked.set(true));
    let question = sheet(asked, move || Sheet {
        heading: plain(words.say(key::BOOK_MAP_SURE)),
        content: vec![
            paragraph(words.say(key::BOOK_MAP_TEXT)),
            actions(vec![
                element("a")
                    .class("button")
                    .with("href", map.clone())
                    .fixed("target", "_blank")
                    .fixed("rel", "noreferrer")
                    .text(words.say(key::BOOK_MAP_YES))
                    .on_click(sheet::close)
                    .view(),
                button("button button--quiet", words.say(key::BOOK_MAP_NO), sheet::close),
            ]),
        ],
    });
    all(vec![ask, question])
}

/// Ingredients by name; nothing where there is none.
fn ingredients(title: Key, ingredients: &[IngredientId]) -> Option<Markup> {
    let names = words().list(&names(ingredients));
    (!ingredients.is_empty()).then(|| card(vec![heading(words().say(title)), text("p", "second", names)]))
}

/// The plain names of ingredients.
pub fn names(ingredients: &[IngredientId]) -> Vec<String> {
    ingredients.iter().map(name).collect()
}

/// The plain name of an ingredient.
pub fn name(id: &IngredientId) -> String {
    words().part("ingredient", id.as_str(), "name").unwrap_or_else(|| id.to_string())
}
