//! The clinic's content as a whole, and what each of its files carries: who wrote it, when, and
//! who has signed it.

use crate::domain::aftercare::preparation::Preparation;
use crate::domain::aftercare::timeline::Aftercare;
use crate::domain::clinic::Clinic;
use crate::domain::details::{Details, Place};
use crate::domain::formulation::formulary::Formulary;
use crate::domain::formulation::proposal::Rules;
use crate::domain::labs::panel::Panel;
use crate::domain::packed;
use crate::domain::patient::Vocabulary;
use crate::domain::scheduling::protocol::Protocol;
use chrono::NaiveDate;
use core::fmt;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// All content files of the clinic but the words, and but those that come after the first load:
/// `booking.json`, [`Booking`](crate::domain::scheduling::opening::Booking), `triage.json`,
/// `activities.json` and `precheck.json`, [`Guidance`](crate::domain::aftercare::guidance::Guidance).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// Who the clinic is.
    pub clinic: Clinic,
    /// Ingredients and their rules.
    pub formulary: Formulary,
    /// Blood values.
    pub labs: Panel,
    /// The course of treatment.
    pub protocol: Protocol,
    /// The days before a session.
    pub preparation: Preparation,
    /// The hours and weeks after a session.
    pub aftercare: Aftercare,
    /// The vocabulary of records.
    pub facts: Vocabulary,
}

impl Content {
    /// What the formulation needs of it.
    pub fn rules(&self) -> Rules<'_> {
        Rules {
            formulary: &self.formulary,
            panel: &self.labs,
            vocabulary: &self.facts,
            protocol: &self.protocol,
        }
    }

    /// The heads of all files, by file name.
    pub fn abouts(&self) -> [(&'static str, &About); 7] {
        [
            ("clinic.json", &self.clinic.about),
            ("formulary.json", &self.formulary.about),
            ("labs.json", &self.labs.about),
            ("protocol.json", &self.protocol.about),
            ("preparation.json", &self.preparation.about),
            ("aftercare.json", &self.aftercare.about),
            ("facts.json", &self.facts.about),
        ]
    }
}

/// The words of one language (`text/en.json`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Author, version, signature.
    pub about: About,
    /// The language, as the browser names it: `en`.
    pub language: Box<str>,
    /// Which way it is written.
    pub direction: Direction,
    /// Key → text; `{name}` in a text is a place to fill.
    pub words: BTreeMap<Box<str>, Box<str>>,
}

/// Which way a language is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// Which form of the packed content this build writes and reads: it changes with every change of
/// the types the content is read into, so that a phone never misreads a pack of another build.
pub const FORMAT: &str = env!("CONTENT_FORMAT");

/// Why a pack is not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAPack {
    /// It was packed for another build of the portal.
    #[error("the content was packed for another build of the portal")]
    OtherFormat,
    /// It is damaged.
    #[error("the content is damaged")]
    Damaged,
}

/// Why content cannot be packed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the content cannot be packed: {0}")]
pub struct NotPacked(#[from] postcard::Error);

/// What a phone fetches first: the content and the words of one language, less the details, and
/// where those are.
pub type First = (Content, Text, Place);

/// What a phone fetches after it: the details, how sessions are booked as
/// [`Booking::packed`](crate::domain::scheduling::opening::Booking::packed) wrote it, and what is
/// answered after a session as
/// [`Guidance::packed`](crate::domain::aftercare::guidance::Guidance::packed) wrote it. Those bytes stay
/// as they are until a page books or answers.
pub type Second = (Details, Vec<u8>, Vec<u8>);

/// [`First`] or [`Second`] as one run of bytes. JSON is for clinicians; reading it by type costs
/// the phone a quarter more code.
///
/// The form comes first, then a digest of the rest, by which damage is found before it is read.
///
/// # Errors
/// [`NotPacked`] where a value has no packed form.
pub fn pack<T: Serialize>(what: &T) -> Result<Vec<u8>, NotPacked> {
    let packed = postcard::to_allocvec(what)?;
    Ok([FORMAT.as_bytes(), &digest(&packed).to_le_bytes(), &packed].concat())
}

/// Reads what [`pack`] wrote.
///
/// # Errors
/// [`NotAPack`] for the pack of another build, and for one that is damaged.
pub fn unpack<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, NotAPack> {
    let rest = bytes.strip_prefix(FORMAT.as_bytes()).ok_or(NotAPack::OtherFormat)?;
    match rest.split_first_chunk() {
        Some((stated, packed)) if digest(packed).to_le_bytes() == *stated => Ok(packed::read(packed)),
        _ => Err(NotAPack::Damaged),
    }
}

/// The FNV-1a digest.
fn digest(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |digest, byte| {
        (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

/// The head of a content file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct About {
    /// Who wrote it.
    pub author: Box<str>,
    /// Its version, raised with every published change.
    pub version: u32,
    /// The day of this version.
    pub date: Day,
    /// The clinician who has checked and signed it; nobody yet where empty.
    pub signed_by: Option<Box<str>>,
}

/// How sure the clinic is of a number, a text or a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// The clinic's habit; no evidence found.
    Convention,
    /// Case series, a small study, an expert page.
    Weak,
    /// A trial, a systematic review, consistent cohorts.
    Moderate,
    /// A label, a regulator, a major guideline.
    Strong,
    /// Stated by the clinic's own description of the treatment.
    Seed,
}

impl Confidence {
    /// The key of its words in the content.
    pub fn key(self) -> &'static str {
        match self {
            Self::Convention => "convention",
            Self::Weak => "weak",
            Self::Moderate => "moderate",
            Self::Strong => "strong",
            Self::Seed => "seed",
        }
    }
}

/// Where a number or a rule comes from: tags of the formulary's list. It is for those who read the
/// clinic's files; packed for a phone it is empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source(Box<str>);

impl Serialize for Source {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            self.0.serialize(serializer)
        } else {
            serializer.serialize_unit()
        }
    }
}
impl<'de> Deserialize<'de> for Source {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if deserializer.is_human_readable() {
            return Box::deserialize(deserializer).map(Self);
        }
        Ok(Self(Box::default()))
    }
}

/// A calendar day in the content, written `YYYY-MM-DD`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub NaiveDate);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        super::time::day(&text).map(Self).map_err(D::Error::custom)
    }
}
