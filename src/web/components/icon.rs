//! The pictures beside words. They are decoration: the words say it.

use crate::web::markup::{Markup, picture};

/// A picture of 24 by 24.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Icon {
    /// The clinic's root.
    Root,
    /// A clock.
    Today,
    /// A flask.
    Plan,
    /// A calendar.
    Sessions,
    /// A curve.
    Progress,
    /// Forward.
    Go,
    /// Back.
    Back,
    /// A question mark.
    Help,
    /// A tick.
    Tick,
    /// A telephone.
    Call,
    /// A file.
    File,
    /// A person.
    Person,
    /// A drop of blood.
    Blood,
    /// A camera.
    Camera,
    /// A cross.
    Close,
}

impl Icon {
    fn line(self) -> &'static str {
        match self {
            Self::Root => "M12 21v-9m0 0c0-3 1.6-5 4-6m-4 9c0-2.500-1.500-4-4-5",
            Self::Today => "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
            Self::Plan => "M9 3h6M10 3v6l-5 9a2 2 0 0 0 2 3h10a2 2 0 0 0 2-3l-5-9V3M7.500 15h9",
            Self::Sessions => "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4",
            Self::Progress => "M4 20V4M4 20h16M7 15l4-4 3 3 5-7",
            Self::Go => "m9 5 7 7-7 7",
            Self::Back => "m15 5-7 7 7 7",
            Self::Help => {
                "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18zM9.500 9.500a2.500 2.500 0 1 1 3.500 2.300c-.7.3-1 .7-1 1.700M12 17h.01"
            }
            Self::Tick => "m5 13 4 4L19 7",
            Self::Call => {
                "M5 4h4l2 5-2.500 1.500a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2z"
            }
            Self::File => "M6 3h8l4 4v14H6zM14 3v4h4",
            Self::Person => "M12 4a4 4 0 1 1 0 8 4 4 0 0 1 0-8zM4 21c0-4 3.500-6 8-6s8 2 8 6",
            Self::Blood => "M12 3c4 5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-6 6-11z",
            Self::Close => "m6 6 12 12M18 6 6 18",
            Self::Camera => "M4 8h4l2-3h4l2 3h4v11H4zM12 10a3.500 3.500 0 1 1 0 7 3.500 3.500 0 0 1 0-7z",
        }
    }

    /// What lies behind the line, in a paler shade.
    fn ground(self) -> &'static str {
        if self == Self::Root { "M12 2c4 4 6 7.500 6 11a6 6 0 0 1-12 0c0-3.500 2-7 6-11z" } else { "" }
    }
}

/// Draws a picture.
pub fn icon(icon: Icon) -> Markup {
    let class = if icon == Icon::Go || icon == Icon::Back { "icon icon--turns" } else { "icon" };
    picture("svg")
        .class(class)
        .fixed("viewBox", "0 0 24 24")
        .fixed("aria-hidden", "true")
        .fixed("focusable", "false")
        .child(picture("path").class("icon__ground").fixed("d", icon.ground()).view())
        .child(picture("path").fixed("d", icon.line()).view())
        .view()
}
