//! `/plan/tell`, `/plan/tell/allergy`: the patient tells that something changed, and sees what it would
//! change before it is kept.

use crate::domain::ids::Word;
use crate::domain::patient::{Asks, DayAsked, ReportKind};
use crate::domain::time;
use crate::fhir::reported::Reported;
use crate::web::answer::Changing;
use crate::web::around::around;
use crate::web::care::Care;
use crate::web::components::effect::effect;
use crate::web::components::parts::{Row, actions};
use crate::web::components::people::said;
use crate::web::components::reported::choices;
use crate::web::content::words;
use crate::web::history::here;
use crate::web::kept::Problem;
use crate::web::markup::{
    Markup, all, button, card, element, link_button, list, live, maybe, paragraph, text,
};
use crate::web::routes::Route;
use crate::web::text::{Key, key};
use chrono::NaiveDate;
use std::sync::Arc;

/// The choice that is none of the clinic's words.
const ELSE: &str = "else";

/// What a patient may tell.
pub fn tell_page(care: &Arc<Care>) -> Markup {
    let words = words();
    let row = |kind: &ReportKind| {
        let page = here().href(Route::TellOf(kind.id.clone()));
        Row::new(words.of("report", kind.id.as_str()), None).link(page)
    };
    let kinds = &care.pack.content.facts.reports;
    let unsent = care.unsent().len();
    let count = i64::try_from(unsent).unwrap_or_default();
    let outbox = (unsent > 0).then(|| {
        let row = Row::new(words.say(key::OUTBOX_TITLE), Some(words.count(key::PLAN_UNSENT, count)));
        list(vec![row.link(here().href(Route::Outbox))])
    });
    all(vec![
        text("p", "lead", words.say(key::TELL_LEAD)),
        list(kinds.iter().filter(|kind| !offered(care, kind).1.is_empty() || alone(kind)).map(row).collect()),
        maybe(outbox),
    ])
}

/// Whether nothing is chosen in it.
fn alone(kind: &ReportKind) -> bool {
    matches!(kind.asks, Asks::BloodTest | Asks::Words)
}

/// What can be chosen: without facts that cannot be for this patient.
fn offered(care: &Care, kind: &ReportKind) -> (&'static str, Vec<String>) {
    let (group, mut names) = choices(kind, &care.pack.content.facts);
    if kind.asks == Asks::Facts {
        names.retain(|name| Word::try_from(name.as_str()).is_ok_and(|fact| care.can_be(&fact)));
    }
    (group, names)
}

/// What has been filled in so far.
#[derive(Debug, Clone, Default, PartialEq)]
struct Filled {
    choice: String,
    words: String,
    day: String,
}

/// One kind of report.
pub fn tell_of_page(care: &Arc<Care>, kind: &Word) -> Markup {
    let words = words();
    let Some(kind) = care.pack.content.facts.reports.iter().find(|known| known.id == *kind) else {
        let all = link_button("button", here().href(Route::Tell), words.say(key::TELL_TITLE));
        return card(vec![paragraph(words.say(key::TELL_UNKNOWN)), actions(vec![all])]);
    };
    let (filled, missing, problem) =
        (Changing::of(Filled::default()), Changing::of(false), Problem::nothing());
    let (shown, kept, around) = (care.clone(), care.clone(), around());
    let today = care.today;
    let preview = live(move || match read(kind, &filled.get(), today) {
        Ok(reported) => effect(&shown, &reported, around.now.get_untracked()),
        Err(fault) => maybe(missing.get().then(|| trouble(fault))),
    });
    let keep = move || match read(kind, &filled.get_untracked(), today) {
        Ok(reported) => {
            if let Some(change) = kept.telling(&reported, around.now.get_untracked(), Route::Outbox) {
                around.change(change, problem);
            }
        }
        Err(_) => missing.set(true),
    };
    let leave = link_button("button button--quiet", here().href(Route::Tell), words.say(key::TELL_LEAVE));
    all(vec![
        form(care, kind, filled),
        preview,
        said(problem),
        actions(vec![button("button", words.say(key::TELL_KEEP), keep), leave]),
        text("p", "second", words.fill(key::TELL_STAYS, &[("clinic", &care.pack.clinic().name)])),
    ])
}

