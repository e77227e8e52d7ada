//! The clinic's content in two files: what a phone fetches first, and after it the details with how
//! sessions are booked and what is answered after one.
//!
//! Typed and packed rather than joined as JSON: the phone needs no reader for each type, and
//! every number reaches it as the clinic wrote it.

use std::path::Path;

use portal::domain::content;
use portal::domain::details::{Place, split_off};

use crate::check_clinic::{self, Files};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::files;

/// How the name of a pack begins and ends; between them stands its digest.
pub const NAMED: (&str, &str) = ("clinic-", ".pack");
/// The same of its details.
pub const DETAILS_NAMED: (&str, &str) = ("details-", ".pack");

/// The finished files.
#[derive(Debug, Default)]
pub struct Pack {
    /// `clinic-<digest>.pack`.
    pub name: String,
    /// The value of an `integrity` attribute.
    pub integrity: String,
    /// What the clinic calls itself in `clinic.json`.
    pub clinic: String,
    /// What the phone reads.
    pub bytes: Vec<u8>,
    /// `details-<digest>.pack`, which the pack names.
    pub details: String,
    /// What the phone reads after it.
    pub details_bytes: Vec<u8>,
}

impl Pack {
    /// Writes both files into a site.
    pub fn write(&self, site: &Path) -> Result<(), Failure> {
        files::write(&site.join(&self.details), &self.details_bytes)?;
        files::write(&site.join(&self.name), &self.bytes)
    }
}

/// Packs the content of a folder such as `public/clinic`, with its English words.
pub fn pack(folder: &Path) -> Result<Pack, Failure> {
    let refused = |fault| Failure::refused(folder.display(), fault, "mend the content");
    let Files { mut content, mut words, booking, guidance } = check_clinic::files(folder)?;
    let clinic = content.clinic.name.to_string();
    let details = split_off(&mut content, &mut words);
    let second = (details, booking.packed().map_err(refused)?, guidance.packed().map_err(refused)?);
    let details_bytes = content::pack(&second).map_err(refused)?;
    let digest = Digest::of(&details_bytes);
    let details = digest.name("details", "pack");
    let place = Place { address: ["/", &details].concat().into(), integrity: digest.integrity().into() };
    let bytes = content::pack(&(content, words, place)).map_err(refused)?;
    let digest = Digest::of(&bytes);
    Ok(Pack {
        name: digest.name("clinic", "pack"),
        integrity: digest.integrity(),
        clinic,
        bytes,
        details,
        details_bytes,
    })
}

/// The content files, without their ending.
#[cfg(test)]
pub const FILES: [&str; 12] = [
    "clinic",
    "formulary",
    "labs",
    "protocol",
    "preparation",
    "aftercare",
    "facts",
    "text/en",
    "booking",
    "triage",
    "activities",
    "precheck",
];

/// A copy of the shipped content for tests to edit.
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub fn content_for_tests(folder: &Path) {
    for name in FILES {
        let text = files::read_text(&files::clinic().join(format!("{name}.json"))).unwrap();
        files::write(&folder.join(format!("{name}.json")), text).unwrap();
    }
}

