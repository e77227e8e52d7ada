//! Something is wrong (`triage.json`): what a patient notices, how urgent it is, what to do and to say.
//!
//! The rules are the clinic's table. Where it is silent about a symptom at an hour, the level is written
//! as a rule too: unless it is written, nobody knows it. What several rules say, the worst decides.

use crate::domain::aftercare::given::{Given, Say};
use crate::domain::content::{About, Confidence, Source};
use crate::domain::ids::{CareId, IngredientId, SymptomId};
use crate::domain::time::Elapsed;
use crate::domain::truth::Truth;
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

/// The whole document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Triage {
    /// Author, version, signature.
    pub about: About,
    /// Who else helps by telephone.
    pub helplines: Vec<Helpline>,
    /// What a patient may notice, in the order of the screen.
    pub symptoms: Vec<Symptom>,
    /// What it means; the order says nothing.
    pub rules: Vec<Rule>,
}

/// Somebody who helps by telephone, beside the clinic and the emergency numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Helpline {
    /// Its name.
    pub id: CareId,
    /// Its numbers, as dialled; the first to call first.
    pub numbers: Vec<Box<str>>,
    /// Where they come from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// Something that a patient may notice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Symptom {
    /// Its name.
    pub id: SymptomId,
    /// The group under whose heading it stands.
    pub group: CareId,
    /// Shown only if one of these was given or nobody has recorded it; always where empty. What it means
    /// does not hang on it.
    #[serde(default)]
    pub if_given: Vec<IngredientId>,
    /// Any session of the last weeks may explain it, not the newest alone: of several the one after which
    /// it is mildest does.
    #[serde(default)]
    pub of_any_session: bool,
}

/// How urgent it is, mild to worst.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Level {
    /// Nothing to do.
    #[serde(rename = "EXPECTED")]
    Expected,
    /// Look after it, and look again.
    #[serde(rename = "WATCH")]
    Watch,
    /// A message to the clinic.
    #[serde(rename = "CLINIC_ROUTINE")]
    ClinicRoutine,
    /// Speak with the clinic within a day.
    #[serde(rename = "CLINIC_24H")]
    ClinicWithinADay,
    /// Ring the clinic now; without an answer, the nearest hospital.
    #[serde(rename = "CLINIC_NOW")]
    ClinicNow,
    /// The emergency number, then the clinic.
    #[serde(rename = "EMERGENCY")]
    Emergency,
}

impl Level {
    /// All of them, mild to worst.
    pub const ALL: [Self; 6] = [
        Self::Expected,
        Self::Watch,
        Self::ClinicRoutine,
        Self::ClinicWithinADay,
        Self::ClinicNow,
        Self::Emergency,
    ];

    /// The key of its words in the content.
    pub fn key(self) -> &'static str {
        match self {
            Self::Expected => "EXPECTED",
            Self::Watch => "WATCH",
            Self::ClinicRoutine => "CLINIC_ROUTINE",
            Self::ClinicWithinADay => "CLINIC_24H",
            Self::ClinicNow => "CLINIC_NOW",
            Self::Emergency => "EMERGENCY",
        }
    }
}

/// What a symptom means, alone or with another, in a stretch of time after the end of a session.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The row of the clinic's table that it stands for, `T05`; `5.3` where the table is silent.
    pub code: Box<str>,
    /// One of these is noticed.
    pub any_of: Vec<SymptomId>,
    /// And one of these beside it; nothing more is needed where empty.
    #[serde(default)]
    pub with: Vec<SymptomId>,
    /// Later than this long after; from the end of the session on where empty.
    #[serde(default)]
    pub from: Option<Elapsed>,
    /// Until this long after, that very minute too: “up to 2 hours” is still 2 hours. For good where
    /// empty.
    #[serde(default)]
    pub to: Option<Elapsed>,
    /// Only if one of these was given; whatever was given where empty.
    #[serde(default)]
    pub if_given: Vec<IngredientId>,
    /// Only if none of these was given; whatever was given where empty.
    #[serde(default)]
    pub if_not_given: Vec<IngredientId>,
    /// How urgent it is.
    pub level: Level,
    /// What to do and to say, beside the words of the level.
    #[serde(default)]
    pub say: Vec<Say>,
    /// Which helplines to offer.
    #[serde(default)]
    pub helplines: Vec<CareId>,
    /// Where it comes from.
    pub source: Source,
    /// How sure that is.
    pub confidence: Confidence,
}

/// A session that has ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed<'a> {
    /// How long ago it ended.
    pub since_end: TimeDelta,
    /// What was given in it.
    pub given: Given<'a>,
}

/// How urgent it is, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged<'a> {
    /// The worst level that a rule reaches.
    pub level: Level,
    /// The rules that reach it, as they stand in the content.
    pub rules: Vec<&'a Rule>,
    /// What they say, each once.
    pub say: Vec<&'a CareId>,
    /// Which helplines they offer.
    pub helplines: Vec<&'a Helpline>,
}

impl Triage {
    /// The symptoms to choose from after what was given.
    pub fn shown<'a>(&'a self, given: Given<'a>) -> impl Iterator<Item = &'a Symptom> {
        self.symptoms.iter().filter(move |symptom| given.fits(&symptom.if_given) != Truth::No)
    }

