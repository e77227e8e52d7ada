//! What stands around every page: the bar above, the tabs below.

use crate::web::around::around;
use crate::web::care::Shown;
use crate::web::components::icon::{Icon, icon};
use crate::web::content::{pack, words};
use crate::web::history::here;
use crate::web::markup::{Element, Markup, element, text};
use crate::web::opened::open;
use crate::web::pages::sessions::numbered;
use crate::web::pages::time_heading;
use crate::web::routes::{Route, Tab};
use crate::web::text::{Key, key};

/// The bar above a page: of a tab, or of a screen below one.
pub fn bar() -> Markup {
    let route = here().route();
    let bar = element("div").class("topbar");
    let bar = match route.parent() {
        None => bar.child(home()),
        Some(parent) => bar.child(back(&parent)).child(
            element("b").class("topbar__parent").fixed("aria-hidden", "true").text(name(&parent)).view(),
        ),
    };
    let help = (route != Route::Help)
        .then(|| round(Route::Help, words().say(key::HELP_TITLE), icon(Icon::Help)).view());
    bar.maybe(names()).maybe(help).maybe(profile(&route)).view()
}

/// The tabs.
pub fn tab_bar() -> Markup {
    let (words, here) = (words(), here());
    let present = here.route().tab();
    let tab = |tab: Tab| {
        let link = element("a").with("href", here.href(tab.route()));
        let link = if present == Some(tab) { link.fixed("aria-current", "page") } else { link };
        let picture = element("span").class("tabbar__picture").child(icon(picture(tab)));
        link.child(picture.view()).text(words.say(title(tab))).view()
    };
    let tabs = Tab::ALL.into_iter().map(tab).collect();
    element("nav").class("tabbar").with("aria-label", words.say(key::FRAME_TABS)).children(tabs).view()
}

/// The clinic's name, which leads home.
fn home() -> Markup {
    let name = element("b").text(pack().clinic().name.to_string());
    element("a")
        .class("topbar__home")
        .with("href", here().href(Route::Start))
        .child(icon(Icon::Root))
        .child(name.view())
        .view()
}

fn back(parent: &Route) -> Markup {
    let label = words().fill(key::FRAME_BACK, &[("name", &name(parent))]);
    round(parent.clone(), label, icon(Icon::Back)).view()
}

/// A round link that shows a picture and has a name.
fn round(route: Route, label: String, picture: Markup) -> Element {
    element("a").class("round").with("href", here().href(route)).with("aria-label", label).child(picture)
}

/// Whose plan this is, where it could be that of another; and that it is a sample, on every screen.
fn names() -> Option<Markup> {
    let is_sample = here().address().sample.is_some();
    let sample = is_sample.then(|| text("span", "chip chip--plain", words().say(key::SAMPLE)));
    let name = name_beside_others(is_sample).map(|name| text("bdi", "chip chip--info topbar__name", name));
    let chips: Vec<_> = name.into_iter().chain(sample).collect();
    (!chips.is_empty()).then(|| element("div").class("topbar__names").children(chips).view())
}

/// The name of the open plan's patient, where others are on this phone: as short as tells them apart.
fn name_beside_others(is_sample: bool) -> Option<String> {
    let kept = around().kept.get()?.ok()?;
    let Shown::Ready(care) = open().shown.get() else { return None };
    if kept.len() < if is_sample { 1 } else { 2 } {
        return None;
    }
    let (whole, given) = (care.record.patient_name.clone(), care.record.given_name.clone());
    let namesakes = |given: &str| kept.iter().filter(|plan| plan.short_name() == given).count();
    let given = given.filter(|given| is_sample || namesakes(given) < 2);
    Some(given.or(whole).unwrap_or_else(|| words().say(key::KEPT_NAMELESS)))
}

/// The initials of the patient whose plan is open, which lead to the profile.
fn profile(route: &Route) -> Option<Markup> {
    let Shown::Ready(care) = open().shown.get() else { return None };
    let name = care.record.patient_name.clone().unwrap_or_default();
    let letters: String = name.split_whitespace().filter_map(|part| part.chars().next()).take(2).collect();
    let (label, picture) = if letters.is_empty() {
        (words().say(key::FRAME_PROFILE_NAMELESS), icon(Icon::Person))
    } else {
        let label = words().fill(key::FRAME_PROFILE, &[("initials", &letters), ("name", &name)]);
        (label, text("bdi", "", letters))
    };
    let initials = element("span").class("initials").child(picture).view();
    let link = round(Route::Profile, label, initials);
    Some(if *route == Route::Profile { link.fixed("aria-current", "page") } else { link }.view())
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
    match (route, route.tab()) {
        (Route::Help, _) => words().say(key::HELP_TITLE),
        (Route::Profile, _) => words().say(key::PROFILE_TITLE),
        (Route::Tests, _) => words().say(key::TESTS_TITLE),
        (Route::Tell, _) => words().say(key::TELL_TITLE),
        (Route::Aftercare, _) => words().say(key::AFTERCARE_TITLE),
        (Route::CanI, _) => words().say(key::CAN_I_TITLE),
        (Route::Session(number), _) => numbered(*number),
        (Route::FindTime(number), _) => time_heading(&open().shown.get(), *number),
        (_, Some(tab)) => words().say(title(tab)),
        (_, None) => pack().clinic().name.to_string(),
    }
}
