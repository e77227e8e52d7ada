//! Clock times as a patient needs them: the clinic's, and the phone's where that shows another.

use crate::web::care::Care;
use crate::web::clock::OnPhone;
use crate::web::content::words;
use crate::web::text::{Words, key};
use chrono::{DateTime, NaiveDateTime, NaiveTime, Utc};

/// The time of an instant whose day is said beside it: “5pm”; where the phone shows another, “5pm
/// clinic time (11:30am where your phone is)”.
pub fn clock_time(care: &Care, instant: DateTime<Utc>) -> String {
    let time = words().time(care.pack.zone.wall_clock(instant).time());
    with_phone_time(care, instant, clinic_time(care, instant, time))
}

/// An instant as near as it is: “1:20pm”, “1:20pm tomorrow”, “1:20pm on Thursday”, “14 December”.
/// On the clinic's clock; where the phone shows another, “tomorrow” may be another day there, so
/// the weekday is said.
pub fn at(care: &Care, instant: DateTime<Utc>) -> String {
    let time = words().time(care.pack.zone.wall_clock(instant).time());
    on_day(care, instant, time)
}

/// An instant as near as it is, on both clocks where they differ: “6am clinic time on Monday
/// (12:30am where your phone is)”.
pub fn at_on_both(care: &Care, instant: DateTime<Utc>) -> String {
    let shown = care.pack.zone.wall_clock(instant);
    if !shows_time(care, shown) {
        return words().day_and_month(shown.date());
    }
    let time = clinic_time(care, instant, words().time(shown.time()));
    with_phone_time(care, instant, on_day(care, instant, time))
}

/// What the phone shows then, for a line of its own in a list: “Your phone: 11:30am”, “Your phone:
/// 11:30pm on Monday” where its day is another. Nothing where it shows the clinic's time, or where
/// the instant is too far off to be said by the clock.
pub fn phone_time(care: &Care, instant: DateTime<Utc>) -> Option<String> {
    let shown = care.pack.zone.wall_clock(instant);
    let phone = on_phone(care, instant).filter(|_| shows_time(care, shown))?;
    Some(words().fill(key::TIME_YOUR_PHONE, &[("time", &phone)]))
}

/// Whether the phone's clock does not show the clinic's time then, as far as is known.
pub fn differs(care: &Care, instant: DateTime<Utc>) -> bool {
    care.pack.zone.on_phone(instant) != OnPhone::Same
}

/// “Times here are the clinic's. Where your phone is, it is 5 hours 30 minutes earlier.”
pub fn phone_notice(care: &Care, now: DateTime<Utc>) -> String {
    let words = words();
    let whose = words.say(key::TIME_CLINICS);
    let OnPhone::Other(phone) = care.pack.zone.on_phone(now) else { return whose };
    let ahead = (phone - care.pack.zone.wall_clock(now)).num_minutes();
    let word = if ahead < 0 { key::TIME_PHONE_EARLIER } else { key::TIME_PHONE_LATER };
    [whose, words.fill(word, &[("length", &words.length(ahead.abs()))])].join(" ")
}

fn clinic_time(care: &Care, instant: DateTime<Utc>, time: String) -> String {
    if differs(care, instant) { words().fill(key::TIME_CLINIC, &[("time", &time)]) } else { time }
}

fn with_phone_time(care: &Care, instant: DateTime<Utc>, said: String) -> String {
    match on_phone(care, instant) {
        Some(phone) => {
            let phone = words().fill(key::TIME_ON_PHONE, &[("time", &phone)]);
            words().fill(key::TIME_BOTH, &[("clinic", &said), ("phone", &phone)])
        }
        None => said,
    }
}

/// What the phone shows, where that is another time: “11:30am”, “11:30pm on Monday”.
fn on_phone(care: &Care, instant: DateTime<Utc>) -> Option<String> {
    let words = words();
    let OnPhone::Other(phone) = care.pack.zone.on_phone(instant) else { return None };
    let time = words.time(phone.time());
    let same_day = phone.date() == care.pack.zone.day(instant);
    Some(if same_day { time } else { on_weekday(words, phone, &time) })
}

/// Within a week the time is said, further off the day alone.
fn shows_time(care: &Care, shown: NaiveDateTime) -> bool {
    (-1..7).contains(&(shown.date() - care.today).num_days())
}

fn on_day(care: &Care, instant: DateTime<Utc>, time: String) -> String {
    let words = words();
    let shown = care.pack.zone.wall_clock(instant);
    if !shows_time(care, shown) {
        return words.day_and_month(shown.date());
    }
    let days = (shown.date() - care.today).num_days();
    let filling = [("time", &*time)];
    match (days, is_midnight(shown)) {
        (0, false) => time,
        _ if differs(care, instant) => on_weekday(words, shown, &time),
        (1, false) => words.fill(key::TIME_AT_TOMORROW, &filling),
        (-1, false) => words.fill(key::TIME_AT_YESTERDAY, &filling),
        (1, true) => words.fill(key::TIME_AT_TONIGHT, &filling),
        (0, true) => words.fill(key::TIME_AT_LAST_NIGHT, &filling),
        _ => on_weekday(words, shown, &time),
    }
}

/// “5pm on Monday”. A midnight is of the night before it: “midnight on Sunday night” is not a day
/// later than it sounds.
fn on_weekday(words: &Words, shown: NaiveDateTime, time: &str) -> String {
    if is_midnight(shown) {
        let before = shown.date().pred_opt().unwrap_or(shown.date());
        return words.fill(key::TIME_AT_NIGHT, &[("time", time), ("day", &words.weekday(before))]);
    }
    words.fill(key::TIME_AT_WEEKDAY, &[("time", time), ("day", &words.weekday(shown.date()))])
}

fn is_midnight(shown: NaiveDateTime) -> bool {
    shown.time() == NaiveTime::MIN
}
