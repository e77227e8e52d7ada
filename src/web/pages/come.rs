//! `/sessions/5/ready`: whether the patient can come to a session. What is so is ticked, and what the
//! record says already is not asked.

use crate::domain::aftercare::precheck::{Answer, Asked, Before, Choice, How, Rests, Then, Verdict, Why};
use crate::domain::formulation::evaluation::Evaluation;
use crate::domain::ids::{CareId, IngredientId};
use crate::domain::scheduling::booking::may_change;
use crate::domain::time::Elapsed;
use crate::fhir::record::{Booked, BookedStatus, GivenSession};
use crate::fhir::visit::OfVisit;
use crate::web::answer::{Changing, derived};
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::entry::focused_heading;
use crate::web::components::helplines::helplines;
use crate::web::components::parts::{actions, call_clinic, call_emergency, call_out_of_hours, sentences};
use crate::web::components::people::said;
use crate::web::components::request::{ask_other, asking, hello};
use crate::web::components::rules::rules_of;
use crate::web::components::status::status_card;
use crate::web::components::ticks::Ticks;
use crate::web::components::visit::tell;
use crate::web::components::when::at;
use crate::web::content::{booking, guidance, words};
use crate::web::history::here;
use crate::web::kept::Problem;
use crate::web::markup::{
    Markup, all, button, card, element, heading, link_button, list, live, maybe, paragraph, plain, text,
};
use crate::web::pages::session::{still_booked, unknown};
use crate::web::routes::Route;
use crate::web::text::{filled, key};
use chrono::{DateTime, NaiveDate, Utc};
use std::sync::Arc;

/// Can I still come?
pub fn come_page(care: &Arc<Care>, number: u32) -> Markup {
    let words = words();
    if care.series.is_none() {
        return all(vec![maybe(status_card(care)), still_booked(care)]);
    }
    let Some(session) = care.session(number).filter(|session| session.is_ahead()) else {
        return not_ahead(care, number);
    };
    let Some(booked) = care.booked(session).cloned() else {
        let find =
            link_button("button", here().href(Route::FindTime(number)), words.say(key::BOOK_FIND_TITLE));
        return card(vec![paragraph(words.say(key::COME_NOT_BOOKED)), actions(vec![find])]);
    };
    if booked.status == BookedStatus::Requested {
        return card(vec![paragraph(words.say(key::COME_ASKED_FOR)), call_clinic()]);
    }
    let (care, now) = (care.clone(), around().now);
    let (again, problem) = (Changing::of(false), Problem::nothing());
    let (of, at) = (care.clone(), booked.clone());
    let stand = derived(move || stand(&of, &at, now.get()));
    let about = &guidance().precheck.about;
    let shown = move || {
        let asked = asked(&care, &booked);
        let told = care.record.precheck(booked.start).filter(|_| stand.get() != Stand::Open);
        match told {
            Some((answers, at)) if !again.get() => all(vec![
                verdict(&care, number, &booked, &Verdict::of(&asked, answers, care.pack.zone.day(at))),
                maybe((stand.get() == Stand::Early).then(|| asked_again(&care, &booked))),
                change(again),
            ]),
            _ => {
                let before = care.record.precheck(booked.start).map(|(answers, _)| answers);
                let ticked = before.unwrap_or_default();
                questions(&care, &booked, &asked, problem, ticked)
            }
        }
    };
    all(vec![live(shown), said(problem), call_emergency(), rules_of(about)])
}

/// That a session is over, or that the plan has none of that number.
pub fn not_ahead(care: &Care, number: u32) -> Markup {
    let given = usize::try_from(number).is_ok_and(|number| number <= care.record.given.len());
    let session =
        link_button("button", here().href(Route::Session(number)), words().say(key::COME_TO_SESSION));
    if given { card(vec![paragraph(words().say(key::COME_OVER)), actions(vec![session])]) } else { unknown() }
}

/// How far the answers before a session are.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Stand {
    /// There are none that count.
    #[default]
    Open,
    /// They were given too early to count, and it is too early for others.
    Early,
    /// They count.
    Given,
}

fn stand(care: &Care, booked: &Booked, now: DateTime<Utc>) -> Stand {
    let precheck = &guidance().precheck;
    match care.record.precheck(booked.start) {
        Some((_, at)) if precheck.counts(at, booked.start) => Stand::Given,
        Some(_) if !precheck.counts(now, booked.start) => Stand::Early,
        Some(_) | None => Stand::Open,
    }
}

/// What the answers before a session mean at an instant; nothing where there are none, or they are to be
/// given again.
pub fn standing(care: &Care, booked: &Booked, now: DateTime<Utc>) -> Option<Then> {
    if stand(care, booked, now) == Stand::Open {
        return None;
    }
    let verdict = present(care, booked)?;
    (verdict.open.is_empty() || verdict.worst > Then::Go).then_some(verdict.worst)
}

