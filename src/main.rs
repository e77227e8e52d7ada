//! Opens the portal in the browser. On any other machine there is nothing to open.

fn main() {
    #[cfg(target_arch = "wasm32")]
    portal::web::app::mount();
}
