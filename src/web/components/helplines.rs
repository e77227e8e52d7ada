//! Who else helps by telephone.

use crate::domain::aftercare::triage::Helpline;
use crate::domain::ids::CareId;
use crate::web::components::parts::actions;
use crate::web::content::{guidance, words};
use crate::web::markup::{Markup, all, element};
use crate::web::text::filled;

/// Those of these names, by each of their numbers.
pub fn helplines(named: &[&CareId]) -> Markup {
    let offered = guidance().triage.helplines.iter().filter(|line| named.contains(&&line.id));
    let links: Vec<_> =
        offered.flat_map(|line| line.numbers.iter().map(|number| link(line, number))).collect();
    if links.is_empty() { all(links) } else { actions(links) }
}

fn link(line: &Helpline, number: &str) -> Markup {
    let name = words().of("helpline", line.id.as_str());
    element("a")
        .class("button button--quiet")
        .with("href", ["tel:", number].concat())
        .text(filled(&name, &[("number", number)]))
        .view()
}
