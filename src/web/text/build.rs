//! Turns the interface's English words (`ui.…`) into constants, so that a page cannot ask for a
//! word that does not exist, and stamps the form of the packed content.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::Path;
use std::{env, fs};

const WORDS: &str = "public/clinic/text/en.json";
const PREFIX: &str = "ui.";
/// Words that must be there even when the content is not: they travel inside the app.
const BUILT_IN: &str = "ui.no_pack.";
const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The types that the content is read into.
const TYPES: &str = "src/domain";

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed={TYPES}");
    println!("cargo:rustc-env=CONTENT_FORMAT={:016x}", format(Path::new(TYPES), FIRST)?);
    println!("cargo:rerun-if-changed={WORDS}");
    println!("cargo:rerun-if-changed=src/web/text/build.rs");
    let file: serde_json::Value = serde_json::from_str(&fs::read_to_string(WORDS)?)?;
    let words = file["words"].as_object().ok_or("the words are missing")?;
    let mut keys = BTreeMap::new();
    let mut built_in = String::new();
    for (key, text) in words.iter().filter(|(key, _)| key.starts_with(PREFIX)) {
        let text = text.as_str().ok_or_else(|| format!("{key} is no text"))?;
        match key.rsplit_once('.') {
            Some((stem, category)) if CATEGORIES.contains(&category) => keys.insert(stem, ("Plural", text)),
            _ => keys.insert(key, ("Key", text)),
        };
        if key.starts_with(BUILT_IN) {
            writeln!(built_in, "    ({key:?}, {text:?}),")?;
        }
    }
    let mut code = String::new();
    for (key, (kind, text)) in keys {
        let name = key.trim_start_matches(PREFIX).to_uppercase().replace(['.', '-'], "_");
        writeln!(code, "/// “{text}”\npub const {name}: {kind} = {kind}({key:?});")?;
    }
    writeln!(
        code,
        "/// Words for the case that the content cannot be read.\npub const BUILT_IN: &[(&str, &str)] = &[\n{built_in}];"
    )?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), code)?;
    Ok(())
}

/// The start of the FNV-1a digest.
const FIRST: u64 = 0xcbf2_9ce4_8422_2325;

/// The FNV-1a digest of every source in a folder, in the order of their names.
fn format(folder: &Path, mut digest: u64) -> Result<u64, Box<dyn Error>> {
    let mut paths =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()?;
    paths.sort();
    for path in paths {
        if path.is_dir() {
            digest = format(&path, digest)?;
            continue;
        }
        for byte in fs::read(path)? {
            digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    Ok(digest)
}
