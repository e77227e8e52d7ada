//! What is due in the weeks after a session.

use serde_json::{Value, json};

use super::{broken, entry};

fn look(file: &mut Value) -> &mut Value {
    entry(&mut file["checks"], "look_for_lumps")
}

#[test]
fn a_check_stands_once_and_has_days_inside_aftercare() {
    let rows: [(&str, Value, &str); 6] = [
        ("id", json!("more_shedding_minoxidil"), "checks: `more_shedding_minoxidil` stands twice"),
        ("from", json!(84), "check look_for_lumps: ends before it begins"),
        ("to", json!(85), "check look_for_lumps: ends after aftercare"),
        ("every", json!(0), "check look_for_lumps: `every` is no number of days inside its own"),
        ("every", json!(77), "check look_for_lumps: `every` is no number of days inside its own"),
        ("if_given", json!(["iron_oxide"]), "check look_for_lumps: unknown ingredient `iron_oxide`"),
    ];
    for (member, value, fault) in rows {
        broken("aftercare.json", |file| look(file)[member] = value, &["aftercare.json: ", fault].concat());
    }
    let long = "l".repeat(43);
    let fault = format!("aftercare.json: check {long}: has a name too long for a record");
    broken("aftercare.json", |file| look(file)["id"] = json!(long), &fault);
}

#[test]
fn each_date_of_the_series_stands_once() {
    let rename = |id: &'static str| move |file: &mut Value| file["dates"][0]["id"] = json!(id);
    broken("aftercare.json", rename("blood"), "aftercare.json: date blood: is no date of the series");
    broken("aftercare.json", rename("blood"), "aftercare.json: dates: `blood_test` is missing");
    broken("aftercare.json", rename("photos"), "aftercare.json: dates: `photos` stands twice");
}

#[test]
fn what_is_due_has_its_heading_and_its_words() {
    let due = ["mood_and_sexual_function", "blood_test", "photos"];
    for key in due.iter().flat_map(|id| ["check", "care"].map(|group| format!("{group}.{id}"))) {
        let key = key.as_str();
        let fault = format!("text/en.json: {key}: a text is missing");
        broken("text/en.json", |file| drop(file["words"].as_object_mut().unwrap().remove(key)), &fault);
    }
}
