//! The patient portal for scalp mesotherapy: the plan with a reason for every ingredient, the
//! dates of the whole series, and what to do at this hour after a session, worked out on the
//! patient's own phone from the clinic's records by the clinic's content.
//!
//! # Four rooms and one direction
//!
//! ```text
//! main ─► web ─► fhir ─► domain            an arrow = may use; nothing points the other way
//! ```
//!
//! - [`domain`]: the rules of care. Values in, values out; no clock, no network, no page.
//! - [`fhir`]: the clinic's records ⇄ domain values, lossless; case files for judging the rules.
//! - `web`: pages, components, the store on the device, the clock, the words. Only on wasm32.
//! - `main`: mounts.
//!
//! `tests/architecture.rs` keeps the walls; `public/clinic/` holds the content, `xtask/` the
//! commands.
//!
//! # Where to look
//!
//! | question | place |
//! |---|---|
//! | why is zinc in or out? | `public/clinic/formulary.json`, read by [`domain::formulation::evaluation`] |
//! | which words may a rule use? | [`domain::formulation::condition`] |
//! | what was signed, and does it still fit? | [`domain::formulation::signed`], versions in [`fhir::care_plan`] |
//! | what would a new fact change? | [`domain::formulation::changes`] |
//! | what does a patient report? | [`fhir::reported`], kinds in `facts.json` |
//! | how is an act carried out, and taken back? | `web::booking`, at the clinic of `web::store` |
//! | what of a booking holds when the phone goes off? | [`fhir::booking`], begun again from [`fhir::journal`] |
//! | may a session be booked, moved, cancelled? | [`domain::scheduling::booking`] |
//! | when is the clinic open, and what is free? | `booking.json`, read by [`domain::scheduling::opening`] and [`domain::scheduling::slots`] |
//! | which instant is a time on the clinic's wall? | [`domain::scheduling::offsets`] |
//! | what does zinc 62 mean? | `public/clinic/labs.json`, read by [`domain::labs::bands`] |
//! | what is asked of a typed result? | [`domain::labs::entry`] |
//! | when does a session fall? | [`domain::scheduling::series`], numbers in `protocol.json` |
//! | what does a calendar get of a session? | [`domain::scheduling::calendar`] |
//! | on which days may a session be? | [`domain::scheduling::window`] |
//! | which times are best, for one session or for all? | [`domain::scheduling::suggest`], [`domain::scheduling::choose`] |
//! | what does a move do to the series? | [`domain::scheduling::reflow`] |
//! | what does a gap mean? | [`domain::scheduling::lateness`] |
//! | what is Today about at this hour? | [`fhir::standing`] |
//! | what to do before a session? | [`domain::aftercare::preparation`], hours in `preparation.json` |
//! | on which days is the patient away? | [`fhir::away`], kept with what they told |
//! | what did they tell around a session? | [`fhir::visit`], kept with what they told |
//! | what did the patient tell? | [`fhir::told`], kept beside the clinic's file |
//! | hour 22 of aftercare? | [`domain::aftercare::timeline`], hours in `aftercare.json` |
//! | how urgent is a swollen eyelid at hour 40? | `triage.json`, read by [`domain::aftercare::triage`] |
//! | may I swim, and from when on? | `activities.json`, read by [`domain::aftercare::activities`] |
//! | can I still come? | `precheck.json`, read by [`domain::aftercare::precheck`] |
//! | how long has the numbing cream been on? | [`domain::aftercare::numbing`], minutes in `clinic.json` |
//! | what is due in the weeks after? | [`domain::aftercare::weekly`], days in `aftercare.json` |
//! | how long ago was the session, and what was given? | `web::components::since` |
//! | has the phone's clock gone back? | `web::latest` |
//! | a statement of the clinic's description? | `tests/rules/description/homes.rs` |
//! | a code of a record? | `facts.json`, read by [`fhir`] |
//!
//! # Invariants
//!
//! 1. Same input, same answer: the day, the patient and the content are arguments. One file reads
//!    the clock.
//! 2. A bad value cannot be built. Text becomes a value once, at the edge.
//! 3. No clinical number, text or rule is written in code; `cargo xtask check-clinic` refuses
//!    content that breaks the schema, leaves an ingredient without a reason or names an unknown
//!    code.
//! 4. The doctor decides. The rules propose and explain; they never change a signed plan. Where it no
//!    longer fits, the difference is shown with how serious it is; a hold or a referral closes booking.
//! 5. Never wider than asked: a contraindication added never adds an ingredient, and what is
//!    unknown is not a no. Where a rule that leaves an ingredient out is not known to hold, it
//!    speaks all the same, until it is answered. Two exceptions, both from the clinic's rules: an
//!    unusable blood value decides nothing by itself (the plan is provisional instead), and
//!    allergies that were never recorded make the whole plan provisional rather than empty it.
//! 6. Two patients never hold one slot, and a patient never loses one by moving: the new slot is
//!    claimed first and the old one given up last. Every act can be begun again from its start.
//! 7. Unknown is shown as unknown: no guessed flag where a limit depends on an unknown sex, no
//!    zero where a value is absent.
//!
//! # Where this departs from the plan it was built to
//!
//! - A rule list ends with a rule without a condition instead of an ingredient-wide "usually":
//!   then the reason for being in is content like any other, and there is one way to end a list.
//! - Conditions have a few more words than first listed (`term`, `no_value`, `core_labs_needed`,
//!   `not_known`, `included`, `answer`, `drawn_near`), each for a rule that could not be said
//!   without it; age is asked as `age_below` and its `not`.
//! - The phone fetches content packed by type ([`domain::content::pack`]), not JSON: a reader for
//!   every type costs a quarter more code. The pack carries a stamp of the types it was made from.
//!   What no first screen shows comes after it, in a pack of its own ([`domain::details`]), and the
//!   code of the pages that need it in a wasm of its own (`web::pages::detailed`).
//! - Pages are plain elements drawn by one renderer (`web::markup`) under Leptos' signals and
//!   effects: a type for every `view!` doubled the download. The same for sorting
//!   ([`domain::order`]) and for `LocalResource` (`web::answer`).
//! - What a patient tells lies on the phone beside the clinic's file and is joined to it when it is
//!   read: the file stays as it came, and a newer one can take its place.
//! - A difference from a signed plan is not everything the rules would do otherwise: an ingredient the
//!   rules leave to the doctor, or one of several of which one is given, is the doctor's choice. What
//!   the rules would add is told only if they would not have added it on the day of the signature.
//! - A report of the patient's only ever adds facts. That an allergy or a pregnancy is over is for the
//!   clinic to record.
//! - The store on the phone asks the browser itself: a library between costs 5 kB. Records are
//!   parsed by `serde_json`, but its values are built and written by [`fhir::json`]: 6 kB.
//! - The clinic on the phone writes down only the times that were claimed or given back; all others
//!   follow from its hours. Writing down each of some thousand would take a phone seconds.
//! - That clinic books for the samples alone. For a plan of the patient's own nobody has agreed to a
//!   time until the clinic has: it is asked for by a message, and no slot is held.
//! - Going by days: "only this one" leaves every other appointment as it is. A session that is not
//!   booked has no time of its own; its day follows from the one before, and is shown as "around".
//! - A calendar file has its times in UTC, which every calendar shows on the clock of its place, so no
//!   table of the clinic's time zone travels along.
//! - What is built for release compiles the standard library along and ends a panic at once; see
//!   `xtask/src/dist.rs`. It is parted in two by what the linker says of it (`xtask/src/split.rs`);
//!   the tests in the browser run it whole. `cargo xtask size` holds the first load to its budget.

pub mod domain;
pub mod fhir;
#[cfg(target_arch = "wasm32")]
pub mod web;
