//! `/profile`: whose plans are on this phone, how it looks, what is kept, and deleting it.

use crate::domain::content::About;
use crate::web::answer::Changing;
use crate::web::around::around;
use crate::web::care::Shown;
use crate::web::components::parts::{Row, actions, group, named, unsigned_notice};
use crate::web::components::people::{people, said};
use crate::web::components::sheet::{self, Sheet, sheet, verbs};
use crate::web::content::{pack, words};
use crate::web::history::here;
use crate::web::kept::{Change, Problem};
use crate::web::markup::{
    Markup, all, button, card, element, heading, link_button, live, maybe, paragraph, plain, text,
};
use crate::web::opened::open;
use crate::web::routes::Route;
use crate::web::save::{RECORD, save};
use crate::web::text::key;
use crate::web::theme::Theme;

/// Profile.
pub fn profile_page() -> Markup {
    let (around, problem) = (around(), Problem::nothing());
    all(vec![
        live(|| maybe(here().address().sample.map(|_| sample()))),
        live(move || people(around.kept.get(), problem)),
        live(|| maybe(export())),
        appearance(),
        contents(),
        deletion(),
        unsigned_notice(),
    ])
}

/// The sample that is open, which is none of those on this phone.
fn sample() -> Markup {
    let words = words();
    let name = match open().shown.get() {
        Shown::Ready(care) => care.record.patient_name.clone(),
        Shown::Waiting | Shown::Nothing | Shown::Failed(_) => None,
    };
    let leave = link_button("button", Route::Start.path(), words.say(key::PROFILE_LEAVE_SAMPLE));
    card(vec![
        heading(words.say(key::PROFILE_WHOSE)),
        maybe(name.map(|name| element("p").child(text("bdi", "", name)).view())),
        text("p", "second", words.say(key::PROFILE_SAMPLE)),
        actions(vec![leave]),
    ])
}

/// Saving the record that is open as a file, with what the patient has told; nothing where none is
/// open.
fn export() -> Option<Markup> {
    let Shown::Ready(care) = open().shown.get() else { return None };
    let words = words();
    let name = care.record.patient_name.clone().unwrap_or_else(|| words.say(key::KEPT_NAMELESS));
    let holds = element("p").child(named(&words.say(key::PROFILE_EXPORT_HOLDS), &name)).view();
    let save = move || {
        // Nothing of health in the name: others may see it among the downloads.
        let name = ["record-", &care.today.to_string(), ".json"].concat();
        // A browser that saves no files says so itself.
        let _ = save(&name, RECORD, &care.record.write());
    };
    Some(card(vec![
        heading(words.say(key::PROFILE_EXPORT)),
        holds,
        paragraph(words.say(key::PROFILE_EXPORT_OPEN)),
        actions(vec![button("button button--quiet", words.say(key::PROFILE_EXPORT_SAVE), save)]),
    ]))
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
            .child(text("span", "", words.of("theme", theme.name())))
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
        let name = words.of("file", file.strip_suffix(".json").unwrap_or(file));
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
fn deletion() -> Markup {
    let (words, around, asked) = (words(), around(), Changing::of(false));
    let problem = Problem::nothing();
    let delete = move || {
        sheet::close();
        around.change(Change::DeleteEverything, problem);
    };
    let question = sheet(asked, move || Sheet {
        heading: plain(words.say(key::PROFILE_DELETE_SURE)),
        content: vec![
            paragraph(words.say(key::PROFILE_DELETE_TEXT)),
            verbs(key::PROFILE_DELETE, delete, key::PROFILE_KEEP_ALL),
        ],
    });
    let ask = button("button button--quiet", words.say(key::PROFILE_DELETE_ASK), move || asked.set(true));
    all(vec![ask, said(problem), question])
}