/// Replaces a text in one content file of a folder.
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub fn edit_for_tests(folder: &Path, file: &str, from: &str, to: &str) {
    let path = folder.join(file);
    let text = files::read_text(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    files::write(&path, text.replace(from, to)).unwrap();
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use portal::domain::aftercare::guidance::Guidance;
    use portal::domain::content::{First, NotAPack, Second};
    use portal::domain::details::{PICTURE, SOURCE, short_key, with_short_keys};
    use portal::domain::scheduling::opening::Booking;
    use std::fs;

    fn first(bytes: &[u8]) -> Result<First, NotAPack> {
        content::unpack(bytes)
    }

    fn second(bytes: &[u8]) -> Second {
        content::unpack(bytes).unwrap()
    }

    #[test]
    fn a_pack_and_its_details_read_back_as_the_content_they_were_made_of() {
        let folder = files::clinic();
        let pack = pack(&folder).unwrap();
        let (mut content, mut words, place) = first(&pack.bytes).unwrap();
        assert_eq!(*place.address, *["/", &pack.details].concat());
        let (details, booking, guidance) = second(&pack.details_bytes);
        let is_drawing = |key: &str| key.starts_with(PICTURE);
        for (key, text) in details.into_iter().filter(|(key, _)| !is_drawing(key)) {
            match key.strip_prefix(SOURCE).and_then(|rest| rest.strip_prefix('.')) {
                Some(tag) => content.formulary.sources.insert(tag.into(), text),
                None => words.words.insert(key, text),
            };
        }
        // Where numbers come from is said in the clinic's files and not packed.
        let mut all = check_clinic::files(&folder).unwrap();
        all.words.words = with_short_keys(all.words.words);
        let as_packed = content::pack(&(all.content, all.words)).unwrap();
        assert_eq!(Ok((content, words)), content::unpack(&as_packed));
        assert_eq!(booking, all.booking.packed().unwrap());
        let read = Booking::unpacked(&booking);
        assert_eq!(read.packed().unwrap(), booking);
        assert_eq!(
            (read.chairs.len(), read.days_ahead.is),
            (all.booking.chairs.len(), all.booking.days_ahead.is)
        );
        assert_eq!(guidance, all.guidance.packed().unwrap());
        assert_eq!(Guidance::unpacked(&guidance).packed().unwrap(), guidance);
        for (name, (stem, ending)) in [(pack.name, NAMED), (pack.details, DETAILS_NAMED)] {
            assert!(name.starts_with(stem) && name.ends_with(ending), "{name}");
        }
    }

    /// Without a class that the style sheet knows a shape is black.
    #[test]
    fn every_drawing_is_packed_and_each_of_its_shapes_has_a_colour() {
        let (details, ..) = second(&pack(&files::clinic()).unwrap().details_bytes);
        let style = files::read_text(&files::root().join("style/details.css")).unwrap();
        let drawings = fs::read_dir(files::root().join("style/pictures")).unwrap();
        for path in drawings.map(|entry| entry.unwrap().path()) {
            let name = path.file_stem().unwrap().to_string_lossy();
            let drawn = details.get(&*format!("{PICTURE}.{name}")).map_or("", AsRef::as_ref);
            let paths = files::read_text(&path).unwrap().matches("<path ").count();
            assert_eq!((drawn.lines().count(), paths > 0), (paths, true), "{name}");
            for line in drawn.lines() {
                let classes = line.split('"').nth(1).unwrap();
                for class in classes.split(' ') {
                    let is_known =
                        style.contains(&format!(".{class} {{")) || style.contains(&format!(".{class},"));
                    assert!(is_known, "{name}: {class} has no colour");
                }
            }
        }
    }

    /// A phone on a bad line opens with these and nothing more.
    #[test]
    fn what_stands_on_first_screens_is_not_among_the_details() {
        let (_, words, _) = first(&pack(&files::clinic()).unwrap().bytes).unwrap();
        for (key, is_first) in [
            ("ui.today.title", true),
            ("ui.progress.title", true),
            ("ui.progress.no_promise", false),
            ("ui.treatment.title", true),
            ("ui.treatment.lead", false),
            ("ui.help.treatment", true),
            ("ui.product.none", false),
            ("benefit.shedding.name", false),
            ("picture.section", false),
            ("holiday.republic_day", false),
            ("triage.EMERGENCY", false),
            ("symptom.redness", false),
            ("say.lie_flat", false),
            ("activity.wash", false),
            ("precheck.FEVER", false),
            ("check.look_for_lumps", false),
            ("ingredient.zinc.name", true),
            ("ingredient.zinc.does", false),
            ("reason.PREGNANT", true),
            ("reason.PREGNANT.next", true),
            ("reason.ZINC_HIGH", false),
            ("fact.pregnant", true),
        ] {
            let packed = short_key(key).unwrap_or_else(|| key.to_owned());
            assert_eq!(words.words.contains_key(&*packed), is_first, "{key}");
        }
    }

    #[test]
    fn an_edit_of_the_details_gives_both_other_names() {
        let folder = files::scratch("pack-details");
        content_for_tests(&folder);
        let before = pack(&folder).unwrap();
        edit_for_tests(&folder, "text/en.json", "It also lowers DHT a little.", "It lowers DHT.");
        let after = pack(&folder).unwrap();
        assert!(after.details != before.details && after.name != before.name);
    }

    #[test]
    fn an_edit_of_the_hours_reaches_the_details() {
        let folder = files::scratch("pack-booking");
        content_for_tests(&folder);
        let before = pack(&folder).unwrap();
        edit_for_tests(&folder, "booking.json", "\"to\": \"20:00\"", "\"to\": \"21:30\"");
        let after = pack(&folder).unwrap();
        let closes = |pack: &Pack| Booking::unpacked(&second(&pack.details_bytes).1).chairs[0].to.to_string();
        assert_eq!((closes(&before).as_str(), closes(&after).as_str()), ("20:00", "21:30"));
        assert!(after.details != before.details && after.name != before.name);
    }

    #[test]
    fn an_edit_of_what_is_answered_after_a_session_reaches_the_details() {
        let folder = files::scratch("pack-guidance");
        content_for_tests(&folder);
        let before = pack(&folder).unwrap();
        edit_for_tests(&folder, "triage.json", "14416", "14417");
        let after = pack(&folder).unwrap();
        let number = |pack: &Pack| {
            let guidance = Guidance::unpacked(&second(&pack.details_bytes).2);
            guidance.triage.helplines[0].numbers[0].to_string()
        };
        assert_eq!((number(&before).as_str(), number(&after).as_str()), ("14416", "14417"));
        assert!(after.details != before.details && after.name != before.name);
    }

    #[test]
    fn a_pack_of_another_build_or_a_torn_one_is_refused() {
        let mut bytes = pack(&files::clinic()).unwrap().bytes;
        assert_eq!(first(&bytes[..bytes.len() / 2]), Err(NotAPack::Damaged));
        for at in [content::FORMAT.len(), bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(first(&damaged), Err(NotAPack::Damaged), "byte {at}");
        }
        bytes[1] ^= 1;
        assert_eq!(first(&bytes), Err(NotAPack::OtherFormat));
    }

    #[test]
    fn an_edit_gives_the_pack_another_name() {
        let folder = files::scratch("pack-edited");
        content_for_tests(&folder);
        let before = pack(&folder).unwrap().name;
        edit_for_tests(&folder, "formulary.json", "\"below\": \"40\"", "\"below\": \"30\"");
        assert_ne!(pack(&folder).unwrap().name, before);
    }
}
