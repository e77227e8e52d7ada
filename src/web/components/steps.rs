//! Steps along a rail: over, now, next.

use crate::domain::aftercare::timeline::Moment;
use crate::web::content::words;
use crate::web::markup::{Markup, all, element, text};
use crate::web::text::Key;

/// A step on a rail.
#[derive(Debug)]
pub struct RailStep {
    /// Over, now or next.
    pub moment: Moment,
    /// When.
    pub time: String,
    /// What.
    pub title: String,
    /// More of it.
    pub lines: Vec<String>,
    /// Things in a few words each, under a label.
    pub groups: Vec<(Key, Vec<String>)>,
}

/// The steps below each other, under headings of that level. Of one that is over only the title
/// is shown.
pub fn rail(heading: &'static str, steps: Vec<RailStep>) -> Markup {
    let steps = steps.into_iter().map(|one| step(heading, one)).collect();
    element("ol").class("rail").children(steps).view()
}

fn step(heading: &'static str, step: RailStep) -> Markup {
    let (class, is_over) = match step.moment {
        Moment::Over => ("step step--over", true),
        Moment::Now => ("step step--now", false),
        Moment::Next => ("step", false),
    };
    let line = element("li").class(class);
    let line = if step.moment == Moment::Now { line.fixed("aria-current", "step") } else { line };
    let line = line.child(text("p", "small", step.time)).child(text(heading, "step__title", step.title));
    if is_over {
        return line.view();
    }
    line.child(list("step__list", step.lines)).children(step.groups.into_iter().map(group).collect()).view()
}

/// Things in a few words each, under a label; nothing where there are none.
pub fn group((label, names): (Key, Vec<String>)) -> Markup {
    if names.is_empty() {
        return all(Vec::new());
    }
    all(vec![text("p", "step__label", words().say(label)), list("chips", names)])
}

/// Lines below each other; a single one needs no list.
fn list(class: &'static str, mut lines: Vec<String>) -> Markup {
    if lines.len() > 1 || class == "chips" {
        let lines = lines.into_iter().map(|line| element("li").text(line).view()).collect();
        return element("ul").class(class).children(lines).view();
    }
    all(lines.pop().map(|line| text("p", "second", line)).into_iter().collect())
}
