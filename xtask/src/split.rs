//! The wasm in two: what opens the portal, and what only the pages with details need, which comes after it.
//!
//! The build for release says in the wasm where it may be parted (`src/web/pages/detailed.rs`) and what depends on what
//! (`--emit-relocs`); `wasm_split_cli_support` parts it. Both modules use one memory and one table of functions.

use std::path::{Path, PathBuf};
use std::process::Command;

use wasm_encoder::reencode::{Error, Reencode};
use wasm_split_cli_support::{Options, transform};
use wasmparser::{CustomSectionReader, Parser};

use crate::failure::Failure;
use crate::finish::Named;
use crate::toolchain::WASM;
use crate::{files, process, tools};

/// How the published name of the second module begins and ends.
pub const NAMED: (&str, &str) = ("details-", ".wasm");

/// What the glue of a build that is not parted yet imports.
const TO_PART: &str = "__wasm_split_placeholder__";

/// What the glue of a parted build imports: a file, in whose place the loader stands.
const LOADER: &str = "./loader.js";

/// The loader; the words in braces are filled in here.
const LOAD: &str = include_str!("../assets/details.js");

/// Both modules, and the glue of the first.
pub struct Parts {
    /// What binds the first module to the browser.
    pub glue: String,
    /// The first module.
    pub first: Vec<u8>,
    /// The second module.
    pub second: Vec<u8>,
}

/// Whether a build with this glue has to be parted.
pub fn is_to_part(glue: &str) -> bool {
    glue.contains(TO_PART)
}

/// Parts what cargo has just built for Trunk.
pub fn part() -> Result<Parts, Failure> {
    let target = target()?;
    let built = target.join(WASM).join("release/portal-web.wasm");
    let folder = target.join("parted");
    let first = folder.join("first.wasm");
    let wasm = files::read(&built)?;
    let mut options = Options::new(&wasm);
    options.output_dir = &folder;
    options.main_out_path = &first;
    options.link_name = LOADER;
    let parted = transform(options).map_err(|fault| {
        Failure::refused(built.display(), format!("cannot be parted ({fault:#})"), "see xtask/src/split.rs")
    })?;
    let [second] = &parted.split_modules[..] else {
        return Err(Failure::refused(built.display(), "is not of two parts", "see xtask/src/split.rs"));
    };
    let mut bind = Command::new(tools::ensure()?.wasm_bindgen());
    // The loader needs the table of functions, which goes without this word.
    bind.args(["--target=web", "--no-typescript", "--keep-lld-exports", "--out-name=portal", "--out-dir"]);
    process::run(bind.arg(&folder).arg(&first), "binding the wasm")?;
    Ok(Parts {
        glue: files::read_text(&folder.join("portal.js"))?,
        first: files::read(&folder.join("portal_bg.wasm"))?,
        second: compact(&files::read(second)?)?,
    })
}

/// The glue with the loader of the second module, and of the style of its pages, in it.
pub fn with_loader(glue: &str, wasm: &Named, style: &Named) -> Result<String, Failure> {
    let lines = glue.lines().filter(|line| line.starts_with("import ") && line.contains(LOADER));
    let [import] = &lines.collect::<Vec<_>>()[..] else {
        return Err(Failure::refused("the glue", "asks for no loader", "see xtask/src/split.rs"));
    };
    let name = import.split_whitespace().nth(3).unwrap_or_default();
    let load = LOAD
        .replace("{wasm}", &wasm.address())
        .replace("{integrity}", &wasm.integrity)
        .replace("{style}", &style.address())
        .replace("{style-integrity}", &style.integrity);
    Ok(format!(
        "{}\nconst {name} = {{ __wasm_split_load_details: load }};\n{load}",
        glue.replacen(import, "", 1)
    ))
}

/// The folder that cargo builds into: this program lies in it.
fn target() -> Result<PathBuf, Failure> {
    let program = std::env::current_exe().map_err(Failure::reading(Path::new("xtask")))?;
    program.ancestors().nth(2).map(Path::to_owned).ok_or_else(|| {
        Failure::refused(program.display(), "does not lie where cargo builds", "run `cargo xtask dist`")
    })
}

/// The same module with its numbers as short as they can be, which the linker had left room around, and without notes.
fn compact(wasm: &[u8]) -> Result<Vec<u8>, Failure> {
    let mut module = wasm_encoder::Module::new();
    Short.parse_core_module(&mut module, Parser::new(0), wasm).map_err(|fault| {
        Failure::refused("the second module", format!("cannot be read ({fault})"), "see xtask/src/split.rs")
    })?;
    Ok(module.finish())
}

struct Short;

impl Reencode for Short {
    type Error = std::convert::Infallible;

    fn parse_custom_section(
        &mut self,
        _: &mut wasm_encoder::Module,
        _: CustomSectionReader<'_>,
    ) -> Result<(), Error<Self::Error>> {
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn named(name: &str) -> Named {
        Named { name: name.to_owned(), integrity: "sha256-a=".to_owned() }
    }

    #[test]
    fn the_loader_takes_the_place_of_the_file_that_the_glue_imports() {
        let glue = "import * as import1 from \"./loader.js\"\n\nlet wasm;\nexport default { \"./loader.js\": import1 };\n";
        let glue = with_loader(glue, &named("details-1.wasm"), &named("details-1.css")).unwrap();
        assert!(!glue.contains("import *") && !glue.contains("{wasm}") && !glue.contains("{style"), "{glue}");
        assert!(glue.contains("href: \"/details-1.css\", integrity: \"sha256-a=\""), "{glue}");
        assert!(glue.contains("fetch(\"/details-1.wasm\", { integrity: \"sha256-a=\" })"), "{glue}");
        assert!(glue.contains("const import1 = { __wasm_split_load_details: load };"), "{glue}");
        crate::minify::module("the glue", &glue).unwrap();
    }

    #[test]
    fn a_glue_that_asks_for_no_loader_is_refused() {
        for glue in ["let wasm;", "import * as import1 from \"./other.js\"", "\"./loader.js\""] {
            let loaded = with_loader(glue, &named("details-1.wasm"), &named("details-1.css"));
            assert!(loaded.is_err(), "{glue}");
        }
    }

    #[test]
    fn a_plain_build_stays_one() {
        assert!(!is_to_part("import * as import1 from \"./loader.js\""));
        assert!(is_to_part("import * as import1 from \"__wasm_split_placeholder__\""));
    }

    // A number of the linker has room for the largest: here 1 in five bytes, before a note that nobody reads.
    #[test]
    fn room_that_the_linker_left_is_closed() {
        let head = *b"\0asm\x01\0\0\0";
        let roomy = [&head[..], &[5, 7, 1, 0, 0x81, 0x80, 0x80, 0x80, 0], &[0, 2, 1, b'n']].concat();
        assert_eq!(compact(&roomy).unwrap(), [&head[..], &[5, 3, 1, 0, 1]].concat());
        assert!(compact(&roomy[..12]).is_err());
    }
}
