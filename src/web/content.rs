//! The clinic's content and words, fetched once as one pack.

use crate::domain::aftercare::guidance::Guidance;
use crate::domain::clinic::Clinic;
use crate::domain::content::{About, Content, Day, First, NotAPack, Second, unpack};
use crate::domain::details::Place;
use crate::domain::scheduling::opening::Booking;
use crate::web::answer::pause;
use crate::web::around::around;
use crate::web::clock::{NotATimeZone, Zone};
use crate::web::fetch::{self, NotFetched};
use crate::web::text::Words;
use std::sync::OnceLock;

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
    /// Where the details are.
    details: Place,
    /// How sessions are booked, as it came with them.
    packed_booking: OnceLock<Vec<u8>>,
    /// The same, once a page has asked for it.
    booking: OnceLock<Booking>,
    /// What is answered after a session, as it came with them.
    packed_guidance: OnceLock<Vec<u8>>,
    /// The same, once a page has asked for it.
    guidance: OnceLock<Guidance>,
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
    #[error(transparent)]
    Broken(#[from] NotAPack),
    /// The clinic's time zone is unknown to the browser.
    #[error(transparent)]
    TimeZone(#[from] NotATimeZone),
}

#[cfg(feature = "split")]
impl From<wasm_split_helpers::SplitLoaderError> for NoPack {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        NotFetched::NoAnswer("the second module".to_owned()).into()
    }
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
        let pack = Self::read(&bytes)?;
        // Reading it and drawing the screen are two tasks: in between the browser answers taps.
        pause().await;
        Ok(pack)
    }

    /// Reads a pack.
    ///
    /// # Errors
    /// [`NoPack`] where it is broken.
    pub fn read(bytes: &[u8]) -> Result<&'static Self, NoPack> {
        let (content, text, details): First = unpack(bytes)?;
        let zone = Zone::named(&content.clinic.time_zone)?;
        Ok(Box::leak(Box::new(Self {
            content,
            words: Words::new(text),
            zone,
            details,
            packed_booking: OnceLock::new(),
            booking: OnceLock::new(),
            packed_guidance: OnceLock::new(),
            guidance: OnceLock::new(),
        })))
    }

    /// Fetches the details, adds them to the words, and keeps what came with them.
    ///
    /// # Errors
    /// [`NoPack`] where they are missing or broken.
    pub async fn learn_details(&self) -> Result<(), NoPack> {
        let bytes = fetch::bytes(&self.details.address, Some(&self.details.integrity)).await?;
        self.learn(unpack(&bytes)?);
        Ok(())
    }

    /// The details have arrived; those that were there already stay.
    pub fn learn(&self, (details, booking, guidance): Second) {
        self.words.learn(details);
        let _ = self.packed_booking.set(booking);
        let _ = self.packed_guidance.set(guidance);
    }

    /// The clinic.
    pub fn clinic(&self) -> &Clinic {
        &self.content.clinic
    }

    /// The heads of all files, the words included, that no clinician has signed.
    pub fn unsigned(&self) -> impl Iterator<Item = &About> {
        let files = self.content.abouts().into_iter().map(|(_, about)| about);
        files.chain([self.words.about()]).filter(|about| about.signed_by.is_none())
    }

    /// The words for when there is no pack.
    pub fn words_without_one() -> Words {
        let about =
            About { author: "".into(), version: 0, date: Day(chrono::NaiveDate::default()), signed_by: None };
        Words::built_in(about)
    }
}

/// The pack, in every page.
pub fn pack() -> &'static Pack {
    around().pack
}

/// How sessions are booked. Only for what waits for the details
/// ([`with_details`](crate::web::details::with_details)): it comes with them.
pub fn booking() -> &'static Booking {
    let pack = pack();
    pack.booking.get_or_init(|| Booking::unpacked(pack.packed_booking.get().map_or(&[], Vec::as_slice)))
}

/// What is answered after a session. Only for what waits for the details, as [`booking`].
pub fn guidance() -> &'static Guidance {
    let pack = pack();
    pack.guidance.get_or_init(|| Guidance::unpacked(pack.packed_guidance.get().map_or(&[], Vec::as_slice)))
}

/// The words, in every page.
pub fn words() -> &'static Words {
    &pack().words
}
