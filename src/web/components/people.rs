//! The people whose plans are kept on this phone: open one, delete one.

use crate::web::answer::Changing;
use crate::web::around::{Around, around};
use crate::web::care::Trouble;
use crate::web::components::parts::{actions, group, named};
use crate::web::components::sheet::{self, Sheet, sheet, verbs};
use crate::web::components::states::{Tall, failed, waiting};
use crate::web::content::words;
use crate::web::kept::{Change, Kept, KeptPlan, Problem};
use crate::web::markup::{Markup, all, card, element, link_button, list, live, maybe, paragraph, text};
use crate::web::routes::Route;
use crate::web::text::key;

/// Everybody whose plan is kept; nothing in `kept` while that is being read.
pub fn people(kept: Option<Kept>, problem: Problem) -> Markup {
    let (words, around) = (words(), around());
    let open = link_button("button button--quiet", Route::Open.path(), words.say(key::PROFILE_OPEN));
    let plans = match kept {
        None => waiting(&[Tall::Short]),
        Some(Err(error)) => return failed(&Trouble::Store(error), around.open.attempt),
        Some(Ok(plans)) if plans.is_empty() => card(vec![paragraph(words.say(key::PROFILE_NOBODY))]),
        Some(Ok(plans)) => list(plans.iter().map(|plan| person(plan, around, problem)).collect()),
    };
    all(vec![group(words.say(key::PROFILE_KEPT), plans), said(problem), actions(vec![open])])
}

/// What the store could not do.
pub fn said(problem: Problem) -> Markup {
    live(move || {
        maybe(problem.get().map(|error| {
            let sentence = words().say(error.key());
            element("p").class("card trouble").fixed("role", "alert").text(sentence).view()
        }))
    })
}

/// One of them: the one that is open says so, any other opens at a tap.
fn person(plan: &KeptPlan, around: Around, problem: Problem) -> Markup {
    let words = words();
    let is_shown = plan.is_open && around.here.address().sample.is_none();
    let note = plan.written.map(|day| {
        text("span", "second", words.fill(key::PROFILE_FROM, &[("day", &words.day_with_year(day))]))
    });
    let who = element("span")
        .class("row__text")
        .child(text("bdi", "row__name", plan.name()))
        .maybe(note)
        .maybe(is_shown.then(|| text("span", "chip chip--done", words.say(key::PROFILE_OPEN_NOW))));
    let row = if is_shown {
        element("span").class("row").child(who.view())
    } else {
        let id = plan.record.id.clone();
        let choose = move || around.change(Change::Open(id.clone()), problem);
        element("button")
            .fixed("type", "button")
            .class("row")
            .child(who.view())
            .child(text("span", "row__end link", words.say(key::PROFILE_SHOW)))
            .on_click(choose)
    };
    element("li").class("person").child(row.view()).children(deletion(plan, around, problem)).view()
}

/// The button that deletes a plan, and what is asked before.
fn deletion(plan: &KeptPlan, around: Around, problem: Problem) -> Vec<Markup> {
    let (words, asked, name) = (words(), Changing::of(false), plan.short_name());
    let label = words.fill(key::PROFILE_DELETE_ONE_LABEL, &[("name", &name)]);
    let ask = element("button")
        .fixed("type", "button")
        .class("row link person__delete")
        .with("aria-label", label)
        .text(words.say(key::PROFILE_DELETE_ONE))
        .on_click(move || asked.set(true));
    let id = plan.record.id.clone();
    let delete = move || {
        sheet::close();
        around.change(Change::Delete(id.clone()), problem);
    };
    let question = sheet(asked, move || Sheet {
        heading: named(&words.say(key::PROFILE_DELETE_ONE_SURE), &name),
        content: vec![
            paragraph(words.say(key::PROFILE_DELETE_ONE_TEXT)),
            verbs(key::PROFILE_DELETE_ONE_YES, delete.clone(), key::PROFILE_KEEP),
        ],
    });
    vec![ask.view(), question]
}