    /// How urgent these symptoms are after these sessions, the newest first; nothing where none is chosen.
    ///
    /// They are judged by the newest session. What any session may explain is judged alone, by the one
    /// after which it is mildest. The worst of all wins. Without a session no hour is known: then it is
    /// [`Triage::worst`] of what nobody has recorded.
    pub fn judge_after(&self, symptoms: &[SymptomId], sessions: &[Passed<'_>]) -> Option<Judged<'_>> {
        let Some(newest) = sessions.first() else { return self.worst(symptoms, Given::Unknown) };
        let mut of_newest = Vec::new();
        let mut speaking = Vec::new();
        for id in symptoms {
            if self.is_of_any_session(id) {
                speaking.extend(self.mildest(id, sessions));
            } else {
                of_newest.push(id.clone());
            }
        }
        speaking.extend(self.speaking(&of_newest, *newest));
        self.worst_of(&speaking)
    }

    /// How urgent these symptoms are at worst, where nobody knows how long ago the session ended; nothing
    /// where none is chosen.
    pub fn worst(&self, symptoms: &[SymptomId], given: Given<'_>) -> Option<Judged<'_>> {
        let mut speaking = self.speaking(symptoms, Passed { since_end: TimeDelta::zero(), given });
        for bound in self.rules.iter().flat_map(|rule| rule.from.into_iter().chain(rule.to)) {
            for beside in [-1, 0, 1] {
                let since_end = TimeDelta::minutes(bound.minutes() + beside);
                speaking.extend(self.speaking(symptoms, Passed { since_end, given }));
            }
        }
        self.worst_of(&speaking)
    }

    /// How urgent these symptoms are, so long after the end of the session; nothing where none is chosen.
    ///
    /// Where nobody has recorded what was given, a rule that hangs on it counts both ways, so that the
    /// level is never milder than it would be if it were known.
    pub fn judge(
        &self,
        symptoms: &[SymptomId],
        since_end: TimeDelta,
        given: Given<'_>,
    ) -> Option<Judged<'_>> {
        self.worst_of(&self.speaking(symptoms, Passed { since_end, given }))
    }

    fn is_of_any_session(&self, id: &SymptomId) -> bool {
        self.symptoms.iter().any(|symptom| symptom.of_any_session && symptom.id == *id)
    }

    /// The rules that speak of a symptom alone after the session after which it is mildest; of equal ones
    /// the newest.
    fn mildest<'a, 'g>(&'a self, symptom: &SymptomId, sessions: &[Passed<'g>]) -> Vec<Speaking<'a, 'g>> {
        let mut mildest = Vec::new();
        for session in sessions {
            let speaking = self.speaking(core::slice::from_ref(symptom), *session);
            let level = worst_level(&speaking);
            if level.is_some() && worst_level(&mildest).is_none_or(|mildest| level < Some(mildest)) {
                mildest = speaking;
            }
        }
        mildest
    }

    /// The rules that speak of these symptoms after a session.
    fn speaking<'a, 'g>(&'a self, symptoms: &[SymptomId], session: Passed<'g>) -> Vec<Speaking<'a, 'g>> {
        let holds = |rule: &&Rule| rule.holds(symptoms, session.since_end, session.given);
        self.rules.iter().filter(holds).map(|rule| (rule, session.given)).collect()
    }

    /// What the worst of these rules say, in the order of the content.
    fn worst_of<'a>(&'a self, speaking: &[Speaking<'a, '_>]) -> Option<Judged<'a>> {
        let level = worst_level(speaking)?;
        let mut judged = Judged { level, rules: Vec::new(), say: Vec::new(), helplines: Vec::new() };
        for rule in self.rules.iter().filter(|rule| rule.level == level) {
            let mut is_new = true;
            for (_, given) in speaking.iter().filter(|(other, _)| core::ptr::eq(*other, rule)) {
                if is_new {
                    judged.rules.push(rule);
                    is_new = false;
                }
                for say in rule.say.iter().filter(|say| say.concerns(*given)) {
                    if !judged.say.contains(&&say.id) {
                        judged.say.push(&say.id);
                    }
                }
            }
            let offered = |helpline: &&Helpline| !is_new && rule.helplines.contains(&helpline.id);
            for helpline in self.helplines.iter().filter(offered) {
                if !judged.helplines.contains(&helpline) {
                    judged.helplines.push(helpline);
                }
            }
        }
        Some(judged)
    }
}

/// A rule that speaks, and what was given in the session after which it does.
type Speaking<'a, 'g> = (&'a Rule, Given<'g>);

fn worst_level(speaking: &[Speaking<'_, '_>]) -> Option<Level> {
    speaking.iter().map(|(rule, _)| rule.level).max()
}

impl Rule {
    fn holds(&self, symptoms: &[SymptomId], since_end: TimeDelta, given: Given<'_>) -> bool {
        let one_of = |named: &[SymptomId]| named.iter().any(|id| symptoms.contains(id));
        let after = |bound: Elapsed| since_end.num_minutes() > bound.minutes();
        self.from.is_none_or(after)
            && !self.to.is_some_and(after)
            && one_of(&self.any_of)
            && (self.with.is_empty() || one_of(&self.with))
            && given.fits(&self.if_given) != Truth::No
            && given.has_any(&self.if_not_given) != Truth::Yes
    }
}
