//! `/treatment`: what the treatment is, in pictures, and where the patient's own type stands.

use crate::domain::clinic::Visit;
use crate::domain::ids::{PhaseId, Word};
use crate::web::care::Shown;
use crate::web::components::benefits::who_benefits;
use crate::web::components::drawing::ornament;
use crate::web::components::parts::{Row, group, unsigned_notice};
use crate::web::components::protocol_line::{months, protocol_line};
use crate::web::components::scalp::{from_above, section, spacing};
use crate::web::content::{pack, words};
use crate::web::markup::{Markup, all, card, element, heading, list, live, paragraph, text};
use crate::web::opened::open;
use crate::web::text::{Key, key};

/// What it is.
pub fn treatment_page() -> Markup {
    let (words, open) = (words(), open());
    let visit = &pack().clinic().visit;
    all(vec![
        text("p", "lead", words.say(key::TREATMENT_LEAD)),
        in_the_skin(visit),
        over_the_scalp(visit),
        steps(visit),
        contents(),
        live(move || match open.shown.get() {
            Shown::Ready(care) => who_benefits(Some(&care)),
            Shown::Waiting | Shown::Nothing | Shown::Failed(_) => who_benefits(None),
        }),
        results(),
        card(vec![heading(words.say(key::INGREDIENT_SURE)), paragraph(words.say(key::TREATMENT_SURE_TEXT))]),
        unsigned_notice(),
    ])
}

/// A sentence with a range in it.
fn ranged(key: Key, (from, to): (u32, u32)) -> String {
    words().fill(key, &[("from", &from.to_string()), ("to", &to.to_string())])
}

fn in_the_skin(visit: &Visit) -> Markup {
    let words = words();
    let mut layers = element("ul").class("layers");
    for (class, said) in [
        ("swatch swatch--outer", key::TREATMENT_OUTER),
        ("swatch swatch--middle", key::TREATMENT_MIDDLE),
        ("swatch swatch--zone", key::TREATMENT_ZONE),
        ("swatch swatch--fat", key::TREATMENT_FAT),
    ] {
        let swatch = text("span", class, String::new());
        let said = element("span").text(ranged(said, visit.depth_mm));
        layers = layers.child(element("li").child(swatch).child(said.view()).view());
    }
    card(vec![
        heading(words.say(key::TREATMENT_SKIN)),
        section(visit),
        layers.view(),
        paragraph(words.say(key::TREATMENT_SKIN_TEXT)),
    ])
}

fn over_the_scalp(visit: &Visit) -> Markup {
    let words = words();
    let [from, to] = spacing(visit);
    card(vec![
        heading(words.say(key::TREATMENT_POINTS)),
        from_above(visit),
        paragraph(words.fill(key::TREATMENT_POINTS_TEXT, &[("from", &from), ("to", &to)])),
    ])
}

fn steps(visit: &Visit) -> Markup {
    let words = words();
    let mut steps = element("ol").class("pictured");
    for (picture, title, more, minutes) in [
        ("cream", key::VISIT_CREAM, key::VISIT_CREAM_TEXT, visit.numbing_minutes),
        ("cocktail", key::TREATMENT_PREPARE, key::TREATMENT_PREPARE_TEXT, (0, 0)),
        ("injections", key::TREATMENT_INJECTIONS, key::TREATMENT_INJECTIONS_TEXT, visit.session_minutes),
        ("day", key::TREATMENT_BACK, key::TREATMENT_BACK_TEXT, (0, 0)),
        ("hours", key::TREATMENT_MILD, key::TREATMENT_MILD_TEXT, (0, 0)),
    ] {
        let title = element("h3").text(words.say(title)).view();
        let said = element("div").child(title).child(text("p", "second", ranged(more, minutes)));
        steps = steps.child(element("li").child(ornament(picture)).child(said.view()).view());
    }
    card(vec![heading(words.say(key::TREATMENT_VISIT)), steps.view()])
}

/// What the formulary has, and what may be said of its medicines.
fn contents() -> Markup {
    let (words, pack) = (words(), pack());
    let mut families = Vec::new();
    for ingredient in &pack.content.formulary.ingredients {
        if !families.contains(&&ingredient.family) {
            families.push(&ingredient.family);
        }
    }
    let family = |family: &Word| element("li").text(words.of("family", family.as_str())).view();
    let families = families.into_iter().map(family).collect();
    let who = [("doctor", &*pack.clinic().doctor)];
    card(vec![
        heading(words.say(key::TREATMENT_CONTENTS)),
        paragraph(words.fill(key::TREATMENT_CONTENTS_TEXT, &who)),
        element("ul").class("chips").children(families).view(),
        text("p", "second", words.say(key::TREATMENT_CONTENTS_SOME)),
        text("p", "second", words.say(key::TREATMENT_CONTENTS_MINOXIDIL)),
    ])
}

/// The protocol on a line and in words, and when results usually show.
fn results() -> Markup {
    let (words, protocol) = (words(), &pack().content.protocol);
    let (loading, days) = (&protocol.loading, &protocol.loading.intervals_days.is);
    let text_of = |number: Option<&u32>| number.copied().unwrap_or_default().to_string();
    let sessions = words.fill(
        key::TREATMENT_LOADING,
        &[
            ("fewest", &*loading.fewest.is.to_string()),
            ("most", &*loading.most.is.to_string()),
            ("near", &*text_of(days.first())),
            ("far", &*text_of(days.last())),
        ],
    );
    let phase = |id: &PhaseId, more| Row::new(words.of("phase", id.as_str()), Some(more)).plain(None);
    let mut phases = vec![phase(&loading.phase, sessions)];
    for maintenance in &protocol.maintenance {
        let every = words.count(key::TREATMENT_EVERY, maintenance.every_days.into());
        phases.push(phase(&maintenance.phase, every));
    }
    let [from, to, growth] = months(protocol);
    let months = [("from", &*from), ("to", &*to), ("growth", &*growth)];
    all(vec![
        card(vec![
            heading(words.say(key::TREATMENT_RESULTS)),
            paragraph(words.fill(key::TREATMENT_RESULTS_TEXT, &months)),
            protocol_line(protocol),
            text("p", "second", words.say(key::PROGRESS_NO_PROMISE)),
        ]),
        group(words.say(key::TREATMENT_COURSE), list(phases)),
    ])
}
