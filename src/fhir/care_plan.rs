//! `CarePlan` and the `MedicationRequest`s that belong to it: the plan on file with its signature and
//! its ingredients, the versions before it, and treatments beside this one among its activities.

use crate::domain::ids::IngredientId;
use crate::domain::order;
use crate::domain::scheduling::protocol::Course;
use crate::fhir::bundle::{Entries, Entry};
use crate::fhir::medication::{ingredient, medicine};
use crate::fhir::moment::Moment;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading};
use crate::fhir::record::PlanOnFile;
use crate::fhir::value::{extension, list_at, named, shown, text_at, titled};
use crate::fhir::{COURSE, SIGNED};
use serde_json::Value;
use std::collections::BTreeMap;

/// The most earlier versions that are looked for: no plan has more, but a file may claim any number.
const MOST_VERSIONS: usize = 100;

/// Reads a `CarePlan`: one of the portal's category `mesotherapy_plan` is a version of the plan.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let words = context.words;
    let vocabulary = context.rules.vocabulary;
    let status = text_at(resource, "/status").unwrap_or("missing");
    if rank(status).is_none() {
        return read.note(entry.name(), WhyNot::StatusNotUsed(shown(status)));
    }
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
        if !understood && status != "revoked" {
            let title = text_at(resource, "/title").map(shown);
            let name = title.or_else(|| categories.first().and_then(named));
            read.note(entry.name(), name.map_or(WhyNot::NoCode, WhyNot::UnknownCode));
        }
        return;
    }
    read.plans.push(plan(context, entry, status));
}

/// How well a status fits the plan on file; the first is best.
fn rank(status: &str) -> Option<usize> {
    let order = ["active", "on-hold", "draft", "completed", "revoked"];
    order.iter().position(|known| *known == status)
}

/// A version of the plan, and where it stands in the Bundle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// What it says.
    pub plan: PlanOnFile,
    /// The place of its `CarePlan`.
    place: usize,
    /// The place of the one it replaces, where that is in the Bundle.
    replaces: Option<usize>,
    /// What it ordered before, by `priorPrescription`, newest first: versions of the same plan.
    prior: Vec<PlanOnFile>,
}

fn plan(context: &Context<'_>, entry: &Entry<'_>, status: &str) -> Version {
    let resource = entry.resource;
    let signed = extension(resource, SIGNED);
    let by = signed.and_then(|signed| text_at(extension(signed, "by")?, "/valueString"));
    let on = signed.and_then(|signed| text_at(extension(signed, "on")?, "/valueDate"));
    let under =
        signed.and_then(|signed| extension(signed, "rules_version")?.get("valuePositiveInt")?.as_u64());
    let course = extension(resource, COURSE);
    let number = |name| {
        let number = extension(course?, name)?.get("valuePositiveInt")?.as_u64()?;
        u32::try_from(number).ok()
    };
    let course = number("loading_sessions").zip(number("interval_days"));
    let orders = orders(context, entry);
    let plan = PlanOnFile {
        title: text_at(resource, "/title").and_then(titled),
        status: status.to_owned(),
        signed_by: by.and_then(titled),
        signed_on: on.and_then(|on| crate::domain::time::day(on).ok()),
        rules_version: under.and_then(|version| u32::try_from(version).ok()),
        cocktail: cocktail(context, &orders),
        note: list_at(resource, "/note").iter().find_map(|note| text_at(note, "/text")).and_then(titled),
        course: course.map(|(loading_sessions, interval_days)| Course { loading_sessions, interval_days }),
    };
    let replaced = list_at(resource, "/replaces").iter().filter_map(|other| text_at(other, "/reference"));
    let mut replaced = replaced.filter_map(|reference| context.entries.entry(reference));
    Version {
        prior: prior(context, entry, &plan, orders),
        replaces: replaced.find(|other| other.kind == "CarePlan").map(|other| other.place),
        place: entry.place,
        plan,
    }
}

/// Puts the orders to their plan, by its place in the Bundle: those it names and those based on it,
/// each once.
pub fn orders_by_plan<'a>(entries: &Entries<'a>) -> BTreeMap<usize, Vec<Entry<'a>>> {
    let mut by_plan: BTreeMap<usize, Vec<Entry<'a>>> = BTreeMap::new();
    let mut put = |plan: Option<&Entry<'_>>, order: Option<&Entry<'a>>| {
        if let (Some(plan), Some(order)) = (plan, order)
            && order.kind == "MedicationRequest"
        {
            by_plan.entry(plan.place).or_default().push(*order);
        }
    };
    for plan in entries.of_kind("CarePlan") {
        for activity in list_at(plan.resource, "/activity") {
            put(Some(plan), text_at(activity, "/reference/reference").and_then(|order| entries.entry(order)));
        }
    }
    for order in entries.of_kind("MedicationRequest") {
        for plan in list_at(order.resource, "/basedOn") {
            put(text_at(plan, "/reference").and_then(|plan| entries.entry(plan)), Some(order));
        }
    }
    for orders in by_plan.values_mut() {
        order::by_key(orders, |order| order.place);
        orders.dedup_by_key(|order| order.place);
    }
    by_plan
}