/// The first day on which a session may be, where the answers before it say so.
pub fn not_before(care: &Care, booked: &Booked) -> Option<NaiveDate> {
    present(care, booked)?.earliest
}

fn present(care: &Care, booked: &Booked) -> Option<Verdict<'static>> {
    let (answers, at) = care.record.precheck(booked.start)?;
    Some(Verdict::of(&asked(care, booked), answers, care.pack.zone.day(at)))
}

/// That the same is asked again when it is nearer to the session.
fn asked_again(care: &Care, booked: &Booked) -> Markup {
    let from = at(care, guidance().precheck.counts_for.is.before(booked.start));
    text("p", "notice", words().fill(key::COME_EARLY, &[("time", &from)]))
}

/// What concerns this patient before a session.
fn asked(care: &Care, booked: &Booked) -> Vec<Asked<'static>> {
    let rules = care.pack.content.rules();
    let evaluation = Evaluation { answers: &care.proposal.answers, ..care.asked() };
    let mut ingredients: Vec<IngredientId> = care.record.cocktail(&care.proposal).unwrap_or_default();
    ingredients.extend(care.record.given.iter().flat_map(GivenSession::ingredients));
    let before = Before {
        asked: &evaluation,
        ingredients: &ingredients,
        had_a_session: !care.record.given.is_empty(),
        day: booked.day,
        prp_gfc: care.done_on(&["prp", "gfc"]).into_iter().max(),
        rests: Rests::of(rules),
    };
    guidance().precheck.asked(&before)
}

