//! Rewriting index.html: each tag that stands for a file gets that file's final address and integrity.
//!
//! index.html is ours and small, so a tag is found by one attribute that only it has.

use crate::failure::Failure;
use crate::pack::Pack;

/// The page under way.
pub struct Page(String);

impl Page {
    /// A page with the text of index.html.
    pub fn new(text: String) -> Self {
        Self(text)
    }

    /// The finished text.
    pub fn into_text(self) -> String {
        self.0
    }

    /// Puts `tags` in place of the one tag that contains `mark`.
    pub fn replace(&mut self, mark: &str, tags: &str) -> Result<(), Failure> {
        let at = self.0.find(mark).ok_or_else(|| missing(mark))?;
        let start = self.0[..at].rfind('<').ok_or_else(|| missing(mark))?;
        let end = self.0[at..].find('>').ok_or_else(|| missing(mark))? + at + 1;
        self.0.replace_range(start..end, tags);
        Ok(())
    }

    /// Points the page to a pack, and writes the clinic's name into the shell that is seen before the app runs.
    pub fn point_to(&mut self, pack: &Pack) -> Result<(), Failure> {
        let Pack { name, integrity, clinic, .. } = pack;
        // No `integrity` here: browsers ignore it on a preloaded fetch. The app passes `data-integrity` on when it fetches.
        let tag = format!(
            "<link id=\"clinic-pack\" rel=\"preload\" as=\"fetch\" crossorigin href=\"/{name}\" data-integrity=\"{integrity}\">"
        );
        self.replace("id=\"clinic-pack\"", &tag)?;
        self.fill("id=\"shell-clinic\"", clinic)
    }

    /// Puts `words` between the tag that contains `mark` and the next tag.
    fn fill(&mut self, mark: &str, words: &str) -> Result<(), Failure> {
        let at = self.0.find(mark).ok_or_else(|| missing(mark))?;
        let start = self.0[at..].find('>').ok_or_else(|| missing(mark))? + at + 1;
        let end = self.0[start..].find('<').ok_or_else(|| missing(mark))? + start;
        let words = words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        self.0.replace_range(start..end, &words);
        Ok(())
    }
}

fn missing(mark: &str) -> Failure {
    Failure::refused("index.html", format!("has no tag with {mark}"), "put it back")
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test fails by panicking")]
mod tests {
    use super::*;

    fn pack(name: &str, clinic: &str) -> Pack {
        Pack {
            name: name.to_owned(),
            integrity: "sha256-x".to_owned(),
            clinic: clinic.to_owned(),
            ..Pack::default()
        }
    }

    #[test]
    fn only_the_marked_tag_is_replaced() {
        let mut page = Page::new("<a><link rel=\"stylesheet\" href=\"/style.css\"><b>".to_owned());
        page.replace("href=\"/style.css\"", "<i>").unwrap();
        assert_eq!(page.into_text(), "<a><i><b>");
    }

    #[test]
    fn a_page_without_the_tag_is_refused() {
        let failure =
            Page::new("<p>".to_owned()).replace("id=\"x\"", "").map_err(|failure| failure.to_string());
        assert_eq!(failure, Err("index.html: has no tag with id=\"x\": put it back".to_owned()));
    }

    #[test]
    fn a_page_can_be_pointed_to_the_next_pack_again_and_again() {
        let mut page = Page::new(
            "<link id=\"clinic-pack\" href=\"/clinic.json\"><b id=\"shell-clinic\"></b>".to_owned(),
        );
        page.point_to(&pack("clinic-1.pack", "First")).unwrap();
        page.point_to(&pack("clinic-2.pack", "Roots & <Hair>")).unwrap();
        assert_eq!(
            page.into_text(),
            "<link id=\"clinic-pack\" rel=\"preload\" as=\"fetch\" crossorigin href=\"/clinic-2.pack\" data-integrity=\"sha256-x\"><b id=\"shell-clinic\">Roots &amp; &lt;Hair&gt;</b>"
        );
    }
}
