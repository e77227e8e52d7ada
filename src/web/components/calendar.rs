//! The sessions as a file for the phone's own calendar.

use crate::domain::scheduling::calendar::{Alarm, Calendar, Entry, EntryState, uid};
use crate::domain::time::Elapsed;
use crate::fhir::record::{Booked, BookedStatus};
use crate::web::answer::{Changing, start};
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::next_session::arrive;
use crate::web::content::{booking, pack, words};
use crate::web::markup::{Markup, button, element, heading, text};
use crate::web::save::{CALENDAR, Handed, save, share};
use crate::web::text::key;
use crate::web::theme::storage;
use chrono::{DateTime, TimeDelta, Utc};
use std::sync::Arc;

/// So long is an entry that only reminds.
pub const REMINDER_MINUTES: i64 = 15;
/// What ends sooner than this after a session is no entry of its own: the patient is hardly home.
const LEFT_AT_THE_CLINIC_MINUTES: i64 = 180;

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
    give(entries(care, only, is_discreet(), around().now.get_untracked()).collect());
}

fn file(care: &Care, only: Option<&Booked>) -> String {
    written(entries(care, only, is_discreet(), around().now.get_untracked()).collect())
}

/// Hands a file of these entries to the browser.
pub fn give(entries: Vec<Entry>) {
    // A browser that saves no files says so itself.
    if save(NAME, CALENDAR, &written(entries)).is_ok() {
        around().toasts.show(words().say(key::CALENDAR_SAVED), None);
    }
}

fn written(entries: Vec<Entry>) -> String {
    let clinic = [("clinic", &*pack().clinic().name)];
    let name = if is_discreet() {
        words().say(key::CALENDAR_NAME_DISCREET)
    } else {
        words().fill(key::CALENDAR_NAME, &clinic)
    };
    Calendar { product: "-//Patient portal//Appointments//EN", name, entries }.write()
}

/// What stands in the file: what is ahead, and what the patient has cancelled of it, so that it goes
/// from the calendar too; each with how to get ready for it and what is allowed again after it.
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
    let meant = ahead.chain(off).filter(move |(booked, _)| is_meant(booked));
    let last = if only.is_none() { after_the_last(care, discreet, now) } else { Vec::new() };
    let meant = meant.flat_map(move |(booked, state)| {
        let session = entry(care, booked, state, discreet, now);
        let beside = beside(care, booked, &session, discreet);
        [session].into_iter().chain(beside)
    });
    meant.chain(last)
}

/// The steps of getting ready for a session, and the ends of what is to be left after it, counted from
/// its booked end: entries of their own, that leave the time free and give no reminder.
fn beside(care: &Care, booked: &Booked, session: &Entry, discreet: bool) -> Vec<Entry> {
    let (words, content, name) = (words(), &care.pack.content, name_of(booked));
    let mut entries = Vec::new();
    for stage in content.preparation.at(booked.appointed(), session.stamp, care.today) {
        let lines: Vec<_> = stage.stage.to_do.iter().map(|id| words.of("prepare", id.as_str())).collect();
        let kind = ["ready-", stage.stage.id.as_str()].concat();
        // What begins with the day has no hour of its own: it lasts until the session.
        let (start, end) = match stage.from {
            Some(from) => (from, from + TimeDelta::minutes(REMINDER_MINUTES)),
            None => (care.pack.zone.begins(booked.day), booked.start),
        };
        entries.push(reminder(session, uid(&kind, &name, &clinic_host()), (start, end), &lines, discreet));
    }
    let counted = words.say(key::CALENDAR_AGAIN_TEXT);
    entries.extend(ends_after(care, booked, booked.end, session, Some(&counted), discreet));
    entries
}

/// The ends of what is to be left after a session that ended then.
fn ends_after(
    care: &Care,
    booked: &Booked,
    ended: DateTime<Utc>,
    session: &Entry,
    counted: Option<&str>,
    discreet: bool,
) -> Vec<Entry> {
    let (words, avoid, name) = (words(), &care.pack.content.aftercare.avoid, name_of(booked));
    let mut ends: Vec<Elapsed> = Vec::new();
    for avoid in avoid.iter().filter(|avoid| !avoid.ends_silently) {
        // What ends within hours is told at the clinic.
        let is_later = avoid.until.minutes() > LEFT_AT_THE_CLINIC_MINUTES;
        if is_later && !ends.iter().any(|end| end.minutes() == avoid.until.minutes()) {
            ends.push(avoid.until);
        }
    }
    let entry = |end: Elapsed| {
        let avoid = avoid.iter().filter(|avoid| avoid.until.minutes() == end.minutes());
        let names: Vec<_> = avoid.map(|avoid| words.of("care", avoid.id.as_str())).collect();
        let again = words.fill(key::CALENDAR_AGAIN, &[("what", &names.join(" · "))]);
        let lines: Vec<_> = [again].into_iter().chain(counted.map(str::to_owned)).collect();
        let start = end.after(ended);
        let span = (start, start + TimeDelta::minutes(REMINDER_MINUTES));
        let kind = ["after-", &end.minutes().to_string()].concat();
        reminder(session, uid(&kind, &name, &clinic_host()), span, &lines, discreet)
    };
    ends.into_iter().map(entry).collect()
}

/// An entry beside a session, that leaves the time free and gives no reminder.
fn reminder(
    session: &Entry,
    uid: String,
    (start, end): (DateTime<Utc>, DateTime<Utc>),
    lines: &[String],
    discreet: bool,
) -> Entry {
    let summary = lines.first().cloned().unwrap_or_default();
    Entry {
        uid,
        busy: false,
        start,
        end,
        summary: if discreet { words().say(key::CALENDAR_REMINDER) } else { summary },
        description: if discreet { String::new() } else { lines.join("\n") },
        location: None,
        alarms: Vec::new(),
        ..session.clone()
    }
}

/// The last session's ends anew, from when it really ended: so its entries move to their true hours.
fn after_the_last(care: &Care, discreet: bool, now: DateTime<Utc>) -> Vec<Entry> {
    let Some((given, ended)) = care.last_given().and_then(|given| given.ended.map(|ended| (given, ended)))
    else {
        return Vec::new();
    };
    let Some(booked) = care.record.booked.iter().find(|booked| booked.day == given.day) else {
        return Vec::new();
    };
    let session = entry(care, booked, state(booked), discreet, now);
    let session = Entry { sequence: session.sequence + 1, ..session };
    let mut entries = ends_after(care, booked, ended, &session, None, discreet);
    entries.retain(|entry| entry.end > now);
    entries
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
        uid: uid("session", &name_of(booked), &clinic_host()),
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
pub fn clinic_host() -> String {
    let plain = |c: char| if c.is_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    pack().clinic().name.chars().map(plain).collect()
}

/// Whether titles in a calendar say nothing of health.
pub fn is_discreet() -> bool {
    storage().and_then(|storage| storage.get_item(DISCREET).ok().flatten()).is_some()
}

fn remember(discreet: bool) {
    if let Some(storage) = storage() {
        // Where nothing can be kept the choice holds for this file alone.
        let _ = if discreet { storage.set_item(DISCREET, "1") } else { storage.remove_item(DISCREET) };
    }
}
