//! Small parts that several pages use: rows, dots, notices.

use crate::domain::clinic::EmergencyNumber;
use crate::domain::content::Confidence;
use crate::web::components::icon::{Icon, icon};
use crate::web::content::{pack, words};
use crate::web::history::here;
use crate::web::markup::{Markup, all, element, list, maybe, plain, text};
use crate::web::routes::Route;
use crate::web::text::{first_place, key};

/// What a row of a list says.
#[derive(Debug, Default)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// What is special to this patient.
    pub chip: Option<String>,
    /// A line below.
    pub note: Option<String>,
    /// A smaller line below that.
    pub small: Option<String>,
}

impl Row {
    /// A row with a name and perhaps a line below.
    pub fn new(name: String, note: Option<String>) -> Self {
        Self { name, note, ..Self::default() }
    }

    /// What it says, one below the other.
    pub fn words(self) -> Markup {
        element("span")
            .class("row__text")
            .child(text("span", "row__name", self.name))
            .maybe(self.chip.map(|chip| text("span", "chip chip--care", chip)))
            .maybe(self.note.map(|note| text("span", "second", note)))
            .maybe(self.small.map(|small| text("span", "small", small)))
            .view()
    }

    /// A row that leads somewhere.
    pub fn link(self, href: String) -> Markup {
        let link = element("a").class("row").with("href", href).child(self.words()).child(icon(Icon::Go));
        element("li").child(link.view()).view()
    }

    /// A row that leads somewhere, its name put together of parts.
    pub fn link_named(name: Markup, note: Option<String>, href: String) -> Markup {
        let said = element("span")
            .class("row__text")
            .child(element("span").class("row__name").child(name).view())
            .maybe(note.map(|note| text("span", "second", note)));
        let link = element("a").class("row").with("href", href).child(said.view()).child(icon(Icon::Go));
        element("li").child(link.view()).view()
    }

    /// A row that leads somewhere, with something at its end.
    pub fn link_with(self, href: String, end: Markup) -> Markup {
        let link = element("a").class("row").with("href", href).child(self.words()).child(end);
        element("li").child(link.view()).view()
    }

    /// A row that only says something, with something at its end.
    pub fn plain(self, end: Option<Markup>) -> Markup {
        element("li").class("row").child(self.words()).maybe(end).view()
    }

    /// The line by which something is unfolded.
    pub fn summary(self) -> Markup {
        element("summary").class("row").child(self.words()).child(icon(Icon::Go)).view()
    }
}

/// How sure something is, as dots. The words stand beside them.
pub fn evidence_dots(confidence: Confidence) -> Markup {
    let filled = match confidence {
        // Neither rests on a study.
        Confidence::Convention | Confidence::Seed => 1,
        Confidence::Weak => 2,
        Confidence::Moderate => 3,
        Confidence::Strong => 4,
    };
    let dot = |dot| element("i").class(if dot < filled { "dots__filled" } else { "" }).view();
    element("span").class("dots").fixed("aria-hidden", "true").children((0..4).map(dot).collect()).view()
}

/// That the clinic's rules are a draft that nobody has signed; nothing where all are signed.
pub fn unsigned_notice() -> Markup {
    let newest = pack().unsigned().max_by_key(|about| (about.version, about.date));
    maybe(newest.map(|about| {
        let (version, day) = (about.version.to_string(), words().day_with_year(about.date.0));
        text("p", "notice", words().fill(key::UNSIGNED, &[("version", &version), ("day", &day)]))
    }))
}

/// Words with a name in the place of `{name}`, isolated because it may run the other way.
pub fn named(words: &str, name: &str) -> Markup {
    let (before, _, after) = first_place(words).unwrap_or((words, "", ""));
    let name = text("bdi", "", name.to_owned());
    all(vec![plain(before.to_owned()), name, plain(after.to_owned())])
}

/// A list of sentences; nothing where there is none.
pub fn sentences(sentences: Vec<String>) -> Option<Markup> {
    let lines: Vec<_> = sentences.into_iter().map(|sentence| element("li").text(sentence).view()).collect();
    (!lines.is_empty()).then(|| element("ul").class("sentences").children(lines).view())
}

/// A heading with something small at the other end of its line.
pub fn head(class: &'static str, heading: Markup, end: Option<Markup>) -> Markup {
    element("div").class(class).child(heading).maybe(end).view()
}

/// A heading above a list, and the list.
pub fn group(title: String, list: Markup) -> Markup {
    element("section").child(text("h2", "group__title", title)).child(list).view()
}

/// The way to what the treatment is.
pub fn to_treatment() -> Markup {
    let row = Row::new(words().say(key::HELP_TREATMENT), Some(words().say(key::TREATMENT_TITLE)));
    list(vec![row.link(here().href(Route::Treatment))])
}

/// Buttons below each other.
pub fn actions(buttons: Vec<Markup>) -> Markup {
    element("div").class("actions").children(buttons).view()
}

/// The number to call in an emergency, one tap away. It is never dialled by itself.
pub fn call_emergency() -> Markup {
    maybe(pack().clinic().emergency.first().map(|emergency| {
        element("a")
            .class("button button--urgent")
            .with("href", ["tel:", &emergency.number].concat())
            .text(words().fill(key::AFTERCARE_EMERGENCY, &[("number", &emergency.number)]))
            .view()
    }))
}

/// The other numbers for an emergency, with what each reaches.
pub fn more_emergency_numbers() -> Markup {
    let link = |number: &EmergencyNumber| {
        let name = [&*words().of("emergency", number.id.as_str()), ": ", &number.number].concat();
        element("a")
            .class("button button--quiet")
            .with("href", ["tel:", &number.number].concat())
            .text(name)
            .view()
    };
    all(pack().clinic().emergency.iter().skip(1).map(link).collect())
}

/// The clinic's telephone after hours; nothing where it is not known.
pub fn call_out_of_hours() -> Markup {
    maybe(pack().clinic().after_hours_phone.as_ref().map(|phone| {
        element("a")
            .class("button button--quiet")
            .with("href", ["tel:", phone].concat())
            .text(words().fill(key::CALL_AFTER_HOURS, &[("number", phone)]))
            .view()
    }))
}

/// How to reach the clinic: the telephone where it is known, else where else to look.
pub fn call_clinic() -> Markup {
    let (words, clinic) = (words(), pack().clinic());
    match &clinic.phone {
        Some(phone) => {
            let link = element("a").class("button").with("href", ["tel:", phone].concat());
            actions(vec![
                link.child(icon(Icon::Call))
                    .text(words.fill(key::CALL_CLINIC, &[("clinic", &clinic.name)]))
                    .view(),
            ])
        }
        None => all(vec![text("p", "second", words.say(key::CALL_UNKNOWN))]),
    }
}