/// The orders of a plan, less those that a later one of them takes the place of.
fn orders<'a>(context: &Context<'a>, plan: &Entry<'_>) -> Vec<Entry<'a>> {
    let all = context.orders.get(&plan.place).map_or(&[][..], Vec::as_slice);
    let mut priors: Vec<_> =
        all.iter().filter_map(|later| before(context, later)).map(|prior| prior.place).collect();
    order::by_key(&mut priors, |place| *place);
    let counts = |order: &&Entry<'a>| {
        let status = text_at(order.resource, "/status").unwrap_or("unknown");
        let is_prior = priors.binary_search(&order.place).is_ok();
        !is_prior && !matches!(status, "cancelled" | "entered-in-error")
    };
    all.iter().filter(counts).copied().collect()
}

/// The order that one takes the place of.
fn before<'a>(context: &Context<'a>, order: &Entry<'_>) -> Option<Entry<'a>> {
    let reference = text_at(order.resource, "/priorPrescription/reference")?;
    context.entries.entry(reference).filter(|prior| prior.kind == "MedicationRequest").copied()
}

/// The ingredients that orders name, each once.
fn cocktail(context: &Context<'_>, orders: &[Entry<'_>]) -> Vec<IngredientId> {
    let mut cocktail = Vec::new();
    for order in orders {
        for concept in medicine(context, order).unwrap_or_default() {
            let codings = context.words.codings(concept);
            if let Some(id) = ingredient(context, &codings).filter(|id| !cocktail.contains(*id)) {
                cocktail.push(id.clone());
            }
        }
    }
    cocktail
}

/// What the plan ordered before, where one plan was kept and only its orders were renewed: signed
/// by who ordered it, on the day it was written.
fn prior<'a>(
    context: &Context<'a>,
    plan: &Entry<'_>,
    newest: &PlanOnFile,
    mut orders: Vec<Entry<'a>>,
) -> Vec<PlanOnFile> {
    let mut versions: Vec<PlanOnFile> = Vec::new();
    let mut seen: Vec<bool> = Vec::new();
    while versions.len() < MOST_VERSIONS {
        let of_this_plan = |order: &Entry<'_>| {
            let mut based = list_at(order.resource, "/basedOn").iter();
            based.all(|on| {
                let found = text_at(on, "/reference").and_then(|reference| context.entries.entry(reference));
                found.is_none_or(|found| found.place == plan.place)
            })
        };
        let mut any = false;
        for order in &mut orders {
            if let Some(prior) = before(context, order).filter(of_this_plan)
                && !seen.get(prior.place).is_some_and(|seen| *seen)
            {
                seen.resize(seen.len().max(prior.place + 1), false);
                seen[prior.place] = true;
                *order = prior;
                any = true;
            }
        }
        let Some(first) = orders.first().filter(|_| any) else {
            break;
        };
        let on = text_at(first.resource, "/authoredOn").and_then(Moment::read);
        versions.push(PlanOnFile {
            signed_by: text_at(first.resource, "/requester/display").and_then(titled),
            signed_on: on.and_then(|on| on.day(context.clock)),
            cocktail: cocktail(context, &orders),
            rules_version: None,
            note: None,
            ..newest.clone()
        });
    }
    versions
}

/// The plan on file – the active one, else the one on hold, else a draft, else a completed one –
/// and the versions before it, newest first.
pub fn versions(all: &[Version]) -> (Option<PlanOnFile>, Vec<PlanOnFile>) {
    let mut replaced: Vec<_> = all.iter().filter_map(|one| one.replaces).collect();
    order::by_key(&mut replaced, |place| *place);
    let replaced = |one: &Version| replaced.binary_search(&one.place).is_ok();
    let usable = all.iter().filter(|one| one.plan.status != "revoked");
    let best = usable.min_by_key(|one| (rank(&one.plan.status), replaced(one)));
    let Some(mut at) = best else {
        return (None, Vec::new());
    };
    let current = at.plan.clone();
    let (mut earlier, mut seen) = (at.prior.clone(), vec![at.place]);
    while let Some(older) = at.replaces.and_then(|place| all.iter().find(|one| one.place == place)) {
        if seen.contains(&older.place) || earlier.len() >= MOST_VERSIONS {
            break;
        }
        seen.push(older.place);
        earlier.push(older.plan.clone());
        earlier.extend(older.prior.iter().cloned());
        at = older;
    }
    (Some(current), earlier)
}
