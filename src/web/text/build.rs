//! Turns the interface's English words (`ui.…`) into constants, so that a page cannot ask for a
//! word that does not exist, gives each a short key for the pack, and stamps the packed form.

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
    println!("cargo:rerun-if-changed={WORDS}");
    println!("cargo:rerun-if-changed=src/web/text/build.rs");
    let file: serde_json::Value = serde_json::from_str(&fs::read_to_string(WORDS)?)?;
    let words = file["words"].as_object().ok_or("the words are missing")?;
    let mut keys = BTreeMap::new();
    let mut built_in = Vec::new();
    for (key, text) in words.iter().filter(|(key, _)| key.starts_with(PREFIX)) {
        let text = text.as_str().ok_or_else(|| format!("{key} is no text"))?;
        match key.rsplit_once('.') {
            Some((stem, category)) if CATEGORIES.contains(&category) => keys.insert(stem, ("Plural", text)),
            _ => keys.insert(key, ("Key", text)),
        };
        if key.starts_with(BUILT_IN) {
            built_in.push((key, text));
        }
    }
    let (mut code, mut short_keys) = (String::new(), String::new());
    for (number, (key, (kind, text))) in keys.iter().enumerate() {
        let name = key.trim_start_matches(PREFIX).to_uppercase().replace(['.', '-'], "_");
        let short = short(number)?;
        writeln!(code, "/// `{text}`\npub const {name}: {kind} = {kind}(*b{short:?});")?;
        writeln!(short_keys, "    ({key:?}, {short:?}),")?;
    }
    writeln!(
        code,
        "/// Words for the case that the content cannot be read.\npub const BUILT_IN: &[(&str, &str)] = &["
    )?;
    for (key, text) in built_in {
        let number = keys.keys().position(|known| *known == key).ok_or("a built-in word is a plural")?;
        writeln!(code, "    ({:?}, {text:?}),", short(number)?)?;
    }
    writeln!(code, "];")?;
    let form = digest(short_keys.as_bytes(), format(Path::new(TYPES), FIRST)?);
    println!("cargo:rustc-env=CONTENT_FORMAT={form:016x}");
    let short_keys = format!(
        "/// The keys of the interface's words in their order, and the short key of each.\nconst SHORT: &[(&str, &str)] = &[\n{short_keys}];\n"
    );
    let folder = env::var("OUT_DIR")?;
    fs::write(Path::new(&folder).join("words.rs"), code)?;
    fs::write(Path::new(&folder).join("short_keys.rs"), short_keys)?;
    Ok(())
}

/// The short key of the word of that number: two letters, the first of them large.
fn short(number: usize) -> Result<String, Box<dyn Error>> {
    let mut seconds = ('a'..='z').chain('A'..='Z');
    let letters = ('A'..='Z').nth(number / 52).zip(seconds.nth(number % 52));
    let (first, second) = letters.ok_or("two letters are not enough for so many words")?;
    Ok([first, second].into_iter().collect())
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
        digest = self::digest(&fs::read(path)?, digest);
    }
    Ok(digest)
}

fn digest(bytes: &[u8], first: u64) -> u64 {
    bytes.iter().fold(first, |digest, byte| (digest ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
