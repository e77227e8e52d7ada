//! Hours in which a visit fits, holidays that end, and numbers by which a session can be booked.

use std::fmt;

use portal::domain::content::Content;
use portal::domain::scheduling::opening::{Booking, ChairHours, Messages};

use super::load::BOOKING;
use super::{Fault, Faults};

/// Nothing is booked further ahead than two years.
const MOST_DAYS_AHEAD: u32 = 730;

pub fn check(booking: &Booking, content: &Content) -> Vec<Fault> {
    let mut faults = Faults::of(BOOKING);
    hours(&mut faults, &booking.chairs, content.clinic.visit.booked_minutes);
    for (at, holiday) in booking.holidays.iter().enumerate() {
        let fault = format!("{} to {} ends before it begins", holiday.from, holiday.to);
        faults.expect(holiday.from <= holiday.to, format!("holidays[{at}]"), fault);
    }
    let (ahead, taken) = (booking.days_ahead.is, booking.taken_percent.is);
    let fault = format!("{ahead} days lie outside 1 to {MOST_DAYS_AHEAD}");
    faults.expect((1..=MOST_DAYS_AHEAD).contains(&ahead), "days_ahead", fault);
    faults.expect(taken <= 100, "taken_percent", format!("{taken} of a hundred are more than all"));
    let (notice, gap) = (booking.policy.notice_hours.is, content.protocol.loading.min_gap_days.is);
    let fault = format!(
        "{notice} hours are longer than the {gap} days of min_gap_days: the next session comes first"
    );
    faults.expect(notice <= gap * 24, "policy.notice_hours", fault);
    let weights = &booking.preferences.is;
    for (entry, weight) in [
        ("per_day_off", weights.per_day_off),
        ("unusual_weekday", weights.unusual_weekday),
        ("unusual_hour", weights.unusual_hour),
        ("usual_within_minutes", weights.usual_within_minutes),
    ] {
        faults.expect(weight > 0, format!("preferences.is.{entry}"), "is 0: it would say nothing");
    }
    faults.expect(
        booking.sessions_paid != Some(0),
        "sessions_paid",
        "is 0: write null while it is not known",
    );
    addresses(&mut faults, booking);
    faults.end()
}

/// Every row is open on some day for a visit or more, and no chair is open twice at a time.
fn hours(faults: &mut Faults, chairs: &[ChairHours], visit: u32) {
    faults.expect(!chairs.is_empty(), "chairs", "has none: no session could be booked");
    for (at, hours) in chairs.iter().enumerate() {
        let row = Row(at, hours);
        faults.expect(!hours.days.is_empty(), &row, "is open on no day");
        let twice = (1..hours.days.len()).find(|day| hours.days[..*day].contains(&hours.days[*day]));
        if let Some(day) = twice.map(|day| hours.days[day]) {
            faults.note(&row, format!("{} stands twice", format!("{day:?}").to_lowercase()));
        }
        if hours.from >= hours.to {
            faults.note(&row, format!("{} to {} ends before it begins", hours.from, hours.to));
        } else if hours.starts(visit).next().is_none() {
            faults.note(&row, format!("no visit of {visit} minutes fits in {} to {}", hours.from, hours.to));
        }
        for (before, other) in chairs[..at].iter().enumerate() {
            let same_time = other.from < hours.to && hours.from < other.to;
            let same_day = other.days.iter().any(|day| hours.days.contains(day));
            let overlap = other.chair == hours.chair && same_time && same_day;
            faults.expect(!overlap, &row, format!("overlaps {} on a day", Row(before, other)));
        }
    }
}

/// The entry of a row: `chairs[1] (2)`.
struct Row<'a>(usize, &'a ChairHours);

impl fmt::Display for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "chairs[{}] ({})", self.0, self.1.chair)
    }
}

/// Whether a text is what it has to be.
type Holds<'a> = &'a dyn Fn(&str) -> bool;

/// What is said is no empty text, and an address or a number can be one.
fn addresses(faults: &mut Faults, booking: &Booking) {
    let Messages { whatsapp, sms, email } = &booking.messages;
    let digits = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ' ') && text.len() > 2;
    let number = |text: &str| digits(text.strip_prefix('+').unwrap_or(text));
    let abroad = |text: &str| text.strip_prefix('+').is_some_and(digits);
    let mail = |text: &str| text.split_once('@').is_some_and(|(who, at)| !who.is_empty() && at.contains('.'));
    let price = |text: &str| !text.trim().is_empty();
    let map = |text: &str| text.starts_with("https://");
    let texts: [(&str, &Option<Box<str>>, Holds<'_>, &str); 5] = [
        ("price_per_session", &booking.price_per_session, &price, "a price"),
        ("messages.whatsapp", whatsapp, &abroad, "a number with `+` and its country"),
        ("messages.sms", sms, &number, "a telephone number"),
        ("messages.email", email, &mail, "an e-mail address"),
        ("map", &booking.map, &map, "an https address"),
    ];
    for (entry, text, holds, what) in texts {
        let is_one = text.as_ref().is_none_or(|text| holds(text));
        faults.expect(is_one, entry, format!("is not {what}: write null while it is not known"));
    }
}
