//! Hours, holidays and policy.

use serde_json::json;

use super::{Copy, broken, check};

const BOOKING: &str = "booking.json";

#[test]
fn the_hours_of_a_chair_are_times_on_days_of_the_week() {
    broken(
        BOOKING,
        |file| file["chairs"][0]["days"][1] = json!("tue"),
        "booking.json: chairs[0].days[1]: unknown variant `tue`",
    );
    for refused in ["9:30", "24:00", "half past nine"] {
        broken(
            BOOKING,
            |file| file["chairs"][1]["from"] = json!(refused),
            &format!("booking.json: chairs[1].from: `{refused}` is not a time of day"),
        );
    }
    broken(BOOKING, |file| file["chairs"] = json!([]), "booking.json: chairs: has none");
    broken(
        BOOKING,
        |file| file["chairs"][1]["days"] = json!([]),
        "booking.json: chairs[1] (2): is open on no day",
    );
    broken(
        BOOKING,
        |file| file["chairs"][1]["days"] = json!(["friday", "monday", "friday"]),
        "booking.json: chairs[1] (2): friday stands twice",
    );
}

#[test]
fn at_least_one_visit_fits_in_the_hours_of_a_row() {
    for (from, fault) in [
        ("20:00", "20:00 to 20:00 ends before it begins"),
        ("20:01", "20:01 to 20:00 ends before it begins"),
        ("18:31", "no visit of 90 minutes fits in 18:31 to 20:00"),
    ] {
        broken(
            BOOKING,
            |file| file["chairs"][0]["from"] = json!(from),
            &format!("booking.json: chairs[0] (1): {fault}"),
        );
    }
    accepted("one-visit", |file| file["chairs"][0]["from"] = json!("18:30"));
    broken(
        "clinic.json",
        |file| file["visit"]["booked_minutes"] = json!(0),
        "clinic.json: visit.booked_minutes: a room is kept for 0 minutes",
    );
}

#[test]
fn a_chair_is_never_open_twice_at_a_time() {
    let second = |from: &'static str, chair: u8, days: &'static str| {
        move |file: &mut serde_json::Value| {
            file["chairs"][1]["chair"] = json!(chair);
            file["chairs"][1]["days"] = json!([days]);
            file["chairs"][1]["from"] = json!(from);
            file["chairs"][0]["to"] = json!("14:00");
        }
    };
    let fault = "booking.json: chairs[1] (1): overlaps chairs[0] (1) on a day";
    broken(BOOKING, second("13:59", 1, "tuesday"), fault);
    broken(BOOKING, second("09:00", 1, "tuesday"), fault);
    accepted("touching", second("14:00", 1, "tuesday"));
    accepted("touching-before", |file| {
        second("08:00", 1, "tuesday")(file);
        file["chairs"][1]["to"] = json!("09:30");
    });
    accepted("other-chair", second("13:59", 2, "tuesday"));
    accepted("other-day", second("13:59", 1, "sunday"));
}

#[test]
fn a_holiday_ends_after_it_begins_and_has_its_words() {
    broken(
        BOOKING,
        |file| file["holidays"][1]["to"] = json!("2026-08-14"),
        "booking.json: holidays[1]: 2026-08-15 to 2026-08-14 ends before it begins",
    );
    broken(
        BOOKING,
        |file| file["holidays"][1]["from"] = json!("15 August"),
        "booking.json: holidays[1].from: `15 August` is not a day",
    );
    broken(
        BOOKING,
        |file| file["holidays"][1]["name"] = json!("diwali"),
        "text/en.json: holiday.diwali: a text is missing",
    );
    accepted("week-off", |file| file["holidays"][1]["to"] = json!("2026-08-22"));
    accepted("nameless", |file| drop(file["holidays"][1].as_object_mut().unwrap().remove("name")));
}

#[test]
fn the_policy_and_the_weights_leave_a_session_to_be_booked() {
    let rows = [
        ("/days_ahead/is", 0, "days_ahead: 0 days lie outside 1 to 730"),
        ("/days_ahead/is", 731, "days_ahead: 731 days lie outside 1 to 730"),
        ("/taken_percent/is", 101, "taken_percent: 101 of a hundred are more than all"),
        ("/policy/notice_hours/is", 169, "policy.notice_hours: 169 hours are longer than the 7 days"),
        ("/preferences/is/per_day_off", 0, "preferences.is.per_day_off: is 0"),
        ("/preferences/is/unusual_weekday", 0, "preferences.is.unusual_weekday: is 0"),
        ("/preferences/is/unusual_hour", 0, "preferences.is.unusual_hour: is 0"),
        ("/preferences/is/usual_within_minutes", 0, "preferences.is.usual_within_minutes: is 0"),
        ("/sessions_paid", 0, "sessions_paid: is 0"),
    ];
    for (place, number, fault) in rows {
        let fault = format!("booking.json: {fault}");
        broken(BOOKING, |file| *file.pointer_mut(place).unwrap() = json!(number), &fault);
    }
    accepted("at-the-bounds", |file| {
        for (place, number) in [
            ("/days_ahead/is", 730),
            ("/taken_percent/is", 100),
            ("/policy/notice_hours/is", 168),
            ("/sessions_paid", 1),
        ] {
            *file.pointer_mut(place).unwrap() = json!(number);
        }
        file["policy"]["moves"]["is"] = json!(null);
    });
    broken(
        BOOKING,
        |file| file["policy"]["notice_hours"]["is"] = json!(-1),
        "booking.json: policy.notice_hours.is: ",
    );
    broken(
        BOOKING,
        |file| file["policy"]["moves"]["source"] = json!("S999"),
        "booking.json: policy.moves.source: unknown source `S999`",
    );
    broken(BOOKING, |file| file["about"]["author"] = json!(""), "booking.json: about.author: is empty");
    broken(BOOKING, |file| file["hours"] = json!([]), "booking.json: hours: unknown field `hours`");
}

#[test]
fn a_price_a_number_and_an_address_are_ones_or_not_known() {
    let rows = [
        ("/price_per_session", " ", "price_per_session: is not a price"),
        ("/messages/whatsapp", "98765 43210", "messages.whatsapp: is not a number with `+`"),
        ("/messages/sms", "call us", "messages.sms: is not a telephone number"),
        ("/messages/email", "clinic", "messages.email: is not an e-mail address"),
        ("/map", "geo:12.9,77.6", "map: is not an https address"),
    ];
    for (place, text, fault) in rows {
        let fault = format!("booking.json: {fault}");
        broken(BOOKING, |file| *file.pointer_mut(place).unwrap() = json!(text), &fault);
    }
    accepted("addresses", |file| {
        for (place, text) in [
            ("/price_per_session", "₹ 4,500"),
            ("/messages/whatsapp", "+91 98765 43210"),
            ("/messages/sms", "98765 43210"),
            ("/messages/email", "hello@clinic.example"),
            ("/map", "https://maps.example/clinic"),
        ] {
            *file.pointer_mut(place).unwrap() = json!(text);
        }
    });
}

#[track_caller]
fn accepted(name: &str, change: impl FnOnce(&mut serde_json::Value)) {
    let copy = Copy::new(name);
    copy.edit(BOOKING, change);
    let faults: Vec<_> = check(&copy.0).unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(faults, [] as [&str; 0], "{name}");
}
