//! `/plan/sheet`: the plan on paper, for another doctor.

mod tables;

use crate::domain::ids::Word;
use crate::domain::patient::{Allergies, Sex};
use crate::fhir::moment::Moment;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::record::BookedStatus;
use crate::web::care::Care;
use crate::web::components::drift;
use crate::web::components::parts::{actions, sentences, unsigned_notice};
use crate::web::components::table::facts;
use crate::web::content::{pack, words};
use crate::web::findings;
use crate::web::markup::{Markup, all, button, element, heading, maybe, paragraph, plain, text};
use crate::web::pages::ingredient::warning_line;
use crate::web::text::{Key, key};
use core::iter::once;
use std::sync::Arc;

/// How many parts of the record that are not used are listed: more do not fit.
const NOT_USED_LISTED: usize = 6;

/// The sheet, and the button that prints it.
pub fn sheet_page(care: &Arc<Care>) -> Markup {
    let words = words();
    let print = || {
        // A browser that prints nothing has no other way either.
        let _ = web_sys::window().map(|window| window.print());
    };
    let warnings = care.warnings().iter().map(|warning| warning_line(care, warning));
    let tests = care.proposal.labs_needed.iter().map(|analyte| words.of("analyte", analyte.as_str()));
    let questions = care.proposal.questions.iter().map(|asked| findings::question(asked, care.pack));
    let parts = [
        running_head(care),
        element("div").class("leaf__pair").child(patient(care)).child(plan(care)).view(),
        maybe(changed(care)),
        health(care),
        tables::cocktail(care),
        maybe(tables::left_out(care)),
        tables::tests(care),
        tables::given(care),
        maybe(said(key::PLAN_WARNINGS, warnings.collect())),
        maybe(said(key::PLAN_TESTS, tests.collect())),
        maybe(said(key::PLAN_QUESTIONS, questions.collect())),
        maybe(not_used(care)),
        clinic(care),
    ];
    let print = button("button", words.say(key::SHEET_PRINT), print);
    all(vec![
        text("p", "lead", words.say(key::SHEET_LEAD)),
        actions(vec![print]),
        element("article").class("leaf").children(parts.into()).view(),
        unsigned_notice(),
    ])
}

/// A part of the sheet under its name.
fn part(title: Key, content: Markup) -> Markup {
    element("section").class("card").child(heading(words().say(title))).child(content).view()
}

/// Sentences under a name; nothing where there is none.
fn said(title: Key, lines: Vec<String>) -> Option<Markup> {
    sentences(lines).map(|lines| part(title, lines))
}

/// Whose sheet it is, at the head of every page of paper.
fn running_head(care: &Care) -> Markup {
    let born = care.record.born.map(|born| words().fill(key::SHEET_BORN_ON, &[("day", &written(born))]));
    element("p")
        .class("leaf__head")
        .child(name(care))
        .children(born.map(|born| plain([" · ", &born].concat())).into_iter().collect())
        .text([" · ", &care.pack.clinic().name].concat())
        .view()
}

fn name(care: &Care) -> Markup {
    let name = care.record.patient_name.clone();
    text("bdi", "", name.unwrap_or_else(|| words().say(key::SHEET_NOT_RECORDED)))
}

/// A date as exact as it was written: “1993”, “May 1993”, “4 May 1993”.
fn written(moment: Moment) -> String {
    match moment {
        Moment::Year(_) => moment.written(),
        Moment::Month(first) => words().month_and_year(first),
        Moment::Day(day) => words().day_with_year(day),
        Moment::Instant(at) => words().day_with_year(pack().zone.day(at)),
    }
}

/// What there is, in a list, or what stands for nothing.
fn listed(entries: &[String], nothing: Key) -> Markup {
    plain(if entries.is_empty() { words().say(nothing) } else { words().list(entries) })
}

