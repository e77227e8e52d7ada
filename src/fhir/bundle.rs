//! The Bundle: its entries, what refers to what, and who the patient is.

use crate::fhir::not_understood::{NotUnderstood, WhyNot, list};
use crate::fhir::value::{list_at, present, shown, text_at};
use serde_json::Value;
use std::collections::BTreeMap;

/// One resource of the Bundle.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The resource, as it came.
    pub resource: &'a Value,
    /// Its type.
    pub kind: &'a str,
    /// Its address in the Bundle, where it has one.
    pub full_url: Option<&'a str>,
    /// Its place in the Bundle, 1 for the first.
    pub place: usize,
}

impl Entry<'_> {
    /// What a person finds it by: `Observation/ferritin-1`, or `entry 4 (Observation)`.
    pub fn name(&self) -> String {
        match text_at(self.resource, "/id") {
            Some(id) => format!("{}/{}", shown(self.kind), shown(id)),
            None => format!("entry {} ({})", self.place, shown(self.kind)),
        }
    }
}

/// The entries of a Bundle, each resource once.
#[derive(Debug)]
pub struct Entries<'a> {
    entries: Vec<Entry<'a>>,
    by_address: BTreeMap<String, usize>,
}

impl<'a> Entries<'a> {
    /// The entries in their order. Of one resource given in several versions the newest counts,
    /// by `meta.lastUpdated`; where that does not tell, each is read.
    pub fn of(bundle: &'a Value, not_understood: &mut Vec<NotUnderstood>) -> Self {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        let mut by_address: BTreeMap<String, usize> = BTreeMap::new();
        for (at, entry) in list_at(bundle, "/entry").iter().enumerate() {
            let place = at + 1;
            let mut refuse = |why| {
                list(not_understood, format!("entry {place}"), why);
            };
            let resource = entry.get("resource");
            let kind = resource.and_then(|resource| text_at(resource, "/resourceType"));
            let (Some(resource), Some(kind)) = (resource, kind) else {
                refuse(WhyNot::NoResource);
                continue;
            };
            if present(entry, "modifierExtension").is_some() {
                refuse(WhyNot::Modified("a modifierExtension".to_owned()));
                continue;
            }
            let found = Entry { resource, kind, full_url: text_at(entry, "/fullUrl"), place };
            let by_id = text_at(resource, "/id").map(|id| format!("{kind}/{id}"));
            let on_a_server = found.full_url.filter(|url| url.starts_with("http"));
            let identity = on_a_server.map(str::to_owned).or(by_id.clone());
            let known = identity.and_then(|address| by_address.get(&address).copied());
            let at = match known.map(|at| (at, which(entries[at].resource, resource))) {
                Some((at, Which::First)) => at,
                Some((at, Which::Second)) => {
                    entries[at] = found;
                    at
                }
                Some((_, Which::Both)) | None => {
                    entries.push(found);
                    entries.len() - 1
                }
            };
            let addresses = [by_id, found.full_url.map(str::to_owned)];
            for address in addresses.into_iter().flatten() {
                by_address.entry(address).or_insert(at);
            }
        }
        Self { entries, by_address }
    }

    /// All entries in their order.
    pub fn iter(&self) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter()
    }

    /// The entries of one resource type.
    pub fn of_kind(&self, kind: &'static str) -> impl Iterator<Item = &Entry<'a>> {
        self.entries.iter().filter(move |entry| entry.kind == kind)
    }

    /// The reference by which the first resource of a type is named.
    pub fn reference(&self, kind: &'static str) -> Option<String> {
        let entry = self.of_kind(kind).next()?;
        let by_id = || text_at(entry.resource, "/id").map(|id| [kind, "/", id].concat());
        entry.full_url.map(str::to_owned).or_else(by_id)
    }

    /// The entry that a reference means: by its address in the Bundle or as `Type/id`.
    pub fn entry(&self, reference: &str) -> Option<&Entry<'a>> {
        let reference = unversioned(reference);
        if let Some(at) = self.by_address.get(reference) {
            return self.entries.get(*at);
        }
        let found = self.entries.get(*self.by_address.get(&relative(reference)?)?)?;
        let elsewhere = found.full_url.is_some_and(|url| url.starts_with("http"));
        (!elsewhere).then_some(found)
    }

    /// The resource that a reference means, in the Bundle or contained in the one that refers.
    pub fn resolve(&self, from: &'a Value, reference: &str) -> Option<&'a Value> {
        match reference.strip_prefix('#') {
            Some(id) => {
                list_at(from, "/contained").iter().find(|contained| text_at(contained, "/id") == Some(id))
            }
            None => self.entry(reference).map(|entry| entry.resource),
        }
    }

    /// Whether a reference means this patient: nothing where it does, else who it means. A
    /// reference that names nobody means the one patient of the Bundle.
    pub fn somebody_else(&self, patient: &Entry<'_>, subject: Option<&Value>) -> Option<String> {
        let subject = subject?;
        if let Some(reference) = text_at(subject, "/reference") {
            let is_patient =
                self.entry(reference).is_some_and(|entry| core::ptr::eq(entry.resource, patient.resource));
            return (!is_patient).then(|| shown(reference));
        }
        let identifier = subject.get("identifier")?;
        let value = text_at(identifier, "/value")?;
        let is_his = |known: &Value| {
            let systems = (text_at(known, "/system"), text_at(identifier, "/system"));
            text_at(known, "/value") == Some(value) && (systems.1.is_none() || systems.0 == systems.1)
        };
        let known = list_at(patient.resource, "/identifier");
        (!known.iter().any(is_his)).then(|| shown(value))
    }
}

/// Which of two resources with one address counts.
enum Which {
    First,
    Second,
    Both,
}

fn which(first: &Value, second: &Value) -> Which {
    let version = |resource| text_at(resource, "/meta/lastUpdated");
    match (version(first), version(second)) {
        _ if first == second => Which::First,
        (Some(one), Some(other)) if one > other => Which::First,
        (Some(one), Some(other)) if one < other => Which::Second,
        _ => Which::Both,
    }
}

/// A reference without the version it may name.
fn unversioned(reference: &str) -> &str {
    let from = |at: usize| reference.split_at_checked(at);
    let is_version = |(_, rest): &(&str, &str)| rest.starts_with("/_history/");
    (0..reference.len()).filter_map(from).find(is_version).map_or(reference, |(reference, _)| reference)
}

/// `Type/id` of an absolute address, where it has that form.
fn relative(reference: &str) -> Option<String> {
    if !reference.starts_with("http") {
        return None;
    }
    let mut parts = reference.rsplit('/');
    let (id, kind) = (parts.next()?, parts.next()?);
    Some(format!("{kind}/{id}"))
}
