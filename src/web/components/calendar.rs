//! The sessions as a file for the phone's own calendar.

use crate::domain::scheduling::calendar::{Alarm, Calendar, Entry, EntryState, uid};
use crate::fhir::record::{Booked, BookedStatus};
use crate::web::answer::{Changing, start};
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::next_session::arrive;
use crate::web::content::{booking, words};
use crate::web::markup::{Markup, button, element, heading, text};
use crate::web::save::{CALENDAR, Handed, save, share};
use crate::web::text::key;
use chrono::{DateTime, Utc};
use std::sync::Arc;

/// Where the choice of discreet titles is remembered on this phone.
const DISCREET: &str = "discreet";

/// The card: all booked sessions to the calendar. Nothing to add is said.
pub fn calendar_card(care: &Arc<Care>) -> Markup {
    let words = words();
    let around = around();
    let any = entries(care, None, false, around.now.get_untracked()).next().is_some();
    if !any {
        return text("p", "notice", words.say(key::CALENDAR_NONE));
    }
    let discreet = Changing::of(is_discreet());
    let input = element("input").fixed("type", "checkbox").on_change(move |_| {
        discreet.set(!discreet.get_untracked());
        remember(discreet.get_untracked());
    });
    let input = if discreet.get_untracked() { input.fixed("checked", "") } else { input };
    let choice = element("label").class("check").child(input.view()).child(
        element("span")
            .class("row__text")
            .child(text("span", "", words.say(key::CALENDAR_DISCREET)))
            .child(text("span", "small", words.say(key::CALENDAR_DISCREET_TEXT)))
            .view(),
    );
    let (saving, sharing) = (care.clone(), care.clone());
    let all = button("button button--quiet", words.say(key::CALENDAR_ALL), move || add(&saving, None));
    let share = button("button button--quiet", words.say(key::CALENDAR_SHARE), move || {
        let file = file(&sharing, None);
        start(async move {
            // A browser that saves no files says so itself.
            if matches!(share(NAME, CALENDAR, &file).await, Ok(Handed::Saved)) {
                around.toasts.show(words.say(key::CALENDAR_SAVED), None);
            }
        });
    });
    element("section")
        .class("card")
        .child(heading(words.say(key::CALENDAR_TITLE)))
        .child(text("p", "second", words.say(key::CALENDAR_TEXT)))
        .child(choice.view())
        .child(element("div").class("actions actions--pair").child(share).child(all).view())
        .view()
}

/// Nothing of health in it: others may see it among the downloads.
const NAME: &str = "appointments.ics";

/// Hands the file of one session, or of all, to the browser.
pub fn add(care: &Care, only: Option<&Booked>) {
    // A browser that saves no files says so itself.
    if save(NAME, CALENDAR, &file(care, only)).is_ok() {
        around().toasts.show(words().say(key::CALENDAR_SAVED), None);
    }
}

fn file(care: &Care, only: Option<&Booked>) -> String {
    let (words, now, discreet) = (words(), around().now.get_untracked(), is_discreet());
    let clinic = [("clinic", &*care.pack.clinic().name)];
    let name = if discreet {
        words.say(key::CALENDAR_NAME_DISCREET)
    } else {
        words.fill(key::CALENDAR_NAME, &clinic)
    };
    let entries = entries(care, only, discreet, now).collect();
    Calendar { product: "-//Patient portal//Appointments//EN", name, entries }.write()
}

/// What stands in the file: what is ahead, and what the patient has cancelled of it, so that it goes
/// from the calendar too.
fn entries<'a>(
    care: &'a Care,
    only: Option<&'a Booked>,
    discreet: bool,
    now: DateTime<Utc>,
) -> impl Iterator<Item = Entry> + 'a {
    let record = &care.record;
    let ahead = record.booked.iter().map(|booked| (booked, state(booked)));
    let off = record.cancelled.iter().map(|booked| (booked, EntryState::Cancelled));
    let is_meant = move |booked: &Booked| only.is_none_or(|only| only.id == booked.id) && booked.end > now;
    ahead
        .chain(off)
        .filter(move |(booked, _)| is_meant(booked))
        .map(move |(booked, state)| entry(care, booked, state, discreet, now))
}

fn state(booked: &Booked) -> EntryState {
    match booked.status {
        BookedStatus::Booked => EntryState::Booked,
        BookedStatus::Requested => EntryState::Requested,
    }
}

fn entry(care: &Care, booked: &Booked, state: EntryState, discreet: bool, now: DateTime<Utc>) -> Entry {
    let (words, clinic) = (words(), care.pack.clinic());
    // Without its number: that is another one once a session before it is cancelled.
    let summary = if discreet {
        words.say(key::CALENDAR_ENTRY_DISCREET)
    } else {
        words.fill(key::CALENDAR_ENTRY, &[("clinic", &clinic.name)])
    };
    let asked = state == EntryState::Requested;
    let asked = asked.then(|| words.say(key::CALENDAR_ASKED));
    let said: Vec<_> = [Some(arrive(care, booked)), asked].into_iter().flatten().collect();
    let remind = |minutes: &u32| {
        let filling = [("length", &*words.length((*minutes).into())), ("summary", &summary)];
        (*minutes, words.fill(key::CALENDAR_BEFORE, &filling))
    };
    let before = booking().reminders.is.iter().map(remind);
    let cream = if discreet { summary.clone() } else { words.say(key::CALENDAR_CREAM) };
    let alarms = before.chain([(0, cream)]);
    Entry {
        uid: uid("session", &name_of(booked), &host(&clinic.name)),
        sequence: booked.changes,
        state,
        busy: true,
        start: booked.start,
        end: booked.end,
        stamp: now,
        description: said.join("\n"),
        location: clinic.address.as_ref().filter(|_| !discreet).map(ToString::to_string),
        contact: clinic
            .phone
            .as_ref()
            .map(|phone| if discreet { phone.to_string() } else { [&*clinic.name, " ", phone].concat() }),
        alarms: alarms.map(|(minutes_before, text)| Alarm { minutes_before, text }).collect(),
        summary,
    }
}

/// The appointment's own name; one that has none is known by its time.
fn name_of(booked: &Booked) -> String {
    if booked.id.is_empty() { booked.start.timestamp().to_string() } else { booked.id.clone() }
}

/// The clinic as the host of its appointments: `sapphire-roots`.
fn host(name: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    name.chars().map(plain).collect()
}

fn is_discreet() -> bool {
    storage().and_then(|storage| storage.get_item(DISCREET).ok().flatten()).is_some()
}

fn remember(discreet: bool) {
    if let Some(storage) = storage() {
        // Where nothing can be kept the choice holds for this file alone.
        let _ = if discreet { storage.set_item(DISCREET, "1") } else { storage.remove_item(DISCREET) };
    }
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
