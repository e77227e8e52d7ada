//! The details: what no first screen shows, and a phone fetches once the first stands.
//!
//! First screens are the first run, Today, the plan's list, the sessions and aftercare, with the
//! status of the plan and what it rests on. Everything else that is long belongs here.

use crate::domain::content::{Content, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Words by their key, as in the content.
pub type Details = BTreeMap<Box<str>, Box<str>>;

/// The group of the words of sources: `source.S12`.
pub const SOURCE: &str = "source";

/// Where the details are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Their address.
    pub address: Box<str>,
    /// What their bytes must be, as in an `integrity` attribute.
    pub integrity: Box<str>,
}

/// Groups of words that are details as a whole.
const GROUPS: [&str; 7] =
    ["flag.", "syringe.", "confidence.", "tier.", "procedure.", "ui.ingredient.", "ui.progress."];
/// The parts of an ingredient that are details.
const OF_AN_INGREDIENT: [&str; 3] = [".medical", ".does", ".caution"];
/// A reason's next step.
const NEXT: &str = ".next";
/// What other screens say of a page: the tab of Progress.
const NAMES: [&str; 1] = ["ui.progress.title"];

/// Takes the details out of the content and its words.
pub fn split_off(content: &mut Content, text: &mut Text) -> Details {
    let words = core::mem::take(&mut text.words);
    let (mut details, first) = words.clone().into_iter().partition(|(key, _)| is_detail(key, &words));
    text.words = first;
    let sources = core::mem::take(&mut content.formulary.sources);
    for (tag, source) in sources {
        Details::insert(&mut details, [SOURCE, ".", &tag].concat().into(), source);
    }
    details
}

fn is_detail(key: &str, words: &Details) -> bool {
    if key.starts_with("reason.") {
        // A reason of the whole plan has a next step, and stands on Today.
        return !key.ends_with(NEXT) && !words.contains_key(&*[key, NEXT].concat());
    }
    let of_an_ingredient =
        key.starts_with("ingredient.") && OF_AN_INGREDIENT.iter().any(|part| key.ends_with(part));
    let of_a_group = GROUPS.iter().any(|group| key.starts_with(group));
    of_an_ingredient || of_a_group && !NAMES.contains(&key)
}
