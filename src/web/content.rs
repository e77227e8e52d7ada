//! The clinic's content and words, fetched once as one pack.

use crate::domain::aftercare::timeline::Aftercare;
use crate::domain::clinic::Clinic;
use crate::domain::content::{About, Content, Day};
use crate::domain::formulation::formulary::Formulary;
use crate::domain::labs::panel::Panel;
use crate::domain::patient::Vocabulary;
use crate::domain::scheduling::protocol::Protocol;
use crate::fhir::record::document;
use crate::web::clock::{NotATimeZone, Zone};
use crate::web::fetch::{self, NotFetched};
use crate::web::text::Words;
use leptos::prelude::*;
use serde::Deserialize;

/// The clinic's content with the words of one language. It stays for as long as the page, so it
/// is lent for good.
#[derive(Debug, PartialEq)]
pub struct Pack {
    /// Rules and numbers.
    pub content: Content,
    /// Words.
    pub words: Words,
    /// The clinic's time zone.
    pub zone: Zone,
}

/// Why there is no content.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoPack {
    /// The page does not say where it is.
    #[error("the page names no content")]
    NotNamed,
    /// It did not arrive.
    #[error(transparent)]
    NotFetched(#[from] NotFetched),
    /// It is not what the clinic's check lets pass.
    #[error("the content is broken: {0}")]
    Broken(String),
    /// The clinic's time zone is unknown to the browser.
    #[error(transparent)]
    TimeZone(#[from] NotATimeZone),
}

/// The pack as it is written. Not a flattened [`Content`]: flattening loses exact numbers.
#[derive(Deserialize)]
struct Packed {
    clinic: Clinic,
    formulary: Formulary,
    labs: Panel,
    protocol: Protocol,
    aftercare: Aftercare,
    facts: Vocabulary,
    text: Words,
}

impl Pack {
    /// Fetches and reads the pack that the page names.
    ///
    /// # Errors
    /// [`NoPack`] where it is missing or broken.
    pub async fn load() -> Result<&'static Self, NoPack> {
        let document = web_sys::window().and_then(|window| window.document());
        let link = document.and_then(|document| document.get_element_by_id("clinic-pack"));
        let link = link.ok_or(NoPack::NotNamed)?;
        let address = link.get_attribute("href").ok_or(NoPack::NotNamed)?;
        let integrity = link.get_attribute("data-integrity");
        let bytes = fetch::bytes(&address, integrity.as_deref()).await?;
        Self::read(&bytes)
    }

    /// Reads a pack.
    ///
    /// # Errors
    /// [`NoPack`] where it is broken.
    pub fn read(bytes: &[u8]) -> Result<&'static Self, NoPack> {
        // By way of a value, as records are read: one parser in the app instead of one per type.
        let value = document(bytes).map_err(|refusal| NoPack::Broken(refusal.to_string()))?;
        let packed = Packed::deserialize(&value).map_err(|fault| NoPack::Broken(fault.to_string()))?;
        let Packed { clinic, formulary, labs, protocol, aftercare, facts, text } = packed;
        let content = Content { clinic, formulary, labs, protocol, aftercare, facts };
        let zone = Zone::named(&content.clinic.time_zone)?;
        Ok(Box::leak(Box::new(Self { content, words: text, zone })))
    }

    /// The clinic.
    pub fn clinic(&self) -> &Clinic {
        &self.content.clinic
    }

    /// The heads of all files, the words included, that no clinician has signed.
    pub fn unsigned(&self) -> impl Iterator<Item = &About> {
        let files = self.content.abouts().into_iter().map(|(_, about)| about);
        files.chain([&self.words.about]).filter(|about| about.signed_by.is_none())
    }

    /// The words for when there is no pack.
    pub fn words_without_one() -> Words {
        let about = About { author: "".into(), version: 0, date: Day(chrono::NaiveDate::default()), signed_by: None };
        Words::built_in(about)
    }
}

/// The pack, in every page.
pub fn pack() -> &'static Pack {
    expect_context::<&'static Pack>()
}

/// The words, in every page.
pub fn words() -> &'static Words {
    &pack().words
}
