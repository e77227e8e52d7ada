//! Light, dark, or as the phone has it.

use wasm_bindgen::JsValue;
use web_sys::{Document, Storage};

const NAME: &str = "theme";

/// Which colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// As the phone has it.
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// All, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// Its name in the page and in its words.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The one chosen on this phone.
    pub fn chosen() -> Self {
        let name = storage().and_then(|storage| storage.get_item(NAME).ok().flatten());
        Self::ALL.into_iter().find(|theme| Some(theme.name()) == name.as_deref()).unwrap_or(Self::System)
    }

    /// Shows it, and remembers it where the phone keeps anything.
    pub fn choose(self) {
        self.show();
        if let Some(storage) = storage() {
            // Where nothing can be kept the choice holds until the portal is closed.
            let _: Result<(), JsValue> = storage.set_item(NAME, self.name());
        }
    }

    /// Forgets this choice and every other one: as the phone has it.
    pub fn forget() {
        Self::System.show();
        if let Some(storage) = storage() {
            // Where nothing can be kept there is nothing to forget.
            let _: Result<(), JsValue> = storage.clear();
        }
    }

    /// Shows it.
    pub fn show(self) {
        let root = document().and_then(|document| document.document_element());
        // A plain attribute on the page is never refused.
        let _ = root.map(|root| root.set_attribute("data-theme", self.name()));
    }
}

fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Where the phone keeps small things; nothing where it keeps nothing.
pub fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
