//! `cargo xtask publish-clinic`: checks edited content and renews it in a built portal, in a second and without a compiler.

use std::path::Path;

use crate::failure::Failure;
use crate::inventory::{self, Inventory};
use crate::page::Page;
use crate::{check_clinic, files, finish, pack};

/// Checks the content in `clinic` and publishes it in the built portal `dist`.
pub fn run(clinic: &Path, dist: &Path) -> Result<(), Failure> {
    check_clinic::run(clinic)?;
    finish::copy_public(&files::root(), dist)?;
    let name = publish(clinic, dist)?;
    println!("{} now serves this content as {name}", dist.display());
    Ok(())
}

/// Renews the pack of a built portal and returns its name. A portal that is being served stays whole:
/// the page is pointed to the new pack once that and its details are there, and the old ones go last.
fn publish(clinic: &Path, dist: &Path) -> Result<String, Failure> {
    let unbuilt = || {
        Failure::refused(
            dist.display(),
            "holds no built portal",
            "run `cargo xtask dist`, or name the folder that holds one",
        )
    };
    let before = Inventory::read(dist)?.ok_or_else(unbuilt)?;
    let old = [pack::NAMED, pack::DETAILS_NAMED].map(|(stem, ending)| before.named(stem, ending));
    let old = old.into_iter().map(|name| name.map(str::to_owned)).collect::<Option<Vec<_>>>();
    let old = old.ok_or_else(unbuilt)?;
    let pack = pack::pack(clinic)?;
    pack.write(dist)?;
    let path = dist.join("index.html");
    let mut page = Page::new(files::read_text(&path)?);
    page.point_to(&pack)?;
    files::write(&path, page.into_text())?;
    // With other content it is no longer the build of its source.
    let renewed = inventory::renew(dist, Inventory { source: None, ..before })?;
    let past: Vec<_> = old.iter().filter(|name| **name != pack.name && **name != pack.details).collect();
    for name in &past {
        files::remove(&dist.join(name))?;
    }
    if !past.is_empty() {
        inventory::renew(dist, renewed)?;
    }
    Ok(pack.name)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// A built portal and the content it was built with.
    fn built(name: &str) -> (std::path::PathBuf, std::path::PathBuf) {
        let folder = files::scratch(&format!("publish-{name}"));
        let (clinic, dist) = (folder.join("clinic"), folder.join("dist"));
        pack::content_for_tests(&clinic);
        let pack = pack::pack(&clinic).unwrap();
        pack.write(&dist).unwrap();
        let mut page = Page::new("<link id=\"clinic-pack\"><b id=\"shell-clinic\"></b>".to_owned());
        page.point_to(&pack).unwrap();
        files::write(&dist.join("index.html"), page.into_text()).unwrap();
        inventory::renew(&dist, Inventory { source: Some("digest".to_owned()), ..Inventory::default() })
            .unwrap();
        (clinic, dist)
    }

    #[test]
    fn edited_content_takes_the_place_of_the_old_everywhere() {
        let (clinic, dist) = built("edited");
        let before = pack::pack(&clinic).unwrap();
        let old = before.name;
        pack::edit_for_tests(&clinic, "clinic.json", "Sapphire Roots", "Sapphire");
        pack::edit_for_tests(&clinic, "text/en.json", "It also lowers DHT a little.", "It lowers DHT.");
        pack::edit_for_tests(&clinic, "booking.json", "\"to\": \"20:00\"", "\"to\": \"21:30\"");
        let new = publish(&clinic, &dist).unwrap();
        let details = pack::pack(&clinic).unwrap().details;
        assert_ne!(details, before.details);
        let page = files::read_text(&dist.join("index.html")).unwrap();
        assert!(page.contains(&new) && page.contains(">Sapphire<") && !page.contains(&old), "{page}");
        assert_eq!(
            files::below(&dist).unwrap(),
            [
                "_headers".to_owned(),
                "build.json".to_owned(),
                new.clone(),
                format!("{new}.br"),
                format!("{new}.gz"),
                details.clone(),
                format!("{details}.br"),
                format!("{details}.gz"),
            ]
            .into_iter()
            .chain(
                ["index.html", "index.html.br", "index.html.gz", "sw.js", "sw.js.br", "sw.js.gz"]
                    .map(str::to_owned)
            )
            .collect::<Vec<_>>()
        );
        let inventory = Inventory::read(&dist).unwrap().unwrap();
        let kept = vec!["/".to_owned(), format!("/{new}"), format!("/{details}")];
        assert_eq!((inventory.source, inventory.precache), (None, kept));
        let worker = files::read_text(&dist.join("sw.js")).unwrap();
        assert!(worker.contains(&new) && !worker.contains(&old), "{worker}");
    }

    #[test]
    fn publishing_the_same_content_again_keeps_it() {
        let (clinic, dist) = built("same");
        let before = files::below(&dist).unwrap();
        publish(&clinic, &dist).unwrap();
        assert_eq!(files::below(&dist).unwrap(), before);
    }

    #[test]
    fn a_folder_that_is_no_portal_is_refused() {
        let (clinic, dist) = built("refused");
        let failure = publish(&clinic, &dist.join("nothing")).map_err(|failure| failure.to_string());
        assert!(failure.unwrap_err().contains("holds no built portal"));
    }
}
