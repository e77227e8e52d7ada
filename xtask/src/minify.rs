//! Scripts with short names and no needless letter, by oxc.

use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

use crate::failure::Failure;

/// The same module, smaller; `name` is what a failure calls it.
pub fn module(name: &str, text: &str) -> Result<String, Failure> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, text, SourceType::mjs()).parse();
    if let Some(fault) = parsed.diagnostics.first() {
        return Err(Failure::refused(name, fault, "mend the script"));
    }
    let mut program = parsed.program;
    let options = MinifierOptions {
        mangle: Some(MangleOptions { top_level: Some(true), ..MangleOptions::default() }),
        mangle_properties: None,
        compress: Some(CompressOptions::default()),
    };
    let minified = Minifier::new(options).minify(&allocator, &mut program);
    let written = Codegen::new().with_options(CodegenOptions::minify()).with_scoping(minified.scoping);
    Ok(written.build(&program).code)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    #[test]
    fn names_inside_are_short_and_what_others_see_stays() {
        let text = "// why\nconst longName = globalThis.other;\nexport default function start(given) {\n  return longName.called(given, longName);\n}\n";
        let small = module("start.js", text).unwrap();
        assert_eq!(small, "const e=globalThis.other;export default function t(t){return e.called(t,e)}");
    }

    #[test]
    fn what_is_no_script_is_refused() {
        let failure = module("boot.js", "const = 1").map_err(|failure| failure.to_string());
        assert!(failure.unwrap_err().starts_with("boot.js: "));
    }
}
