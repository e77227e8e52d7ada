//! Small parts that several pages use: rows, dots, notices.

use crate::domain::content::Confidence;
use crate::web::components::icon::{Icon, icon};
use crate::web::content::{pack, words};
use crate::web::text::key;
use leptos::prelude::*;

/// A row of a list that leads somewhere.
#[component]
pub fn LinkRow(
    /// Where it leads.
    href: String,
    /// Its name.
    name: String,
    /// A line below, where there is one.
    #[prop(default = None)]
    note: Option<String>,
    /// What is special to this patient.
    #[prop(default = None)]
    chip: Option<String>,
) -> impl IntoView {
    view! {
        <li>
            <a class="row" href=href>
                <span class="row__text">
                    <span class="row__name">{name}</span>
                    {chip.map(|chip| view! { <span class="chip chip--care">{chip}</span> })}
                    {note.map(|note| view! { <span class="second">{note}</span> })}
                </span>
                {icon(Icon::Go)}
            </a>
        </li>
    }
}

/// How sure something is: as dots, and in a word beside them.
#[component]
pub fn EvidenceDots(
    /// How sure.
    confidence: Confidence,
) -> impl IntoView {
    let filled = match confidence {
        Confidence::Convention => 1,
        Confidence::Seed | Confidence::Weak => 2,
        Confidence::Moderate => 3,
        Confidence::Strong => 4,
    };
    view! {
        <span class="dots" aria-hidden="true">
            {(0..4).map(|dot| view! { <i class:dots__filled=dot < filled></i> }).collect_view()}
        </span>
    }
}

/// That the clinic's rules are a draft that nobody has signed; nothing where all are signed.
#[component]
pub fn UnsignedNotice() -> impl IntoView {
    let pack = pack();
    let newest = pack.unsigned().max_by_key(|about| (about.version, about.date));
    newest.map(|about| {
        let (version, day) = (about.version.to_string(), words().day_with_year(about.date.0));
        view! { <p class="notice">{words().fill(key::UNSIGNED, &[("version", &version), ("day", &day)])}</p> }
    })
}

/// A list of sentences; nothing where there is none.
pub fn sentences(sentences: Vec<String>) -> impl IntoView {
    (!sentences.is_empty()).then(|| view! { <ul class="sentences">{sentences.into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}</ul> })
}

/// How to reach the clinic: the telephone where it is known, else where else to look.
#[component]
pub fn CallClinic() -> impl IntoView {
    let (words, clinic) = (words(), pack().clinic());
    match &clinic.phone {
        Some(phone) => view! {
            <a class="button" href=["tel:", phone].concat()>{icon(Icon::Call)}{words.fill(key::CALL_CLINIC, &[("clinic", &clinic.name)])}</a>
        }
        .into_any(),
        None => view! { <p class="second">{words.fill(key::CALL_UNKNOWN, &[("clinic", &clinic.name)])}</p> }.into_any(),
    }
}
