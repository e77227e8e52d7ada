//! `cargo xtask size`: what a phone downloads at its first visit, in bytes of brotli, against `xtask/budgets.json`.
//!
//! The first load is what stands between a tap and the portal. The details of the content, and the wasm and style of the pages
//! that need them, come after it, when the portal is open; then the worker, which fetches the rest of what is kept for offline
//! use: each is weighed by itself.

use std::path::Path;

use serde::Deserialize;

use crate::failure::Failure;
use crate::inventory::Inventory;
use crate::{dist, files, pack, split};

/// The most that each part may weigh, in bytes of brotli.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    index_and_style: usize,
    boot: usize,
    glue: usize,
    first_load: usize,
    worker: usize,
    second_wasm: usize,
}

/// One line of the answer.
#[derive(Debug, PartialEq, Eq)]
struct Weight {
    part: &'static str,
    bytes: usize,
    budget: Option<usize>,
}

impl Weight {
    fn is_over(&self) -> bool {
        self.budget.is_some_and(|budget| self.bytes > budget)
    }
}

/// Weighs the built portal, and fails when a part is over its budget.
pub fn run() -> Result<(), Failure> {
    let dist = dist::ensure()?;
    let path = files::root().join("xtask/budgets.json");
    let budgets: Budgets = serde_json::from_slice(&files::read(&path)?).map_err(Failure::parsing(&path))?;
    let weights = weigh(&dist, &budgets)?;
    println!("{:<18} {:>8} {:>8}", "bytes of brotli", "now", "most");
    for weight in &weights {
        let budget = weight.budget.map(|budget| budget.to_string()).unwrap_or_default();
        println!(
            "{:<18} {:>8} {:>8}{}",
            weight.part,
            weight.bytes,
            budget,
            if weight.is_over() { "  over" } else { "" }
        );
    }
    if weights.iter().any(Weight::is_over) { Err(Failure::OverBudget) } else { Ok(()) }
}

fn weigh(dist: &Path, budgets: &Budgets) -> Result<Vec<Weight>, Failure> {
    let inventory = Inventory::read(dist)?.unwrap_or_default();
    let transferred = |name: &str| {
        let copy = dist.join(format!("{name}.br"));
        let path = if copy.is_file() { copy } else { dist.join(name) };
        files::read(&path).map(|bytes| bytes.len())
    };
    let size = |stem: &str, ending: &str| {
        let name = inventory.named(stem, ending).ok_or_else(|| {
            Failure::refused(
                dist.display(),
                format!("holds no {stem}…{ending}"),
                "remove that folder, then run `cargo xtask dist`",
            )
        })?;
        transferred(name)
    };
    let [index, style, boot] = [size("index", ".html")?, size("style-", ".css")?, size("boot-", ".js")?];
    let [glue, wasm, clinic] =
        [size("portal-", ".js")?, size("portal-", ".wasm")?, size(pack::NAMED.0, pack::NAMED.1)?];
    let first_load = index + style + boot + glue + wasm + clinic;
    let details = size(pack::DETAILS_NAMED.0, pack::DETAILS_NAMED.1)?;
    let second = size(split::NAMED.0, split::NAMED.1)?;
    let second_style = size(split::NAMED.0, ".css")?;
    let worker = size("sw", ".js")?;
    let all = inventory.files.keys().map(|name| transferred(name));
    let all = all.sum::<Result<usize, _>>()?;
    let weight = |part, bytes, budget| Weight { part, bytes, budget };
    Ok(vec![
        weight("index.html", index, None),
        weight("style", style, None),
        weight("index and style", index + style, Some(budgets.index_and_style)),
        weight("boot", boot, Some(budgets.boot)),
        weight("glue", glue, Some(budgets.glue)),
        weight("wasm", wasm, None),
        weight("clinic and words", clinic, None),
        weight("first load", first_load, Some(budgets.first_load)),
        weight("details, after it", details, None),
        weight("their wasm, too", second, Some(budgets.second_wasm)),
        weight("their style", second_style, None),
        weight("worker, after it", worker, Some(budgets.worker)),
        weight("and all it keeps", all - first_load - details - second - second_style - worker, None),
    ])
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;
    use crate::inventory;

    #[test]
    fn a_part_is_over_only_above_its_budget() {
        for (bytes, budget, is_over) in [(5, Some(5), false), (6, Some(5), true), (6, None, false)] {
            assert_eq!(Weight { part: "boot", bytes, budget }.is_over(), is_over, "{bytes} of {budget:?}");
        }
    }

    #[test]
    fn the_first_load_is_all_six_files() {
        let dist = files::scratch("size");
        for name in [
            "index.html",
            "style-1.css",
            "boot-1.js",
            "portal-1.js",
            "portal-1.wasm",
            "clinic-1.pack",
            "details-1.pack",
            "details-1.wasm",
            "details-1.css",
            "clinic/samples/a.json",
            "icon.png",
        ] {
            files::write(&dist.join(name), name.repeat(9)).unwrap();
        }
        inventory::renew(&dist, Inventory::default()).unwrap();
        let weights = weigh(
            &dist,
            &Budgets { index_and_style: 1, boot: 1, glue: 1, first_load: 1, worker: 1, second_wasm: 1 },
        )
        .unwrap();
        let bytes = |part: &str| {
            let mut weights = weights.iter().filter(|weight| weight.part == part);
            weights.next().map(|weight| weight.bytes).unwrap()
        };
        let six = ["index.html", "style", "boot", "glue", "wasm", "clinic and words"];
        assert!(six.iter().all(|part| bytes(part) > 0), "{weights:?}");
        assert_eq!(six.map(bytes).iter().sum::<usize>(), bytes("first load"));
        assert!(bytes("details, after it") > 0 && bytes("their wasm, too") > 0, "{weights:?}");
        assert!(bytes("their style") > 0, "{weights:?}");
        let sample = files::read(&dist.join("clinic/samples/a.json.br")).unwrap();
        let icon = "icon.png".len() * 9;
        assert_eq!(bytes("and all it keeps"), sample.len() + icon);
    }
}
