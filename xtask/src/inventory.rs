//! `build.json`: every published file with its digest, so that anyone can compare two builds; and `sw.js`, made from the same list.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde::{Deserialize, Serialize};

use crate::digest::Digest;
use crate::failure::Failure;
use crate::{files, headers, worker};

/// The inventory's own file.
pub const FILE: &str = "build.json";

/// The file of headers for static hosts.
const HEADERS: &str = "_headers";

/// The endings of compressed copies.
const COPIES: [&str; 2] = ["br", "gz"];

/// What a built portal is made of.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inventory {
    /// The digest of the source it was built from; absent when Trunk was run by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// Every file by its path, less the compressed copies, `_headers` and this file.
    pub files: BTreeMap<String, Entry>,
    /// The addresses that a phone keeps to open the portal offline.
    pub precache: Vec<String>,
}

/// One published file.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// In hexadecimal digits.
    pub sha256: String,
    /// The size before compression.
    pub bytes: usize,
}

impl Entry {
    fn of(bytes: &[u8]) -> Self {
        Self { sha256: Digest::of(bytes).hex(), bytes: bytes.len() }
    }
}

impl Inventory {
    /// Reads the inventory of a built portal; nothing when there is none.
    pub fn read(site: &Path) -> Result<Option<Self>, Failure> {
        let path = site.join(FILE);
        if !path.is_file() {
            return Ok(None);
        }
        serde_json::from_slice(&files::read(&path)?).map(Some).map_err(Failure::parsing(&path))
    }

    /// Writes it beside the files it lists.
    pub fn write(&self, site: &Path) -> Result<(), Failure> {
        let path = site.join(FILE);
        let text = serde_json::to_string_pretty(self).map_err(Failure::parsing(&path))?;
        files::write(&path, text + "\n")
    }

    /// The one file of a site whose name begins and ends so.
    pub fn named(&self, stem: &str, ending: &str) -> Option<&str> {
        self.files.keys().map(String::as_str).find(|name| name.starts_with(stem) && name.ends_with(ending))
    }
}

/// Lists the files of a site, and writes the worker, compressed copies, `_headers` and `build.json`.
/// A file that `before` already lists with the same digest keeps its copies: compressing the wasm takes seconds.
pub fn renew(site: &Path, before: Inventory) -> Result<Inventory, Failure> {
    let (copies, published) = partition(files::below(site)?);
    let mut inventory = Inventory { source: before.source, ..Inventory::default() };
    let mut kept = BTreeMap::new();
    for name in published {
        let bytes = files::read(&site.join(&name))?;
        let entry = Entry::of(&bytes);
        let is_done = before.files.get(&name) == Some(&entry)
            && COPIES.iter().all(|ending| copies.contains(&format!("{name}.{ending}")));
        if !is_done {
            compress(site, &name, &bytes)?;
        }
        kept.insert(address(&name), Digest::of(&bytes).integrity());
        inventory.files.insert(name, entry);
    }
    // Last, when every file it names is there.
    let worker = worker::script(&kept);
    files::write(&site.join(worker::FILE), &worker)?;
    compress(site, worker::FILE, worker.as_bytes())?;
    inventory.files.insert(worker::FILE.to_owned(), Entry::of(worker.as_bytes()));
    inventory.precache = kept.into_keys().collect();
    for copy in copies {
        let of = copy.rsplit_once('.').map_or("", |(name, _)| name);
        if !inventory.files.contains_key(of) {
            files::remove(&site.join(&copy))?;
        }
    }
    files::write(&site.join(HEADERS), headers::for_static_hosts(inventory.files.keys().map(String::as_str)))?;
    inventory.write(site)?;
    Ok(inventory)
}

/// Where a phone finds a file.
fn address(name: &str) -> String {
    if name == "index.html" { "/".to_owned() } else { format!("/{name}") }
}

