//! Where the record and the signed plan no longer agree: what, how serious, what to do.

use crate::domain::formulation::signed::{Difference, Seriousness};
use crate::web::care::Care;
use crate::web::components::parts::{call_clinic, sentences};
use crate::web::components::states::Tall;
use crate::web::content::{Pack, words};
use crate::web::details::{Detailed, with_details};
use crate::web::findings;
use crate::web::markup::{Markup, all, element, heading, maybe, paragraph, text};
use crate::web::text::key;
use std::sync::Arc;

/// How serious, most serious first. A plan that rests is told by its status.
const TOLD: [Seriousness; 2] = [Seriousness::AskFirst, Seriousness::Mention];

/// The differences in cards; nothing where all agrees.
pub fn drift_cards(care: &Arc<Care>) -> Option<Markup> {
    let is_told = |difference: &Difference| TOLD.contains(&difference.seriousness());
    let care = care.clone();
    let is_any = care.drift.differences.iter().any(is_told);
    is_any.then(|| with_details(&[Tall::Middle], Detailed::Differences, Some(care)))
}

/// The differences in cards, the serious ones first. They need the details.
pub fn cards(care: &Care) -> Markup {
    all(TOLD.map(|how| maybe(card(care, how))).into())
}

fn card(care: &Care, how: Seriousness) -> Option<Markup> {
    let words = words();
    let of_this = care.drift.differences.iter().filter(|difference| difference.seriousness() == how);
    let lines: Vec<_> = of_this.flat_map(|difference| lines(difference, care.pack)).collect();
    let lines = sentences(lines)?;
    let part = |part| words.part("drift", how.key(), part).unwrap_or_default();
    let signed = care.signed.as_ref().map(|signed| {
        let filling = [("doctor", &*signed.by), ("day", &words.day_with_year(signed.on))];
        text("p", "second", words.fill(key::DRIFT_SIGNED, &filling))
    });
    let new_rules = care.drift.new_rules.map(|new| {
        let filling = [("before", &*new.signed_under.to_string()), ("now", &new.now.to_string())];
        text("p", "second", words.fill(key::DRIFT_NEW_RULES, &filling))
    });
    let asks = how == Seriousness::AskFirst;
    let section = element("section")
        .class(if asks { "card card--care" } else { "card" })
        .child(heading(part("title")))
        .child(lines)
        .child(paragraph(part("text")))
        .maybe(signed)
        .maybe(new_rules)
        .maybe(asks.then(call_clinic));
    Some(section.view())
}

/// A difference in sentences: what, then the facts.
pub fn lines(difference: &Difference, pack: &Pack) -> Vec<String> {
    let words = &pack.words;
    let (what, name, reason, because) = match difference {
        Difference::Status { status, reason, because } => {
            let title = words.part("status", status.key(), "title").unwrap_or_default();
            let said = [&title, ". ", &words.of("reason", reason.as_str())].concat();
            return [vec![said], findings::sentences(because, pack)].concat();
        }
        Difference::Test(analyte) => {
            let name = words.of("analyte", analyte.as_str());
            return vec![words.fill(key::DRIFT_TEST, &[("name", &name)])];
        }
        Difference::LeaveOut(answer) => {
            (key::DRIFT_LEAVE_OUT, &answer.ingredient, &answer.reason, &answer.because)
        }
        Difference::Add(answer) => (key::DRIFT_ADD, &answer.ingredient, &answer.reason, &answer.because),
        Difference::Raise(answer) => (key::DRIFT_RAISE, &answer.ingredient, &answer.reason, &answer.because),
    };
    let name = words.part("ingredient", name.as_str(), "name").unwrap_or_else(|| name.to_string());
    let said = [&words.fill(what, &[("name", &name)]), " ", &words.of("reason", reason.as_str())].concat();
    [vec![said], findings::sentences(because, pack)].concat()
}
