//! The clinic's records, read into domain values and written back without loss.
//!
//! A resource stays the JSON value it came as; small views read what the rules ask for. What is
//! not understood is listed, never dropped. No network, no clock, no page.

pub mod act;
pub mod allergy;
pub mod answers;
pub mod appointment;
pub mod arrangement;
pub mod away;
pub mod booking;
pub mod bundle;
pub mod care_plan;
pub mod case_file;
pub mod condition;
pub mod expected;
pub mod facts;
pub mod journal;
pub mod json;
pub mod laboratory;
pub mod medication;
pub mod moment;
pub mod not_understood;
pub mod observation;
pub mod outside;
pub mod patient;
pub mod person;
pub mod procedure;
pub mod questionnaire;
pub mod reading;
pub mod record;
pub mod report;
pub mod reported;
pub mod rows;
pub mod samples;
pub mod series;
pub mod service_request;
pub mod shape;
pub mod slot;
pub mod stage;
pub mod standing;
pub mod told;
pub mod triage_rows;
pub mod value;
pub mod visit;

/// The extension on an Observation that says biotin was taken or injected within the hold time
/// before the draw (`valueBoolean`).
pub const AFTER_BIOTIN: &str = "https://sapphireroots.example/fhir/StructureDefinition/after-biotin";

/// The extension on a `CarePlan` with the course: `loading_sessions` and `interval_days`, both
/// `valuePositiveInt`.
pub const COURSE: &str = "https://sapphireroots.example/fhir/StructureDefinition/course";

/// The extension on a `CarePlan` with the doctor's signature: `by` (`valueString`) and `on`
/// (`valueDate`).
pub const SIGNED: &str = "https://sapphireroots.example/fhir/StructureDefinition/signed";

/// The extension on an `Appointment` that the patient has made, moved or cancelled in the portal: how
/// often it was moved (`moves`, `valueUnsignedInt`) and, while it is cancelled, the status it had
/// before (`was`, `valueCode`).
pub const ARRANGED: &str = "https://sapphireroots.example/fhir/StructureDefinition/arranged";
