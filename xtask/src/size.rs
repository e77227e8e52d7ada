//! `cargo xtask size`: what a phone downloads at its first visit, in bytes of brotli, against `xtask/budgets.json`.

use std::path::Path;

use serde::Deserialize;

use crate::failure::Failure;
use crate::inventory::Inventory;
use crate::{dist, files};

/// The most that each part may weigh, in bytes of brotli.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budgets {
    index_and_style: usize,
    boot: usize,
    glue: usize,
    first_load: usize,
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
        println!("{:<18} {:>8} {:>8}{}", weight.part, weight.bytes, budget, if weight.is_over() { "  over" } else { "" });
    }
    if weights.iter().any(Weight::is_over) { Err(Failure::OverBudget) } else { Ok(()) }
}

fn weigh(dist: &Path, budgets: &Budgets) -> Result<Vec<Weight>, Failure> {
    let inventory = Inventory::read(dist)?.unwrap_or_default();
    let size = |stem: &str, ending: &str| {
        let name = inventory.named(stem, ending).ok_or_else(|| {
            Failure::refused(dist.display(), format!("holds no {stem}…{ending}"), "remove that folder, then run `cargo xtask dist`")
        })?;
        Ok(files::read(&dist.join(format!("{name}.br")))?.len())
    };
    let [index, style, boot] = [size("index", ".html")?, size("style-", ".css")?, size("boot-", ".js")?];
    let [glue, wasm, clinic] = [size("portal-", ".js")?, size("portal-", ".wasm")?, size("clinic-", ".json")?];
    let weight = |part, bytes, budget| Weight { part, bytes, budget };
    Ok(vec![
        weight("index.html", index, None),
        weight("style", style, None),
        weight("index and style", index + style, Some(budgets.index_and_style)),
        weight("boot", boot, Some(budgets.boot)),
        weight("glue", glue, Some(budgets.glue)),
        weight("wasm", wasm, None),
        weight("clinic and words", clinic, None),
        weight("first load", index + style + boot + glue + wasm + clinic, Some(budgets.first_load)),
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
        let dist = std::env::temp_dir().join(format!("portal-size-{}", std::process::id()));
        for name in ["index.html", "style-1.css", "boot-1.js", "portal-1.js", "portal-1.wasm", "clinic-1.json", "clinic/samples/a.json"] {
            files::write(&dist.join(name), name.repeat(9)).unwrap();
        }
        inventory::renew(&dist, Inventory::default()).unwrap();
        let weights = weigh(&dist, &Budgets { index_and_style: 1, boot: 1, glue: 1, first_load: 1 }).unwrap();
        let parts = weights.iter().filter(|weight| weight.part != "index and style").map(|weight| weight.bytes);
        let sizes = parts.collect::<Vec<_>>();
        assert_eq!(sizes[..6].iter().sum::<usize>(), sizes[6]);
        assert!(sizes.iter().all(|bytes| *bytes > 0), "{sizes:?}");
    }
}
