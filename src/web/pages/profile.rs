//! `/profile`: whose plan it is, how it looks, what is kept, and deleting it.

use crate::domain::content::About;
use crate::fhir::record::Record;
use crate::web::answer::{answer, start};
use crate::web::around::around;
use crate::web::care::Shown;
use crate::web::components::parts::{Row, actions, group, unsigned_notice};
use crate::web::content::{pack, words};
use crate::web::history::{Here, here};
use crate::web::markup::{
    Markup, all, button, card, element, heading, link_button, list, live, maybe, paragraph, text,
};
use crate::web::opened::open;
use crate::web::routes::{Address, Route};
use crate::web::store::{RecordId, Records, StoreError, StoredRecord, records};
use crate::web::text::key;
use crate::web::theme::Theme;
use leptos::prelude::*;

/// What went wrong with the store, for the patient to read.
type Failed = RwSignal<Option<StoreError>>;

/// Profile.
pub fn profile_page() -> Markup {
    let words = words();
    let failed: Failed = RwSignal::new(None);
    let alert = move || {
        maybe(failed.get().map(|error| {
            element("p").class("card trouble").fixed("role", "alert").text(words.say(error.key())).view()
        }))
    };
    all(vec![
        live(whose),
        kept(failed),
        appearance(),
        contents(),
        deletion(failed),
        live(alert),
        unsigned_notice(),
    ])
}

fn whose() -> Markup {
    let words = words();
    let name = match open().shown.get() {
        Shown::Ready(care) => care.record.patient_name.clone(),
        Shown::Waiting | Shown::Nothing | Shown::Failed(_) => None,
    };
    let (note, next) = if here().address().sample.is_some() {
        let leave = link_button("button", Route::Start.path(), words.say(key::PROFILE_LEAVE_SAMPLE));
        (Some(text("p", "second", words.say(key::PROFILE_SAMPLE))), leave)
    } else {
        (None, link_button("button button--quiet", Route::Open.path(), words.say(key::PROFILE_OPEN)))
    };
    let name = element("p")
        .child(element("bdi").text(name.unwrap_or_else(|| words.say(key::PROFILE_NOBODY))).view());
    card(vec![heading(words.say(key::PROFILE_WHOSE)), name.view(), maybe(note), actions(vec![next])])
}

/// The records on this phone, where there is more than one to choose from.
fn kept(failed: Failed) -> Markup {
    let (words, records, here) = (words(), records(), here());
    let kept = answer(move || {
        records.changes();
        Box::pin(records.list())
    });
    live(move || {
        let listed = kept.get().and_then(Result::ok).unwrap_or_default();
        let rows: Vec<_> = listed.into_iter().map(|stored| kept_row(stored, records, here, failed)).collect();
        maybe((rows.len() > 1).then(|| group(words.say(key::PROFILE_KEPT), list(rows))))
    })
}

fn kept_row(stored: StoredRecord, records: Records, here: Here, failed: Failed) -> Markup {
    let words = words();
    let name = name_in(&stored).unwrap_or_else(|| words.say(key::FIRST_RUN_NO_NAME));
    let id = stored.id;
    let choose = move || {
        let id: RecordId = id.clone();
        start(async move { then_go(records.choose(id).await, here, Route::Today, failed) });
    };
    let show = text("span", "row__end link", words.say(key::PROFILE_SHOW));
    let row = element("button")
        .fixed("type", "button")
        .class("row")
        .child(Row::new(name, None).words())
        .child(show)
        .on_click(choose);
    element("li").child(row.view()).view()
}

/// The name in a kept record.
fn name_in(stored: &StoredRecord) -> Option<String> {
    let pack = pack();
    let clock = |instant| pack.zone.wall_clock(instant);
    let today = pack.zone.day(around().now.get_untracked());
    Record::read(&stored.bytes, pack.content.rules(), &clock, today).ok()?.patient_name
}

fn then_go(done: Result<(), StoreError>, here: Here, route: Route, failed: Failed) {
    match done {
        Ok(()) => here.go(&Address { sample: None, route }),
        Err(error) => failed.set(Some(error)),
    }
}

/// Light, dark, or as the phone has it.
fn appearance() -> Markup {
    let words = words();
    let chosen = Theme::chosen();
    let option = |theme: Theme| {
        let input =
            element("input").fixed("type", "radio").fixed("name", "theme").on_change(move |_| theme.choose());
        let input = if theme == chosen { input.fixed("checked", "") } else { input };
        element("label")
            .class("choice__option")
            .child(input.view())
            .child(text("span", "", words.of("ui.profile.theme", theme.name())))
            .view()
    };
    element("fieldset")
        .class("card choice")
        .child(text("legend", "", words.say(key::PROFILE_APPEARANCE)))
        .children(Theme::ALL.into_iter().map(option).collect())
        .view()
}

/// Where the record is, and which version of the clinic's rules is in use.
fn contents() -> Markup {
    let (words, pack) = (words(), pack());
    let files = pack.content.abouts().into_iter().chain([("text", pack.words.about())]);
    let row = |(file, about): (&str, &About)| {
        let (version, day) = (about.version.to_string(), words.day_with_year(about.date.0));
        let signed = about.signed_by.as_ref().map_or_else(
            || words.say(key::PROFILE_UNSIGNED),
            |doctor| words.fill(key::PROFILE_SIGNED, &[("doctor", doctor)]),
        );
        let name = words.of("ui.profile.file", file.trim_end_matches(".json"));
        let version = words.fill(key::PROFILE_VERSION, &[("version", &version), ("day", &day)]);
        Row { small: Some(signed), ..Row::new(name, Some(version)) }.plain(None)
    };
    let rows = element("ul").class("list list--close").children(files.map(row).collect());
    all(vec![
        card(vec![heading(words.say(key::PROFILE_WHERE)), paragraph(words.say(key::PROFILE_WHERE_TEXT))]),
        group(words.say(key::PROFILE_CONTENTS), rows.view()),
    ])
}

/// Deleting everything, asked once more before it is done.
fn deletion(failed: Failed) -> Markup {
    let (words, records, here) = (words(), records(), here());
    let asked = RwSignal::new(false);
    let delete =
        move || start(async move { then_go(records.delete_all().await, here, Route::Start, failed) });
    live(move || {
        if !asked.get() {
            return button("button button--quiet", words.say(key::PROFILE_DELETE_ASK), move || {
                asked.set(true);
            });
        }
        let choice = element("div")
            .class("actions actions--two")
            .child(button("button button--quiet", words.say(key::PROFILE_KEEP), move || asked.set(false)))
            .child(button("button", words.say(key::PROFILE_DELETE), delete));
        element("section")
            .class("card")
            .fixed("role", "alert")
            .child(heading(words.say(key::PROFILE_DELETE_SURE)))
            .child(paragraph(words.say(key::PROFILE_DELETE_TEXT)))
            .child(choice.view())
            .view()
    })
}
