//! The clinic's content in one file: what a phone fetches instead of seven.
//!
//! Typed and packed rather than joined as JSON: the phone needs no reader for each type, and
//! every number reaches it as the clinic wrote it.

use std::path::Path;

use portal::domain::content;

use crate::check_clinic;
use crate::digest::Digest;
use crate::failure::Failure;

/// How the name of a pack begins and ends; between them stands its digest.
pub const NAMED: (&str, &str) = ("clinic-", ".pack");

/// The finished file.
#[derive(Debug)]
pub struct Pack {
    /// `clinic-<digest>.pack`.
    pub name: String,
    /// The value of an `integrity` attribute.
    pub integrity: String,
    /// What the clinic calls itself in `clinic.json`.
    pub clinic: String,
    /// What the phone reads.
    pub bytes: Vec<u8>,
}

/// Packs the content of a folder such as `public/clinic`, with its English words.
pub fn pack(folder: &Path) -> Result<Pack, Failure> {
    let (content, words) = check_clinic::with_words(folder)?;
    let bytes = content::pack(&content, &words)
        .map_err(|fault| Failure::refused(folder.display(), fault, "mend the content"))?;
    let digest = Digest::of(&bytes);
    Ok(Pack {
        name: digest.name("clinic", "pack"),
        integrity: digest.integrity(),
        clinic: content.clinic.name.into(),
        bytes,
    })
}

/// A copy of the shipped content for tests to edit.
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub fn content_for_tests(folder: &Path) {
    use crate::files;
    for name in ["clinic", "formulary", "labs", "protocol", "preparation", "aftercare", "facts", "text/en"] {
        let text = files::read_text(&files::clinic().join(format!("{name}.json"))).unwrap();
        files::write(&folder.join(format!("{name}.json")), text).unwrap();
    }
}

/// Replaces a text in one content file of a folder.
#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
pub fn edit_for_tests(folder: &Path, file: &str, from: &str, to: &str) {
    use crate::files;
    let path = folder.join(file);
    let text = files::read_text(&path).unwrap();
    assert!(text.contains(from), "{file} has no {from}");
    files::write(&path, text.replace(from, to)).unwrap();
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::files;

    #[test]
    fn a_pack_reads_back_as_the_content_it_was_made_of() {
        let folder = files::clinic();
        let pack = pack(&folder).unwrap();
        let (content, words) = content::unpack(&pack.bytes).unwrap();
        assert_eq!((content, words), check_clinic::with_words(&folder).unwrap());
        assert!(pack.name.starts_with(NAMED.0) && pack.name.ends_with(NAMED.1), "{}", pack.name);
    }

    #[test]
    fn a_pack_of_another_build_or_a_torn_one_is_refused() {
        let mut bytes = pack(&files::clinic()).unwrap().bytes;
        assert_eq!(content::unpack(&bytes[..bytes.len() / 2]), Err(content::NotAPack::Damaged));
        for at in [content::FORMAT.len(), bytes.len() / 2, bytes.len() - 1] {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            assert_eq!(content::unpack(&damaged), Err(content::NotAPack::Damaged), "byte {at}");
        }
        bytes[1] ^= 1;
        assert_eq!(content::unpack(&bytes), Err(content::NotAPack::OtherFormat));
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
