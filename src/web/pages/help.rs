//! `/help`: what the portal does, how to reach the clinic, what stays on the phone.

use crate::domain::clinic::EmergencyNumber;
use crate::web::components::parts::{Row, call_clinic, to_treatment, unsigned_notice};
use crate::web::content::{pack, words};
use crate::web::markup::{Markup, all, card, element, heading, paragraph, text};
use crate::web::text::key;

/// Help.
pub fn help_page() -> Markup {
    let (words, clinic) = (words(), pack().clinic());
    let reach = words.fill(key::HELP_REACH_TEXT, &[("clinic", &clinic.name), ("doctor", &clinic.doctor)]);
    let about = [
        (key::HELP_PORTAL, words.fill(key::HELP_PORTAL_TEXT, &[("doctor", &clinic.doctor)])),
        (key::HELP_SAMPLE, words.say(key::HELP_SAMPLE_TEXT)),
        (key::HELP_PHONE, words.say(key::HELP_PHONE_TEXT)),
    ];
    let about =
        about.into_iter().flat_map(|(title, text)| [heading(words.say(title)), paragraph(text)]).collect();
    all(vec![
        card(vec![heading(words.say(key::HELP_REACH)), paragraph(reach), call_clinic()]),
        emergency(&clinic.emergency),
        to_treatment(),
        card(about),
        unsigned_notice(),
    ])
}

fn emergency(numbers: &[EmergencyNumber]) -> Markup {
    let words = words();
    let row = |number: &EmergencyNumber| {
        let named = Row::new(number.number.to_string(), Some(words.of("emergency", number.id.as_str())));
        let call =
            element("a").class("row").with("href", ["tel:", &number.number].concat()).child(named.words());
        element("li").child(call.view()).view()
    };
    element("section")
        .child(text("h2", "group__title", words.say(key::HELP_URGENT)))
        .child(text("p", "second group__note", words.say(key::HELP_URGENT_TEXT)))
        .child(element("ul").class("list list--urgent").children(numbers.iter().map(row).collect()).view())
        .view()
}
