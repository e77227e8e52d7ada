//! Reading and writing files, with the path in every failure; and where the project's own files are.

use std::fs;
use std::path::{Path, PathBuf};

use crate::failure::Failure;

/// The project's folder.
pub fn root() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// The clinic's content.
pub fn clinic() -> PathBuf {
    root().join("public/clinic")
}

/// The bytes of a file.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(Failure::reading(path))
}

/// The text of a file.
pub fn read_text(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(Failure::reading(path))
}

/// Writes a file, and the folders above it.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(Failure::writing(folder))?;
    }
    fs::write(path, bytes).map_err(Failure::writing(path))
}

/// Removes a file.
pub fn remove(path: &Path) -> Result<(), Failure> {
    fs::remove_file(path).map_err(Failure::writing(path))
}

/// The path of every file in a folder and below, from that folder, parts joined by `/`, in order.
pub fn below(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut found = Vec::new();
    let mut waiting = vec![String::new()];
    while let Some(prefix) = waiting.pop() {
        let path = folder.join(&prefix);
        for entry in fs::read_dir(&path).map_err(Failure::reading(&path))? {
            let entry = entry.map_err(Failure::reading(&path))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                waiting.push(format!("{name}/"));
            } else {
                found.push(name);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// An empty folder of this name for one test.
#[cfg(test)]
pub fn scratch(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("portal-{name}-{}", std::process::id()));
    // It is there only when an earlier run had the same process id.
    let _ = fs::remove_dir_all(&folder);
    folder
}
