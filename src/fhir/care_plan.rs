//! `CarePlan`: the plan on file, its signature, and treatments beside this one among its
//! activities.

use crate::domain::scheduling::protocol::Course;
use crate::fhir::bundle::Entry;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading};
use crate::fhir::record::PlanOnFile;
use crate::fhir::value::{extension, list_at, named, shown, text_at};
use crate::fhir::{COURSE, SIGNED};
use serde_json::Value;

/// Reads a `CarePlan`. The plan on file is the active one of the portal's category
/// `mesotherapy_plan`, else the one on hold, else a draft, else a completed one.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let words = context.words;
    let vocabulary = context.rules.vocabulary;
    let status = text_at(resource, "/status").unwrap_or("missing");
    let Some(rank) = rank(status) else {
        return match status {
            "revoked" => (),
            _ => read.note(entry.name(), WhyNot::StatusNotUsed(shown(status))),
        };
    };
    let mut understood = false;
    for activity in list_at(resource, "/activity") {
        let Some(detail) = activity.get("detail") else {
            continue;
        };
        let codings = words.codings(detail.get("code").unwrap_or(&Value::Null));
        let going_on = matches!(
            text_at(detail, "/status"),
            Some("not-started" | "scheduled" | "in-progress" | "on-hold")
        );
        let not_to_do = detail.get("doNotPerform").and_then(Value::as_bool) == Some(true);
        for word in words.carried(&vocabulary.adjuncts, &codings) {
            understood = true;
            if going_on && !not_to_do && matches!(status, "active" | "on-hold") {
                Reading::add(&mut read.patient.adjuncts, &word.id);
            }
        }
    }
    let categories = list_at(resource, "/category");
    let codings: Vec<_> = categories.iter().flat_map(|category| words.codings(category)).collect();
    if !words.is_the(&vocabulary.procedures, "mesotherapy_plan", &codings) {
        if !understood {
            let title = text_at(resource, "/title").map(shown);
            let name = title.or_else(|| categories.first().and_then(named));
            read.note(entry.name(), name.map_or(WhyNot::NoCode, WhyNot::UnknownCode));
        }
        return;
    }
    let better =
        read.plan.as_ref().is_none_or(|known| rank < self::rank(&known.status).unwrap_or(usize::MAX));
    if better {
        read.plan = Some(plan(resource, status));
    }
}

fn rank(status: &str) -> Option<usize> {
    let order = ["active", "on-hold", "draft", "completed"];
    order.iter().position(|known| *known == status)
}

fn plan(resource: &Value, status: &str) -> PlanOnFile {
    let signed = extension(resource, SIGNED);
    let by = signed.and_then(|signed| text_at(extension(signed, "by")?, "/valueString"));
    let on = signed.and_then(|signed| text_at(extension(signed, "on")?, "/valueDate"));
    let course = extension(resource, COURSE);
    let number = |name| {
        let number = extension(course?, name)?.get("valuePositiveInt")?.as_u64()?;
        u32::try_from(number).ok()
    };
    let course = number("loading_sessions").zip(number("interval_days"));
    PlanOnFile {
        title: text_at(resource, "/title").map(str::to_owned),
        status: status.to_owned(),
        signed_by: by.map(str::to_owned),
        signed_on: on.and_then(|on| crate::domain::time::day(on).ok()),
        course: course.map(|(loading_sessions, interval_days)| Course { loading_sessions, interval_days }),
    }
}
