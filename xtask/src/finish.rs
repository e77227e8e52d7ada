//! `cargo xtask finish`, which Trunk calls after a build: turns its output into what is published.
//!
//! Every file that may be kept for good is named by the digest of its final bytes, and index.html carries the integrity of what it loads.
//! Same input, same bytes: two builds of one source can be compared by their build.json.

use std::env;
use std::path::{Path, PathBuf};

use crate::digest::Digest;
use crate::failure::Failure;
use crate::inventory::{self, Inventory};
use crate::page::Page;
use crate::{check_clinic, compact, files, imports, minify, pack, split};

/// The style sheets in the order of their layers, joined into one.
const STYLE: &[&str] = &["tokens", "base", "layout", "components", "pages"];

/// Those that come with the second module, after the first load.
const STYLE_OF_DETAILS: &[&str] = &["details", "print"];

/// The script that opens the portal; the names in braces are filled in here.
const BOOT: &str = include_str!("../assets/boot.js");

/// Finishes what Trunk has staged.
pub fn run() -> Result<(), Failure> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or_else(|| {
        Failure::refused("cargo xtask finish", "is for Trunk to call after a build", "run `cargo xtask dist`")
    })?;
    check_clinic::run(&files::clinic())?;
    finish(&files::root(), &staging)
}

/// Finishes the build in `staging` with the style sheets and public files of the project in `root`.
fn finish(root: &Path, staging: &Path) -> Result<(), Failure> {
    let glue = built(staging, "js")?;
    let wasm = built(staging, "wasm")?;
    let (mut text, mut module) = (files::read_text(&glue)?, files::read(&wasm)?);
    let mut first_style = style(root, STYLE)?;
    let later_style = style(root, STYLE_OF_DETAILS)?;
    if split::is_to_part(&text) {
        let parts = split::part()?;
        let second = add(staging, "details", "wasm", &parts.second)?;
        let style = add(staging, "details", "css", &later_style)?;
        text = split::with_loader(&parts.glue, &second, &style)?;
        module = parts.first;
    } else {
        first_style.push_str(&later_style);
    }
    let (text, module) = imports::shorten(&text, &module)?;
    files::write(&glue, minify::module("the glue", &text)?)?;
    files::write(&wasm, module)?;
    let glue = rename(staging, &glue, "js")?;
    let wasm = rename(staging, &wasm, "wasm")?;
    let style = add(staging, "style", "css", &first_style)?;
    let boot = BOOT
        .replace("{glue}", &glue.address())
        .replace("{wasm}", &wasm.address())
        .replace("{wasm-integrity}", &wasm.integrity);
    let boot = add(staging, "boot", "js", &minify::module("boot.js", &boot)?)?;
    let pack = pack::pack(&root.join("public/clinic"))?;
    pack.write(staging)?;
    copy_public(root, staging)?;

    let path = staging.join("index.html");
    let mut page = Page::new(files::read_text(&path)?);
    page.replace("href=\"/style.css\"", &style.tag("link rel=\"stylesheet\"", "href"))?;
    // The wasm has no integrity here: browsers ignore it on a preloaded fetch, and boot.js states it when it fetches.
    let preloads = format!(
        "{}\n  <link rel=\"preload\" as=\"fetch\" type=\"application/wasm\" crossorigin href=\"{}\">",
        glue.tag("link rel=\"modulepreload\"", "href"),
        wasm.address()
    );
    page.replace("data-trunk", &preloads)?;
    page.point_to(&pack)?;
    page.replace("src=\"/boot.js\"", &boot.tag("script type=\"module\"", "src"))?;
    files::write(&path, page.into_text())?;

    inventory::renew(staging, Inventory::default())?;
    Ok(())
}

/// Copies what is published as it stands: everything in `public/` but the clinic's content, of which only the samples go out beside the pack.
pub fn copy_public(root: &Path, site: &Path) -> Result<(), Failure> {
    let public = root.join("public");
    for name in files::below(&public)? {
        if !name.starts_with("clinic/") || name.starts_with("clinic/samples/") {
            files::write(&site.join(&name), files::read(&public.join(&name))?)?;
        }
    }
    Ok(())
}

/// A file with its final name.
pub struct Named {
    /// The name, by the digest of its bytes.
    pub name: String,
    /// The value of an `integrity` attribute.
    pub integrity: String,
}

impl Named {
    /// Its address in the portal.
    pub fn address(&self) -> String {
        format!("/{}", self.name)
    }

    fn tag(&self, start: &str, attribute: &str) -> String {
        format!("<{start} {attribute}=\"/{}\" integrity=\"{}\" crossorigin>", self.name, self.integrity)
    }
}

/// Writes a file under the name of its digest.
fn add(site: &Path, stem: &str, extension: &str, bytes: impl AsRef<[u8]>) -> Result<Named, Failure> {
    let digest = Digest::of(bytes.as_ref());
    let name = digest.name(stem, extension);
    files::write(&site.join(&name), bytes)?;
    Ok(Named { name, integrity: digest.integrity() })
}

