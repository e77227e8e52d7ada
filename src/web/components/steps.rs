//! Steps along a rail: over, now, next.

use crate::domain::aftercare::timeline::Moment;
use crate::web::markup::{Markup, element, text};

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
}

/// The steps below each other. Of one that is over only the title is shown.
pub fn rail(steps: Vec<RailStep>) -> Markup {
    element("ol").class("rail").children(steps.into_iter().map(step).collect()).view()
}

fn step(step: RailStep) -> Markup {
    let line = element("li").class(class_of(step.moment));
    let line = if step.moment == Moment::Now { line.fixed("aria-current", "step") } else { line };
    let lines = if step.moment == Moment::Over { Vec::new() } else { step.lines };
    let line_of = |line| element("li").text(line).view();
    let more = match lines.len() {
        0 => None,
        1 => lines.into_iter().next().map(|line| text("p", "second", line)),
        _ => {
            let lines = lines.into_iter().map(line_of).collect();
            Some(element("ul").class("step__list").children(lines).view())
        }
    };
    line.child(text("p", "small", step.time)).child(text("h3", "step__title", step.title)).maybe(more).view()
}

/// The class of a step.
pub fn class_of(moment: Moment) -> &'static str {
    match moment {
        Moment::Over => "step step--over",
        Moment::Now => "step step--now",
        Moment::Next => "step",
    }
}
