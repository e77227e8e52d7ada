//! Long records, each in the order that is the worst for its reader. Work that grew with the square of their length would show:
//! these tests would go on for minutes.

use serde_json::{Value, json};

use crate::phone::open;
use crate::support::content;

/// More than anybody has had.
const MANY: usize = 5_000;

const OWN: &str = "https://sapphireroots.example/fhir/CodeSystem/portal";

fn own(code: &str) -> Value {
    json!({"coding": [{"system": OWN, "code": code}]})
}

#[track_caller]
fn check(resource: impl Fn(usize) -> Value) {
    let patient = json!({"resource": {"resourceType": "Patient", "id": "p"}});
    let plan = json!({"resource": {"resourceType": "CarePlan", "id": "plan", "status": "active", "category": [own("mesotherapy_plan")]}});
    let many = (0..MANY).map(|number| {
        let mut resource = resource(number);
        resource["id"] = number.to_string().into();
        json!({ "resource": resource })
    });
    let entries: Vec<_> = [patient, plan].into_iter().chain(many).collect();
    let file = json!({"resourceType": "Bundle", "type": "collection", "entry": entries});
    assert!(open(&content(), file, &"the file").is_ok());
}

/// A time that is the earlier, the higher the number.
fn at(number: usize, clock: &str) -> String {
    format!("20{:02}-{:02}-{:02}T{clock}Z", 25 - number / 336, 12 - number / 28 % 12, 28 - number % 28)
}

#[test]
fn many_sessions_newest_first_are_read() {
    check(|number| {
        let period = json!({"start": at(number, "10:00:00"), "end": at(number, "11:00:00")});
        let recorder = json!({"reference": if number % 2 == 0 { "Patient/p" } else { "Practitioner/d" }});
        json!({"resourceType": "Procedure", "status": "completed", "code": own("mesotherapy_session"), "performedPeriod": period, "recorder": recorder})
    });
}

#[test]
fn many_appointments_latest_first_are_read() {
    check(|number| {
        let (start, end) = (at(number, "10:00:00"), at(number, "11:00:00"));
        json!({"resourceType": "Appointment", "status": "booked", "start": start, "end": end, "appointmentType": own("mesotherapy_session")})
    });
}

#[test]
fn many_administrations_of_one_session_are_read() {
    check(|number| match number {
        0 => {
            json!({"resourceType": "Procedure", "status": "completed", "code": own("mesotherapy_session"), "performedDateTime": at(0, "10:00:00")})
        }
        _ => {
            json!({"resourceType": "MedicationAdministration", "status": "completed", "partOf": [{"reference": "Procedure/0"}], "medicationCodeableConcept": own("zinc")})
        }
    });
}

#[test]
fn many_orders_each_in_the_place_of_the_one_before_are_read() {
    check(|number| {
        let prior = json!({"reference": format!("MedicationRequest/{}", (number + 1) % MANY)});
        json!({"resourceType": "MedicationRequest", "status": "active", "basedOn": [{"reference": "CarePlan/plan"}], "priorPrescription": prior, "medicationCodeableConcept": own("zinc")})
    });
}

#[test]
fn many_plans_each_in_the_place_of_the_one_before_are_read() {
    check(|number| {
        let replaces = json!([{"reference": format!("CarePlan/{}", (number + 1) % MANY)}]);
        let activity = json!([{"reference": {"reference": format!("MedicationRequest/{number}")}}]);
        json!({"resourceType": "CarePlan", "status": "completed", "category": [own("mesotherapy_plan")], "replaces": replaces, "activity": activity})
    });
}

#[test]
fn many_answers_to_one_question_are_read() {
    check(
        |number| json!({"resourceType": "Observation", "status": "final", "code": own("pregnant"), "effectiveDateTime": at(number, "10:00:00"), "valueBoolean": number % 2 == 0}),
    );
}
