//! Every address of the portal, written and read in one place.

use crate::domain::ids::{ActivityId, IngredientId, Word};
use crate::domain::scheduling::slots::SlotId;

/// A screen of the portal.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Route {
    /// `/`: the open record's Today, or the first run.
    #[default]
    Start,
    /// `/today`
    Today,
    /// `/plan`
    Plan,
    /// `/plan/ingredient/zinc`
    Ingredient(IngredientId),
    /// `/plan/left-out`
    LeftOut,
    /// `/plan/tests`: the blood tests.
    Tests,
    /// `/plan/tests/add`: a result of the patient's own.
    AddResult,
    /// `/plan/changes`: what changed from one signed plan to the next, and since.
    Changes,
    /// `/plan/tell`: tell the clinic that something changed.
    Tell,
    /// `/plan/tell/allergy`: of one kind.
    TellOf(Word),
    /// `/plan/sheet`: the plan on paper, for another doctor.
    Sheet,
    /// `/outbox`: what is not sent yet.
    Outbox,
    /// `/treatment`: what it is, in pictures.
    Treatment,
    /// `/sessions`
    Sessions,
    /// `/sessions/5`
    Session(u32),
    /// `/sessions/5/time`: the free times for a session.
    FindTime(u32),
    /// `/sessions/5/time/29410890-1`: one of them, and what it does to the series.
    AtTime(u32, SlotId),
    /// `/sessions/away`: the days on which the patient is away.
    Away,
    /// `/sessions/rest`: times for all sessions that are not booked.
    BookRest,
    /// `/sessions/5/ready`: whether the patient can come to a session.
    Ready(u32),
    /// `/sessions/5/consent`: what the patient agrees to before it.
    Consent(u32),
    /// `/aftercare`
    Aftercare,
    /// `/aftercare/can-i`: what is allowed again, and when.
    CanI,
    /// `/aftercare/can-i/wash`: one of it.
    CanIDo(ActivityId),
    /// `/aftercare/notice`: how urgent it is what the patient notices.
    Notice,
    /// `/aftercare/weeks`: what is due in the weeks after.
    Weeks,
    /// `/progress`
    Progress,
    /// `/help`
    Help,
    /// `/profile`
    Profile,
    /// `/open`: open a file, look at a sample.
    Open,
    /// Anything else, as it was written.
    NotFound(Box<str>),
}

/// A screen, and the sample patient it shows instead of the record on the phone.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// The sample patient.
    pub sample: Option<Word>,
    /// The screen.
    pub route: Route,
}

/// A tab of the bar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tab {
    /// Today.
    Today,
    /// Plan.
    Plan,
    /// Sessions.
    Sessions,
    /// Progress.
    Progress,
}

impl Route {
    /// The path, without the sample.
    pub fn path(&self) -> String {
        match self {
            Self::Start => "/",
            Self::Today => "/today",
            Self::Plan => "/plan",
            Self::Ingredient(id) => return ["/plan/ingredient/", id.as_str()].concat(),
            Self::LeftOut => "/plan/left-out",
            Self::Tests => "/plan/tests",
            Self::AddResult => "/plan/tests/add",
            Self::Changes => "/plan/changes",
            Self::Tell => "/plan/tell",
            Self::TellOf(kind) => return ["/plan/tell/", kind.as_str()].concat(),
            Self::Sheet => "/plan/sheet",
            Self::Outbox => "/outbox",
            Self::Treatment => "/treatment",
            Self::Sessions => "/sessions",
            Self::Session(number) => return ["/sessions/", &number.to_string()].concat(),
            Self::FindTime(number) => return ["/sessions/", &number.to_string(), "/time"].concat(),
            Self::AtTime(number, slot) => {
                return ["/sessions/", &number.to_string(), "/time/", &slot.to_string()].concat();
            }
            Self::Ready(number) => return ["/sessions/", &number.to_string(), "/ready"].concat(),
            Self::Consent(number) => return ["/sessions/", &number.to_string(), "/consent"].concat(),
            Self::Away => "/sessions/away",
            Self::BookRest => "/sessions/rest",
            Self::Aftercare => "/aftercare",
            Self::CanI => "/aftercare/can-i",
            Self::CanIDo(activity) => return ["/aftercare/can-i/", activity.as_str()].concat(),
            Self::Notice => "/aftercare/notice",
            Self::Weeks => "/aftercare/weeks",
            Self::Progress => "/progress",
            Self::Help => "/help",
            Self::Profile => "/profile",
            Self::Open => "/open",
            Self::NotFound(path) => path,
        }
        .to_owned()
    }

