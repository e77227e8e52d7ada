//! `DiagnosticReport`: its results are Observations of their own; what it concludes is not read.

use crate::fhir::bundle::Entry;
use crate::fhir::not_understood::WhyNot;
use crate::fhir::reading::{Context, Reading};
use crate::fhir::value::{list_at, shown, text_at};

/// Lists a report that says more than the results it refers to, or refers to missing ones.
pub fn read(context: &Context<'_>, entry: &Entry<'_>, read: &mut Reading) {
    let resource = entry.resource;
    let says_more =
        ["conclusion", "conclusionCode", "presentedForm"].iter().any(|member| resource.get(member).is_some());
    let results = list_at(resource, "/result").iter();
    let results = results.filter_map(|result| text_at(result, "/reference"));
    let missing = |reference: &&str| context.entries.resolve(resource, reference).is_none();
    if let Some(missing) = results.clone().find(missing) {
        read.note(entry.name(), WhyNot::BrokenReference(shown(missing)));
    } else if says_more || results.count() == 0 {
        read.note(entry.name(), WhyNot::UnknownResource(entry.kind.to_owned()));
    }
}
