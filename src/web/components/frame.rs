//! What stands around every page: the bar above, the tabs below.

use crate::web::care::Shown;
use crate::web::components::icon::{Icon, icon};
use crate::web::content::{pack, words};
use crate::web::history::here;
use crate::web::opened::open;
use crate::web::routes::{Route, Tab};
use crate::web::text::{Key, key};
use leptos::prelude::*;

/// The bar above a tab: the clinic, Help, whose plan it is.
#[component]
pub fn TopBar() -> impl IntoView {
    let (words, here, clinic) = (words(), here(), pack().clinic());
    view! {
        <div class="topbar">
            <a class="topbar__home" href=move || here.href(Route::Start)>{icon(Icon::Root)}<b>{&*clinic.name}</b></a>
            <SampleLabel />
            <a class="round" href=move || here.href(Route::Help) aria-label=words.say(key::HELP_TITLE)>{icon(Icon::Help)}</a>
            {move || initials().map(|(initials, name)| view! {
                <a class="round" href=here.href(Route::Profile) aria-label=words.fill(key::FRAME_PROFILE, &[("name", &name)])><span class="initials" aria-hidden="true">{initials}</span></a>
            })}
        </div>
    }
}

/// The bar above a screen below another: Back, Help.
#[component]
pub fn BackBar() -> impl IntoView {
    let (words, here) = (words(), here());
    let parent = move || here.route().parent().unwrap_or(Route::Start);
    view! {
        <div class="topbar">
            <a class="round" href=move || here.href(parent()) aria-label=move || words.fill(key::FRAME_BACK, &[("name", &name(&parent()))])>{icon(Icon::Back)}</a>
            <b class="topbar__parent" aria-hidden="true">{move || name(&parent())}</b>
            <SampleLabel />
            {move || (here.route() != Route::Help).then(|| view! {
                <a class="round" href=here.href(Route::Help) aria-label=words.say(key::HELP_TITLE)>{icon(Icon::Help)}</a>
            })}
        </div>
    }
}

/// That what is shown is a sample, on every screen that shows one.
#[component]
pub fn SampleLabel() -> impl IntoView {
    let here = here();
    move || here.address().sample.is_some().then(|| view! { <span class="chip chip--plain topbar__sample">{words().say(key::SAMPLE)}</span> })
}

/// The tabs.
#[component]
pub fn TabBar() -> impl IntoView {
    let (words, here) = (words(), here());
    let present = move |tab: Tab| here.route().tab() == Some(tab);
    view! {
        <nav class="tabbar" aria-label=words.say(key::FRAME_TABS)>
            {Tab::ALL.map(|tab| view! {
                <a href=move || here.href(tab.route()) aria-current=move || present(tab).then_some("page")>
                    <span class="tabbar__picture">{icon(picture(tab))}</span>
                    {words.say(title(tab))}
                </a>
            }).collect_view()}
        </nav>
    }
}

fn title(tab: Tab) -> Key {
    match tab {
        Tab::Today => key::TODAY_TITLE,
        Tab::Plan => key::PLAN_TITLE,
        Tab::Sessions => key::SESSIONS_TITLE,
        Tab::Progress => key::PROGRESS_TITLE,
    }
}

fn picture(tab: Tab) -> Icon {
    match tab {
        Tab::Today => Icon::Today,
        Tab::Plan => Icon::Plan,
        Tab::Sessions => Icon::Sessions,
        Tab::Progress => Icon::Progress,
    }
}

/// The name of a screen that has others below it.
fn name(route: &Route) -> String {
    let (words, tab) = (words(), route.tab());
    match route {
        Route::Profile => words.say(key::PROFILE_TITLE),
        _ => tab.map_or_else(|| pack().clinic().name.to_string(), |tab| words.say(title(tab))),
    }
}

/// The initials and the name of the patient whose plan is open.
fn initials() -> Option<(String, String)> {
    let Shown::Ready(care) = open().shown.get() else { return None };
    let name = care.record.patient_name.clone()?;
    let letters: String = name.split_whitespace().filter_map(|part| part.chars().next()).take(2).collect();
    Some((letters.to_uppercase(), name))
}
