//! Asking the clinic for a time by a message, where the portal is not connected to it.

use crate::fhir::record::Booked;
use crate::web::answer::start;
use crate::web::around::around;
use crate::web::booking::{Deed, Tells, carry_out};
use crate::web::care::Care;
use crate::web::components::icon::{Icon, icon};
use crate::web::components::parts::{actions, call_clinic};
use crate::web::content::{booking, words};
use crate::web::markup::{Markup, all, button, element, heading, maybe, paragraph, text};
use crate::web::save::{Handed, share_text};
use crate::web::text::{Key, key};
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// What was asked for: the message, the ways to send it, and the answer that the clinic agreed.
pub fn request(care: &Arc<Care>, number: u32, booked: &Booked) -> Markup {
    let words = words();
    let (agreeing, agreed) = (care.clone(), booked.agreed());
    let agree = move || {
        let said = words.say(key::BOOK_SAID_AGREED);
        let acts = vec![agreed.clone()];
        carry_out(&agreeing, Deed { acts, tells: Tells::Nothing, number, said, next: None });
    };
    element("section")
        .class("card card--care")
        .child(heading(words.say(key::BOOK_REQUEST)))
        .child(paragraph(words.say(key::BOOK_REQUEST_TEXT)))
        .child(asking(&hello(care, &[ask_time(care, booked)])))
        .child(
            element("button")
                .fixed("type", "button")
                .class("button")
                .child(icon(Icon::Tick))
                .text(words.say(key::BOOK_AGREED))
                .on_click(agree)
                .view(),
        )
        .view()
}

/// A message to the clinic and the ways to send it.
pub fn asking(message: &str) -> Markup {
    let (words, messages, toasts) = (words(), &booking().messages, around().toasts);
    let link = |word: Key, address: String| {
        element("a")
            .class("button button--quiet")
            .with("href", address)
            .fixed("rel", "noreferrer")
            .text(words.say(word))
            .view()
    };
    let coded = String::from(js_sys::encode_uri_component(message));
    let whatsapp = messages.whatsapp.as_ref().map(|to| {
        let digits: String = to.chars().filter(char::is_ascii_digit).collect();
        link(key::BOOK_WHATSAPP, ["https://wa.me/", &digits, "?text=", &coded].concat())
    });
    let sms = messages.sms.as_ref().map(|to| link(key::BOOK_SMS, ["sms:", to, "?body=", &coded].concat()));
    let email =
        messages.email.as_ref().map(|to| link(key::BOOK_EMAIL, ["mailto:", to, "?body=", &coded].concat()));
    let none = whatsapp.is_none() && sms.is_none() && email.is_none();
    let none = none.then(|| text("p", "second", words.say(key::BOOK_NO_NUMBERS)));
    let shared = message.to_owned();
    let share = button("button button--quiet", words.say(key::BOOK_SHARE), move || {
        let message = shared.clone();
        start(async move {
            // Where it is neither shared nor copied, the message still stands on the page.
            if matches!(share_text(&message).await, Ok(Handed::Saved)) {
                toasts.show(words.say(key::BOOK_SAID_COPIED), None);
            }
        });
    });
    let ways = [whatsapp, sms, email, Some(share)].into_iter().flatten().collect();
    all(vec![
        text("p", "message", message.to_owned()),
        maybe(none),
        text("p", "second", words.say(key::BOOK_LEAVES)),
        actions(ways),
        call_clinic(),
    ])
}

/// What is sent: a name, days and hours. No word of health is in it.
pub fn hello(care: &Care, asked: &[String]) -> String {
    let words = words();
    let hello = match &care.record.patient_name {
        Some(name) => words.fill(key::BOOK_HELLO, &[("name", name)]),
        None => words.say(key::BOOK_HELLO_NAMELESS),
    };
    [&*hello, &*asked.join(" ")].join(" ")
}

/// “May I come on Tuesday 1 December 2026 at 5pm?”
fn ask_time(care: &Care, booked: &Booked) -> String {
    words().fill(key::BOOK_ASK_TIME, &[("at", &clinic_time(care, booked.start))])
}

/// “May I move my appointment from … to …?”
pub fn ask_move(care: &Care, from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    let filling = [("from", &*clinic_time(care, from)), ("to", &*clinic_time(care, to))];
    words().fill(key::BOOK_ASK_MOVE, &filling)
}

/// “I cannot come on …. When can I come instead?”
pub fn ask_other(care: &Care, booked: &Booked) -> String {
    words().fill(key::BOOK_ASK_OTHER, &[("at", &clinic_time(care, booked.start))])
}

/// “I cannot come on …”
pub fn ask_cancel(care: &Care, booked: &Booked) -> String {
    words().fill(key::BOOK_ASK_CANCEL, &[("at", &clinic_time(care, booked.start))])
}

/// The time as the clinic has it, whatever the phone shows.
fn clinic_time(care: &Care, at: DateTime<Utc>) -> String {
    let wall = care.pack.zone.wall_clock(at);
    let filling = [("day", &*words().full_day(wall.date())), ("time", &*words().time(wall.time()))];
    words().fill(key::BOOK_AT, &filling)
}