fn trouble(fault: Key) -> Markup {
    element("p").class("card trouble").fixed("role", "alert").text(words().say(fault)).view()
}

fn form(care: &Care, kind: &'static ReportKind, filled: Changing<Filled>) -> Markup {
    let words = words();
    let mut fields = Vec::new();
    let (group, names) = offered(care, kind);
    let open = matches!(kind.asks, Asks::Allergies | Asks::Medicines | Asks::Conditions);
    if !names.is_empty() {
        let option =
            |value: &str, name: String| element("option").with("value", value.to_owned()).text(name).view();
        let mut options = vec![option("", words.say(key::TELL_CHOOSE))];
        options.extend(names.iter().map(|name| option(name, capital(&words.of(group, name)))));
        if open {
            options.push(option(ELSE, words.say(key::TELL_ELSE)));
        }
        let choose = element("select").class("field").children(options).on_choice(move |choice| {
            filled.set(Filled { choice, ..filled.get_untracked() });
        });
        fields.push(field(key::TELL_WHAT, choose.view()));
    }
    let in_words = move || {
        let input = element("textarea").class("field").fixed("rows", "3").fixed("maxlength", "500").on(
            "input",
            Box::new(move |event| {
                let words = typed(event);
                filled.set(Filled { words, ..filled.get_untracked() });
            }),
        );
        field(key::TELL_WORDS, input.view())
    };
    if kind.asks == Asks::Words {
        fields.push(in_words());
    } else if open {
        let other = crate::web::answer::derived(move || filled.get().choice == ELSE);
        fields.push(live(move || maybe(other.get().then(in_words))));
    }
    if let Some(asked) = kind.day {
        let input = element("input").class("field").fixed("type", "date").on_choice(move |day| {
            filled.set(Filled { day, ..filled.get_untracked() });
        });
        let input = if asked == DayAsked::Ahead { input.with("min", care.today.to_string()) } else { input };
        fields.push(field(key::TELL_DAY, input.view()));
    }
    element("section").class("card stack").children(fields).view()
}

fn field(label: Key, input: Markup) -> Markup {
    element("label").text(words().say(label)).child(input).view()
}

fn typed(event: &web_sys::Event) -> String {
    let value = event.target().and_then(|target| js_sys::Reflect::get(&target, &"value".into()).ok());
    value.and_then(|value| value.as_string()).unwrap_or_default()
}

/// A word as the first of a line.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The report as far as it is filled in, or what is missing.
fn read(kind: &ReportKind, filled: &Filled, today: NaiveDate) -> Result<Reported, Key> {
    let day = match (kind.day, &*filled.day) {
        (Some(_), "") if kind.asks == Asks::BloodTest => return Err(key::TELL_NO_DAY),
        (None, _) | (Some(_), "") => None,
        (Some(asked), written) => {
            let day = time::day(written).map_err(|_| key::TELL_NO_DAY)?;
            if asked == DayAsked::Ahead && day < today {
                return Err(key::TELL_DAY_OVER);
            }
            Some(day)
        }
    };
    let own = filled.words.trim();
    let (word, words) = match (&*filled.choice, own) {
        ("", "") if alone(kind) && kind.asks == Asks::BloodTest => (None, None),
        (ELSE | "", "") if kind.asks == Asks::Words || filled.choice == ELSE => {
            return Err(key::TELL_NO_WORDS);
        }
        (ELSE, own) => (None, Some(own.to_owned())),
        ("", own) if kind.asks == Asks::Words => (None, Some(own.to_owned())),
        ("", _) => return Err(key::TELL_NO_CHOICE),
        (choice, _) => (Some(Word::try_from(choice).map_err(|_| key::TELL_NO_CHOICE)?), None),
    };
    Ok(Reported::Said { kind: kind.id.clone(), word, words, day })
}
