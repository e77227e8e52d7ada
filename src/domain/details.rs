//! The details: what no first screen shows, and a phone fetches once the first stands.
//!
//! First screens are the first run, Today with the steps of aftercare, the plan's list and the sessions,
//! with the status of the plan and what it rests on. Everything else that is long belongs here.

use crate::domain::content::{Content, Text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

include!(concat!(env!("OUT_DIR"), "/short_keys.rs"));

/// Words by their key.
pub type Details = BTreeMap<Box<str>, Box<str>>;

/// The group of the words of sources: `source.S12`.
pub const SOURCE: &str = "source";

/// The group of the drawings: `picture.section`.
pub const PICTURE: &str = "picture";

/// The drawings, each a file whose lines are paths.
const PICTURES: [(&str, &str); 8] = [
    ("section", include_str!("../../style/pictures/section.svg")),
    ("above", include_str!("../../style/pictures/above.svg")),
    ("course", include_str!("../../style/pictures/course.svg")),
    ("cream", include_str!("../../style/pictures/cream.svg")),
    ("cocktail", include_str!("../../style/pictures/cocktail.svg")),
    ("injections", include_str!("../../style/pictures/injections.svg")),
    ("day", include_str!("../../style/pictures/day.svg")),
    ("hours", include_str!("../../style/pictures/hours.svg")),
];

/// Where the details are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Their address.
    pub address: Box<str>,
    /// What their bytes must be, as in an `integrity` attribute.
    pub integrity: Box<str>,
}

/// Groups of words that are details as a whole.
const GROUPS: &[&str] = &[
    "flag.",
    "syringe.",
    "benefit.",
    "confidence.",
    "tier.",
    "procedure.",
    "level.",
    "ui.drift.",
    "ui.effect.",
    "ui.left_out.",
    "ui.can_change.",
    "drift.",
    "ui.ingredient.",
    "ui.progress.",
    "ui.session.",
    "refusal.",
    "ui.profile.",
    "ui.tests.",
    "ui.add.",
    "ui.changes.",
    "ui.tell.",
    "ui.outbox.",
    "ui.sheet.",
    "ui.treatment.",
    "ui.product.",
    "holiday.",
    "ui.book.",
    "ui.happened.",
    "ui.first_run.already",
    "ui.first_run.discard",
    "ui.first_run.found",
    "ui.first_run.keep",
    "ui.first_run.not_kept",
    "ui.first_run.refused",
    "ui.first_run.replace",
    "ui.first_run.whose",
    "ui.late.",
    "verdict.",
    "ui.calendar.",
    "ui.can_i.",
    "ui.notice.",
    "ui.since.",
    "ui.rules.",
    "ui.read.",
    "ui.weeks.",
    "ui.come.",
    "ui.consent.",
    "ui.numbing.",
    "ui.comfort.",
    "check.",
    "ui.clock.",
    "triage.",
    "symptom.",
    "symptom_group.",
    "say.",
    "helpline.",
    "activity.",
    "permission.",
    "precheck.",
];
/// The parts of an ingredient that are details.
const OF_AN_INGREDIENT: [&str; 4] = [".medical", ".does", ".caution", ".special"];
/// A reason's next step.
const NEXT: &str = ".next";
/// The names of pages, which stand before the page is there and on other screens.
const NAME: &str = ".title";

/// Takes the details out of the content and its words, which get their [short](short_key) keys, and
/// adds the drawings.
pub fn split_off(content: &mut Content, text: &mut Text) -> Details {
    let words = core::mem::take(&mut text.words);
    let (details, first): (Details, Details) =
        words.clone().into_iter().partition(|(key, _)| is_detail(key, &words));
    text.words = with_short_keys(first);
    let mut details = with_short_keys(details);
    let sources = core::mem::take(&mut content.formulary.sources);
    for (tag, source) in sources {
        Details::insert(&mut details, [SOURCE, ".", &tag].concat().into(), source);
    }
    for (name, drawing) in PICTURES {
        let paths: Vec<_> = drawing.lines().filter(|line| line.starts_with("<path ")).collect();
        Details::insert(&mut details, [PICTURE, ".", name].concat().into(), paths.join("\n").into());
    }
    details
}

/// Words under the keys by which a phone asks for them.
pub fn with_short_keys(words: Details) -> Details {
    words.into_iter().map(|(key, text)| (short_key(&key).map_or(key, Into::into), text)).collect()
}

/// The key of a word of the interface (`ui.…`) as it is packed: two letters, and the category of a
/// number behind them. A phone never shows a key, so it need not fetch what only its readers need.
/// Nothing for other words: they are asked for by names that stand in the content.
pub fn short_key(key: &str) -> Option<String> {
    let short = |key| Some(SHORT[SHORT.binary_search_by_key(&key, |(known, _)| *known).ok()?].1);
    short(key).map(str::to_owned).or_else(|| {
        let (stem, category) = key.rsplit_once('.')?;
        Some([short(stem)?, ".", category].concat())
    })
}

fn is_detail(key: &str, words: &Details) -> bool {
    if key.starts_with("reason.") {
        // A reason of the whole plan has a next step, and stands on Today.
        return !key.ends_with(NEXT) && !words.contains_key(&*[key, NEXT].concat());
    }
    let of_an_ingredient =
        key.starts_with("ingredient.") && OF_AN_INGREDIENT.iter().any(|part| key.ends_with(part));
    let of_a_group = GROUPS.iter().any(|group| key.starts_with(group));
    of_an_ingredient || of_a_group && !(key.starts_with("ui.") && key.ends_with(NAME))
}
