//! Where Leptos mounts markup: as any other of its views.

use super::Markup;
use super::draw::{Drawn, draw};
use leptos::prelude::{AddAnyAttr, Mountable, Render, RenderHtml, document};
use leptos::tachys::html::attribute::Attribute;
use leptos::tachys::html::attribute::any_attribute::AnyAttribute;
use leptos::tachys::hydration::Cursor;
use leptos::tachys::view::{Position, PositionState};
use web_sys::{DocumentFragment, Element, Node};

/// Markup in the document, or in a fragment of its own while it is not mounted.
pub struct Mounted {
    drawn: Drawn,
    aside: DocumentFragment,
}

impl Render for Markup {
    type State = Mounted;

    fn build(self) -> Mounted {
        let aside = document().create_document_fragment();
        Mounted { drawn: draw(self, &aside, None), aside }
    }

    fn rebuild(self, state: &mut Mounted) {
        let mut old = std::mem::replace(state, self.build());
        old.insert_before_this(state);
        old.unmount();
    }
}

impl Mountable for Mounted {
    fn unmount(&mut self) {
        let aside = &self.aside;
        self.drawn.each(&mut |node| {
            // A fragment takes any node.
            let _ = aside.append_child(node);
        });
    }

    fn mount(&mut self, parent: &Element, marker: Option<&Node>) {
        self.drawn.each(&mut |node| {
            // Refused only where the marker is not in the parent.
            let _ = parent.insert_before(node, marker);
        });
    }

    fn insert_before_this(&self, child: &mut dyn Mountable) -> bool {
        let Some(first) = self.drawn.first() else { return false };
        let Some(parent) = first.parent_element() else { return false };
        child.mount(&parent, Some(&first));
        true
    }

    fn elements(&self) -> Vec<Element> {
        Vec::new()
    }
}

impl AddAnyAttr for Markup {
    type Output<New: Attribute> = Self;

    fn add_any_attr<New: Attribute>(self, _attribute: New) -> Self {
        self
    }
}

/// The portal is never drawn on a server, so this part is as small as Leptos lets it be.
impl RenderHtml for Markup {
    type AsyncOutput = Self;
    type Owned = Self;

    const MIN_LENGTH: usize = 0;

    fn dry_resolve(&mut self) {}

    async fn resolve(self) -> Self {
        self
    }

    fn to_html_with_buf(
        self,
        _html: &mut String,
        _position: &mut Position,
        _escape: bool,
        _mark_branches: bool,
        _attributes: Vec<AnyAttribute>,
    ) {
    }

    fn hydrate<const FROM_SERVER: bool>(self, _cursor: &Cursor, _position: &PositionState) -> Mounted {
        self.build()
    }

    fn into_owned(self) -> Self {
        self
    }
}