fn patient(care: &Care) -> Markup {
    let (words, patient) = (words(), &care.record.patient);
    let known = |said: Option<String>| plain(said.unwrap_or_else(|| words.say(key::SHEET_NOT_RECORDED)));
    let sex = patient.sex.map(|sex| match sex {
        Sex::F => words.say(key::SHEET_FEMALE),
        Sex::M => words.say(key::SHEET_MALE),
    });
    let age = patient.age.map(|age| {
        let (from, to) = (age.from.to_string(), age.to.to_string());
        let between = || words.fill(key::SHEET_AGE_BETWEEN, &[("from", &from), ("to", &to)]);
        if from == to { from.clone() } else { between() }
    });
    let types: Vec<_> = patient.types.iter().map(|type_| words.of("type", type_.as_str())).collect();
    let stage = patient.stage.as_ref().map(|stage| {
        let scale = words.of("scale", stage.scale.as_str());
        words.fill(key::SHEET_STAGE_IS, &[("scale", &scale), ("step", stage.value.as_str())])
    });
    let rows = vec![
        (key::SHEET_NAME, name(care)),
        (key::SHEET_BORN, known(care.record.born.map(written))),
        (key::SHEET_AGE, known(age)),
        (key::SHEET_SEX, known(sex)),
        (key::SHEET_TYPE, listed(&types, key::SHEET_NOT_RECORDED)),
        (key::SHEET_STAGE, known(stage)),
    ];
    let sample = care.sample.as_ref().map(|_| paragraph(words.say(key::PROFILE_SAMPLE)));
    let title = words.say(key::SHEET_PATIENT);
    part(key::SHEET_PATIENT, all(vec![maybe(sample), facts(title, rows)]))
}

fn plan(care: &Care) -> Markup {
    let (words, record) = (words(), &care.record);
    let signature = match &care.signed {
        Some(plan) => {
            words.fill(key::PLAN_SIGNED, &[("doctor", &plan.by), ("day", &words.day_with_year(plan.on))])
        }
        None => words.say(key::SHEET_NOT_SIGNED),
    };
    let course = record.course(&care.proposal).map(|course| {
        let sessions = course.loading_sessions.to_string();
        words.count_and_fill(key::SHEET_COURSE_IS, course.interval_days.into(), &[("sessions", &sessions)])
    });
    let booked = record.booked.iter().find(|booked| booked.day >= care.today);
    let next = booked.map_or_else(
        || words.say(key::NEXT_NOT_BOOKED),
        |booked| {
            let time = words.time(care.pack.zone.wall_clock(booked.start).time());
            let time = words.fill(key::TIME_CLINIC, &[("time", &time)]);
            let day = words.full_day(booked.day);
            let when = words.fill(key::SESSIONS_DAY_AND_TIME, &[("day", &day), ("time", &time)]);
            let asked = booked.status == BookedStatus::Requested;
            if asked { [when, words.say(key::NEXT_ASKED)].join(". ") } else { when }
        },
    );
    let rows = vec![
        (key::SHEET_STATUS, plain(status(care))),
        (key::SHEET_SIGNATURE, plain(signature)),
        (key::SHEET_COURSE, plain(course.unwrap_or_else(|| words.say(key::SHEET_NO_COURSE)))),
        (key::SHEET_NEXT, plain(next)),
    ];
    part(key::PLAN_TITLE, facts(words.say(key::PLAN_TITLE), rows))
}

/// How far the plan goes, and why.
fn status(care: &Care) -> String {
    let words = words();
    if care.cocktail.is_some() && care.signed.is_some() {
        let fits = care.drift.differences.is_empty();
        return words.say(if fits { key::SHEET_SIGNED } else { key::SHEET_CHANGED });
    }
    let title = words.part("status", care.status().key(), "title").unwrap_or_default();
    [title, words.of("reason", care.proposal.reason.as_str())].join(". ")
}

/// Where the signed plan no longer fits, under how serious that is; nothing where the plan rests.
fn changed(care: &Care) -> Option<Markup> {
    let differences = &care.drift.differences;
    let worst = differences.first().filter(|_| care.cocktail.is_some())?;
    let lines = sentences(differences.iter().flat_map(|one| drift::lines(one, care.pack)).collect())?;
    let title = words().part("drift", worst.seriousness().key(), "title").unwrap_or_default();
    Some(element("section").class("card").child(heading(title)).child(lines).view())
}