/// Renames a file that Trunk wrote: its own name stands for other bytes than the final ones.
fn rename(staging: &Path, old: &Path, extension: &str) -> Result<Named, Failure> {
    let digest = Digest::of(&files::read(old)?);
    let name = digest.name("portal", extension);
    std::fs::rename(old, staging.join(&name)).map_err(Failure::writing(old))?;
    Ok(Named { name, integrity: digest.integrity() })
}

/// The one file of a type that Trunk wrote.
fn built(staging: &Path, extension: &str) -> Result<PathBuf, Failure> {
    let ending = format!(".{extension}");
    let names =
        files::below(staging)?.into_iter().filter(|name| name.ends_with(&ending) && !name.contains('/'));
    let [only] = &names.collect::<Vec<_>>()[..] else {
        return Err(Failure::refused(
            staging.display(),
            format!("does not hold one {ending} file"),
            "run `cargo xtask dist`",
        ));
    };
    Ok(staging.join(only))
}

/// Style sheets as one.
fn style(root: &Path, sheets: &[&str]) -> Result<String, Failure> {
    let sheets = sheets.iter().map(|sheet| files::read_text(&root.join(format!("style/{sheet}.css"))));
    let sheets = sheets.collect::<Result<Vec<_>, _>>()?;
    Ok(compact::css(&sheets.join("\n")))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    /// A project with every kind of file, and a build of it as Trunk stages it.
    fn project(name: &str) -> (PathBuf, PathBuf) {
        let root = files::scratch(&format!("finish-{name}"));
        let staging = root.join("dist/.stage");
        pack::content_for_tests(&root.join("public/clinic"));
        for sheet in STYLE.iter().chain(STYLE_OF_DETAILS) {
            files::write(
                &root.join(format!("style/{sheet}.css")),
                format!("@layer {sheet} {{ p {{ top: 0 }} }}"),
            )
            .unwrap();
        }
        for (file, text) in [
            ("public/icon.svg", "<svg/>"),
            ("public/clinic/samples/one.json", "{}"),
            ("dist/.stage/portal-web-11.js", "export default { __wbg_get_11: 1 }"),
        ] {
            files::write(&root.join(file), text).unwrap();
        }
        let wasm = imports::module_for_tests(&["__wbg_get_11"]);
        files::write(&staging.join("portal-web-11_bg.wasm"), wasm).unwrap();
        let page = files::read_text(&files::root().join("index.html")).unwrap();
        files::write(&staging.join("index.html"), page).unwrap();
        (root, staging)
    }

    #[test]
    fn two_builds_of_one_source_are_the_same() {
        let [first, second] = ["first", "second"].map(|name| {
            let (root, staging) = project(name);
            finish(&root, &staging).unwrap();
            let names = files::below(&staging).unwrap();
            names
                .into_iter()
                .map(|name| (files::read(&staging.join(&name)).unwrap(), name))
                .collect::<Vec<_>>()
        });
        assert_eq!(first, second);
    }

    #[test]
    fn the_page_names_what_it_loads_by_its_final_bytes() {
        let (root, staging) = project("names");
        finish(&root, &staging).unwrap();
        let inventory = Inventory::read(&staging).unwrap().unwrap();
        let page = files::read_text(&staging.join("index.html")).unwrap();
        for (stem, ending) in
            [("style-", ".css"), ("portal-", ".js"), ("portal-", ".wasm"), ("boot-", ".js"), pack::NAMED]
        {
            let name = inventory.named(stem, ending).unwrap();
            let digest = Digest::of(&files::read(&staging.join(name)).unwrap());
            assert_eq!(digest.name(stem.trim_end_matches('-'), &ending[1..]), name);
            assert!(page.contains(&format!("\"/{name}\"")), "{name} in {page}");
            assert_eq!(page.contains(&digest.integrity()), ending != ".wasm", "{name} in {page}");
        }
        assert!(
            !page.contains("data-trunk") && !page.contains("/style.css") && !page.contains("/boot.js\""),
            "{page}"
        );
        let boot = files::read_text(&staging.join(inventory.named("boot-", ".js").unwrap())).unwrap();
        let wasm = inventory.named("portal-", ".wasm").unwrap();
        assert!(
            boot.contains(&format!("`/{wasm}`"))
                && boot.contains(&Digest::of(&imports::module_for_tests(&["a"])).integrity()),
            "{boot}"
        );
    }

    #[test]
    fn samples_are_published_and_raw_content_is_not() {
        let (root, staging) = project("samples");
        finish(&root, &staging).unwrap();
        let names = Inventory::read(&staging).unwrap().unwrap().files.into_keys().collect::<Vec<_>>();
        assert!(
            names.contains(&"clinic/samples/one.json".to_owned()) && names.contains(&"icon.svg".to_owned()),
            "{names:?}"
        );
        assert!(
            !names.iter().any(|name| name == "clinic/labs.json" || name.starts_with("clinic/text")),
            "{names:?}"
        );
    }
}