/// What may be so, to be ticked; what was answered before is ticked already. That nothing is so is an
/// answer too, and is given by the button.
fn questions(
    care: &Arc<Care>,
    booked: &Booked,
    asked: &[Asked<'static>],
    problem: Problem,
    before: &[Answer],
) -> Markup {
    let words = words();
    let is_open = |one: &Asked<'_>| one.question.how == How::Asked && one.known.is_none();
    let open: Vec<_> = asked.iter().copied().filter(is_open).collect();
    let ticks =
        Ticks::of("come", before.iter().map(|answer| named(&answer.question, &answer.option)).collect());
    let rows = open.iter().map(|one| question(one, ticks)).collect();
    let (kept, start) = (care.clone(), booked.start);
    let all_open = open.clone();
    let save = move || {
        let ticked = ticks.get_untracked();
        let answers = all_open.iter().flat_map(|one| answers(one, &ticked)).collect();
        tell(&kept, start, OfVisit::Precheck(answers), key::COME_SAID, problem, None);
    };
    let name = move || {
        let none = open.iter().all(|one| worse(one).all(|choice| !is_ticked(one, choice, &ticks.get())));
        plain(words.say(if none { key::COME_NONE } else { key::COME_ALL }))
    };
    let done = element("button").fixed("type", "button").class("button").child(live(name)).on_click(save);
    let clinic = asked.iter().filter(|one| one.question.how == How::Measured);
    let clinic = clinic.map(|one| text("p", "notice", words.of("precheck", one.question.id.as_str())));
    all(vec![
        text("p", "second", words.fill(key::COME_LEAD, &[("time", &at(care, booked.start))])),
        element("fieldset")
            .class("choose")
            .child(text("legend", "unseen", words.say(key::COME_TITLE)))
            .child(list(rows))
            .view(),
        actions(vec![done.view()]),
        all(clinic.collect()),
        maybe(from_record(care, asked)),
    ])
}

/// One answer, as it is ticked.
fn named(question: &CareId, option: &CareId) -> String {
    [question.as_str(), "/", option.as_str()].concat()
}

/// All that can be answered but the mildest.
fn worse(asked: &Asked<'static>) -> impl Iterator<Item = &'static Choice> + use<> {
    asked.question.options.iter().skip(1)
}

fn is_ticked(asked: &Asked<'static>, choice: &Choice, ticked: &[String]) -> bool {
    ticked.contains(&named(&asked.question.id, &choice.id))
}

/// The answers to a question: what was ticked of it, or else the mildest.
fn answers(asked: &Asked<'static>, ticked: &[String]) -> Vec<Answer> {
    let question = &asked.question.id;
    let ticked: Vec<_> = worse(asked).filter(|choice| is_ticked(asked, choice, ticked)).collect();
    let mildest = asked.question.options.first().filter(|_| ticked.is_empty());
    let all = ticked.into_iter().chain(mildest);
    all.map(|choice| Answer { question: question.clone(), option: choice.id.clone() }).collect()
}

/// A question, or, where more than yes and no can be said, each answer below it.
fn question(asked: &Asked<'static>, ticks: Ticks) -> Markup {
    let words = words();
    let id = &asked.question.id;
    let said = in_words(&words.of("precheck", id.as_str()), asked.wait);
    let mut options: Vec<_> = worse(asked).collect();
    if let [only] = &options[..] {
        return element("li").child(ticks.row(named(id, &only.id), said)).view();
    }
    let option = |choice: &Choice| {
        let name = words.of("precheck.option", choice.id.as_str());
        element("li").child(ticks.row(named(id, &choice.id), name)).view()
    };
    let options = options.drain(..).map(option).collect();
    let group = element("div")
        .fixed("role", "group")
        .with("aria-label", said.clone())
        .child(element("p").class("row").fixed("aria-hidden", "true").text(said).view())
        .child(element("ul").class("nested").children(options).view());
    element("li").child(group.view()).view()
}

/// What the record says already, and what that means.
fn from_record(care: &Care, asked: &[Asked<'static>]) -> Option<Markup> {
    let known: Vec<_> = asked.iter().copied().filter(|one| one.known.is_some()).collect();
    let verdict = Verdict::of(&known, &[], care.today);
    let lines = verdict.why.iter().map(reason).collect();
    sentences(lines).map(|lines| card(vec![heading(words().say(key::COME_RECORD)), lines]))
}

/// What all answers mean, why, and what can be done.
fn verdict(care: &Arc<Care>, number: u32, booked: &Booked, verdict: &Verdict<'static>) -> Markup {
    let words = words();
    // A question that has come since is open: then nobody is told to come.
    let is_open = !verdict.open.is_empty();
    let (class, title, to_do) = match verdict.worst {
        _ if verdict.is_urgent() => ("card card--urgent", key::COME_URGENT, None),
        Then::Go if is_open => ("card card--care", key::COME_OPEN, None),
        Then::Go => ("card card--done", key::COME_GO, Some(key::COME_GO_TEXT)),
        Then::Talk => ("card card--care", key::COME_TALK, Some(key::COME_TALK_TEXT)),
        Then::NotToday => ("card card--care", key::COME_NOT_TODAY, Some(key::COME_NOT_TODAY_TEXT)),
    };
    let earliest = verdict
        .earliest
        .map(|day| paragraph(words.fill(key::COME_EARLIEST, &[("day", &words.full_day(day))])));
    let lines = verdict.why.iter().map(reason).collect();
    let offered: Vec<&CareId> = verdict.why.iter().flat_map(|why| &why.choice.helplines).collect();
    let is_to_move = verdict.worst == Then::NotToday || earliest.is_some();
    // A message that asks for another time has the way to call below it.
    let is_closed = is_to_move && !may_move(booked);
    let call = (!is_closed).then(call_clinic);
    let is_go = verdict.worst == Then::Go;
    let calls = maybe((!is_go).then(|| all(vec![maybe(call), call_out_of_hours()])));
    element("section")
        .class(class)
        .child(focused_heading(ANSWER, words.say(title)))
        .maybe(to_do.map(|to_do| paragraph(words.say(to_do))))
        .maybe(sentences(lines))
        .maybe(earliest)
        .child(helplines(&offered))
        .child(calls)
        .maybe(is_to_move.then(|| to_move(care, number, booked, verdict.is_urgent())))
        .view()
}

/// Whether a session may still be moved here.
fn may_move(booked: &Booked) -> bool {
    let now = around().now.get_untracked();
    may_change(booked.start, booked.moves, &booking().policy, now).is_ok()
}

/// The way to another time; where it is too late for that here, the message that asks for one.
fn to_move(care: &Arc<Care>, number: u32, booked: &Booked, is_urgent: bool) -> Markup {
    let words = words();
    if may_move(booked) {
        let class = if is_urgent { "button button--quiet" } else { "button" };
        return actions(vec![link_button(
            class,
            here().href(Route::FindTime(number)),
            words.say(key::COME_MOVE),
        )]);
    }
    all(vec![
        text("p", "second", words.say(key::COME_TOO_LATE)),
        asking(&hello(care, &[ask_other(care, booked)])),
    ])
}

const ANSWER: &str = "can-i-come";

/// “Your body needs to get well first.”; of what the record says, that it does.
fn reason(why: &Why<'_>) -> String {
    let words = words();
    let id = why.question.id.as_str();
    let said = words.part("precheck", id, why.choice.id.as_str()).unwrap_or_default();
    let said = in_words(&said, why.wait);
    if why.is_known { words.fill(key::COME_KNOWN, &[("why", &said)]) } else { said }
}

/// With the length of a wait in its place.
fn in_words(said: &str, wait: Option<Elapsed>) -> String {
    let minutes = wait.map_or(0, Elapsed::minutes);
    let (hours, days) = ((minutes / 60).to_string(), (minutes / (24 * 60)).to_string());
    filled(said, &[("hours", &hours), ("days", &days)])
}

/// The way back to the questions.
fn change(again: Changing<bool>) -> Markup {
    actions(vec![button("button button--quiet", words().say(key::COME_AGAIN), move || again.set(true))])
}