fn health(care: &Care) -> Markup {
    let (words, record) = (words(), &care.record);
    let patient = &record.patient;
    let of = |group: &'static str, ids: &[Word]| {
        ids.iter().map(|id| words.of(group, id.as_str())).collect::<Vec<_>>()
    };
    let nothing = |is_unrecorded| if is_unrecorded { key::SHEET_NOT_RECORDED } else { key::SHEET_NONE };
    let allergies = match &patient.allergies {
        Allergies::Listed(allergies) => {
            let unknown = record.not_understood.iter().filter_map(|part| {
                let WhyNot::UnknownAllergy(name) = &part.why else { return None };
                Some(name.clone())
            });
            let allergies: Vec<_> = of("allergy", allergies).into_iter().chain(unknown).collect();
            listed(&allergies, key::SHEET_UNNAMED)
        }
        Allergies::NoneKnown => plain(words.say(key::SHEET_NONE_KNOWN)),
        Allergies::NotRecorded => plain(words.say(key::SHEET_NOT_RECORDED)),
    };
    let yes = patient.facts.iter().filter(|(_, is)| **is);
    let mut also: Vec<_> = yes.map(|(fact, _)| words.of("fact", fact.as_str())).collect();
    also.extend(of("adjunct", &patient.adjuncts));
    also.extend(record.other_procedures.iter().map(|done| {
        let day = done.day.map(|day| words.day_with_year(day));
        once(words.of("procedure", done.what.as_str())).chain(day).collect::<Vec<_>>().join(", ")
    }));
    let (conditions, medicines) = (&patient.conditions, &patient.medicines);
    let unrecorded = &record.nothing_recorded;
    let mut rows = vec![
        (key::SHEET_ALLERGIES, allergies),
        (key::SHEET_ILLNESSES, listed(&of("condition", conditions), nothing(unrecorded.conditions))),
        (key::SHEET_MEDICINES, listed(&of("medicine", medicines), nothing(unrecorded.medicines))),
        (key::SHEET_WISHES, listed(&of("wish", &patient.wishes), key::SHEET_NOT_RECORDED)),
    ];
    if !also.is_empty() {
        rows.push((key::SHEET_ALSO, listed(&also, key::SHEET_NONE)));
    }
    part(key::SHEET_HEALTH, facts(words.say(key::SHEET_HEALTH), rows))
}

/// What of the record the rules do not use, or use with a doubt.
fn not_used(care: &Care) -> Option<Markup> {
    let listed = &care.record.not_understood;
    let mut lines: Vec<_> = listed.iter().take(NOT_USED_LISTED).map(ToString::to_string).collect();
    let more = listed.len().saturating_sub(NOT_USED_LISTED);
    if more > 0 {
        lines.push(words().count(key::SHEET_MORE, i64::try_from(more).unwrap_or(i64::MAX)));
    }
    said(key::PLAN_NOT_UNDERSTOOD_TEXT, lines)
}

/// Where this comes from: the clinic, its rules, and the day.
fn clinic(care: &Care) -> Markup {
    let (words, clinic) = (words(), care.pack.clinic());
    let known = |said: &Option<Box<str>>| {
        let said = said.as_ref().map(ToString::to_string);
        plain(said.unwrap_or_else(|| words.say(key::SHEET_NOT_KNOWN)))
    };
    let files = care.pack.content.abouts().into_iter().chain([("text", care.pack.words.about())]);
    let versions = files.map(|(file, about)| {
        let (version, day) = (about.version.to_string(), words.day_with_year(about.date.0));
        let version = words.fill(key::PROFILE_VERSION, &[("version", &version), ("day", &day)]);
        (version, words.of("file", file.strip_suffix(".json").unwrap_or(file)))
    });
    let rules = tables::grouped(versions.collect());
    let rules = rules.into_iter().map(|(version, names)| [version, words.list(&names)].join(": "));
    let rows = vec![
        (key::SHEET_CLINIC, plain([&*clinic.name, &*clinic.doctor].join(", "))),
        (key::SHEET_PHONE, known(&clinic.phone)),
        (key::SHEET_ADDRESS, known(&clinic.address)),
        (key::SHEET_PRINTED, plain(words.day_with_year(care.today))),
        (key::PROFILE_CONTENTS, plain(rules.collect::<Vec<_>>().join("; "))),
    ];
    part(key::SHEET_CLINIC, facts(words.say(key::SHEET_CLINIC), rows))
}