/// Writes the compressed copies of a file that shrinks.
fn compress(site: &Path, name: &str, bytes: &[u8]) -> Result<(), Failure> {
    if headers::is_compressible(name) {
        files::write(&site.join(format!("{name}.br")), brotli(bytes)?)?;
        files::write(&site.join(format!("{name}.gz")), gzip(bytes)?)?;
    }
    Ok(())
}

/// Compressed copies, then files that are published for themselves; what [`renew`] makes anew is neither.
fn partition(names: Vec<String>) -> (Vec<String>, Vec<String>) {
    let names = names.into_iter().filter(|name| ![FILE, HEADERS, worker::FILE].contains(&name.as_str()));
    names.partition(|name| name.rsplit_once('.').is_some_and(|(_, ending)| COPIES.contains(&ending)))
}

fn brotli(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut compressed = Vec::new();
    let options =
        brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &options)
        .map_err(Failure::writing(Path::new("a .br copy")))?;
    Ok(compressed)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder
        .write_all(bytes)
        .and_then(|()| encoder.finish())
        .map_err(Failure::writing(Path::new("a .gz copy")))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_once_and_old_copies_go() {
        let site = files::scratch("inventory");
        for (name, text) in
            [("index.html", "page"), ("gone.js.br", "x"), ("icon.png", "p"), ("clinic/samples/a.json", "{}")]
        {
            files::write(&site.join(name), text).unwrap();
        }
        let inventory = renew(&site, Inventory::default()).unwrap();
        assert_eq!(
            inventory.files.keys().collect::<Vec<_>>(),
            ["clinic/samples/a.json", "icon.png", "index.html", "sw.js"]
        );
        assert_eq!(Inventory::read(&site).unwrap(), Some(inventory));
        let written = files::below(&site).unwrap();
        assert_eq!(
            written,
            [
                "_headers",
                "build.json",
                "clinic/samples/a.json",
                "clinic/samples/a.json.br",
                "clinic/samples/a.json.gz",
                "icon.png",
                "index.html",
                "index.html.br",
                "index.html.gz",
                "sw.js",
                "sw.js.br",
                "sw.js.gz"
            ]
        );
    }

    #[test]
    fn the_phone_keeps_every_file_but_the_worker_itself() {
        let site = files::scratch("kept");
        for name in ["index.html", "icon.png", "clinic/samples/a.json"] {
            files::write(&site.join(name), name).unwrap();
        }
        let first = renew(&site, Inventory::default()).unwrap();
        assert_eq!(first.precache, ["/", "/clinic/samples/a.json", "/icon.png"]);
        let worker = files::read_text(&site.join("sw.js")).unwrap();
        for (address, name) in [("/", "index.html"), ("/icon.png", "icon.png")] {
            let integrity = Digest::of(name.as_bytes()).integrity();
            assert!(worker.contains(&format!("[\"{address}\",\"{integrity}\"]")), "{worker}");
        }
        let again = renew(&site, first).unwrap();
        assert_eq!(again.precache, ["/", "/clinic/samples/a.json", "/icon.png"]);
        assert_eq!(files::read_text(&site.join("sw.js")).unwrap(), worker);
        files::write(&site.join("index.html"), "edited").unwrap();
        renew(&site, again).unwrap();
        assert_ne!(files::read_text(&site.join("sw.js")).unwrap(), worker);
    }

    #[test]
    fn compressed_copies_hold_the_same_bytes() {
        let bytes = b"the same words, the same words, the same words".repeat(40);
        let mut from_brotli = Vec::new();
        brotli::BrotliDecompress(&mut &*brotli(&bytes).unwrap(), &mut from_brotli).unwrap();
        assert_eq!(from_brotli, bytes);
        let mut from_gzip = Vec::new();
        std::io::Read::read_to_end(
            &mut flate2::read::GzDecoder::new(&*gzip(&bytes).unwrap()),
            &mut from_gzip,
        )
        .unwrap();
        assert_eq!(from_gzip, bytes);
    }
}