    fn parse(steps: &[&str]) -> Option<Self> {
        Some(match *steps {
            [] => Self::Start,
            ["today"] => Self::Today,
            ["plan"] => Self::Plan,
            ["plan", "ingredient", id] => Self::Ingredient(id.try_into().ok()?),
            ["plan", "left-out"] => Self::LeftOut,
            ["plan", "tests"] => Self::Tests,
            ["plan", "tests", "add"] => Self::AddResult,
            ["plan", "changes"] => Self::Changes,
            ["plan", "tell"] => Self::Tell,
            ["plan", "tell", kind] => Self::TellOf(kind.try_into().ok()?),
            ["plan", "sheet"] => Self::Sheet,
            ["outbox"] => Self::Outbox,
            ["treatment"] => Self::Treatment,
            ["sessions"] => Self::Sessions,
            ["sessions", "away"] => Self::Away,
            ["sessions", "rest"] => Self::BookRest,
            ["sessions", number] => Self::Session(numbered(number)?),
            ["sessions", number, "time"] => Self::FindTime(numbered(number)?),
            ["sessions", number, "time", slot] => Self::AtTime(numbered(number)?, slot.try_into().ok()?),
            ["sessions", number, "ready"] => Self::Ready(numbered(number)?),
            ["sessions", number, "consent"] => Self::Consent(numbered(number)?),
            ["aftercare"] => Self::Aftercare,
            ["aftercare", "can-i"] => Self::CanI,
            ["aftercare", "can-i", activity] => Self::CanIDo(activity.try_into().ok()?),
            ["aftercare", "notice"] => Self::Notice,
            ["aftercare", "weeks"] => Self::Weeks,
            ["progress"] => Self::Progress,
            ["help"] => Self::Help,
            ["profile"] => Self::Profile,
            ["open"] => Self::Open,
            _ => return None,
        })
    }

    /// The tab it is, for the four that are one.
    pub fn tab(&self) -> Option<Tab> {
        match self {
            Self::Today => Some(Tab::Today),
            Self::Plan => Some(Tab::Plan),
            Self::Sessions => Some(Tab::Sessions),
            Self::Progress => Some(Tab::Progress),
            Self::Start
            | Self::Ingredient(_)
            | Self::LeftOut
            | Self::Tests
            | Self::AddResult
            | Self::Changes
            | Self::Tell
            | Self::TellOf(_)
            | Self::Sheet
            | Self::Outbox
            | Self::Treatment
            | Self::Session(_)
            | Self::FindTime(_)
            | Self::AtTime(..)
            | Self::Away
            | Self::BookRest
            | Self::Ready(_)
            | Self::Consent(_)
            | Self::Aftercare
            | Self::CanI
            | Self::CanIDo(_)
            | Self::Notice
            | Self::Weeks
            | Self::Help
            | Self::Profile
            | Self::Open
            | Self::NotFound(_) => None,
        }
    }

    /// Where its Back leads, for a screen below another.
    pub fn parent(&self) -> Option<Self> {
        match self {
            Self::Ingredient(_)
            | Self::LeftOut
            | Self::Tests
            | Self::Changes
            | Self::Tell
            | Self::Sheet
            | Self::Outbox => Some(Self::Plan),
            Self::AddResult => Some(Self::Tests),
            Self::TellOf(_) => Some(Self::Tell),
            Self::Treatment => Some(Self::Help),
            Self::Session(_) | Self::Away | Self::BookRest => Some(Self::Sessions),
            Self::FindTime(number) | Self::Ready(number) | Self::Consent(number) => {
                Some(Self::Session(*number))
            }
            Self::CanI | Self::Notice | Self::Weeks => Some(Self::Aftercare),
            Self::CanIDo(_) => Some(Self::CanI),
            Self::AtTime(number, _) => Some(Self::FindTime(*number)),
            Self::Aftercare | Self::Help | Self::Profile => Some(Self::Today),
            Self::Open => Some(Self::Profile),
            Self::Start | Self::Today | Self::Plan | Self::Sessions | Self::Progress | Self::NotFound(_) => {
                None
            }
        }
    }
}

/// The number of a session as an address writes it: one address for one session.
fn numbered(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    (number > 0 && number.to_string() == text).then_some(number)
}

impl Tab {
    /// All tabs, in the order of the bar.
    pub const ALL: [Self; 4] = [Self::Today, Self::Plan, Self::Sessions, Self::Progress];

    /// Its screen.
    pub fn route(self) -> Route {
        match self {
            Self::Today => Route::Today,
            Self::Plan => Route::Plan,
            Self::Sessions => Route::Sessions,
            Self::Progress => Route::Progress,
        }
    }
}

impl Address {
    /// The address as a link has it.
    pub fn href(&self) -> String {
        let path = self.route.path();
        match &self.sample {
            Some(sample) => ["/sample/", sample.as_str(), &path].concat(),
            None => path,
        }
    }

    /// Reads the path of an address; what is not one of ours is kept as not found.
    pub fn parse(path: &str) -> Self {
        let steps: Vec<_> = path.split('/').filter(|step| !step.is_empty()).collect();
        let (sample, rest) = match *steps {
            ["sample", id, ref rest @ ..] => (Word::try_from(id).ok(), rest),
            _ => (None, steps.as_slice()),
        };
        match Route::parse(rest) {
            Some(route) => Self { sample, route },
            None => Self { sample: None, route: Route::NotFound(path.into()) },
        }
    }

    /// Another screen of the same patient.
    #[must_use]
    pub fn to(&self, route: Route) -> Self {
        Self { sample: self.sample.clone(), route }
    }
}
