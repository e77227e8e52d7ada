//! The scalp in pictures: cut through, with a needle at its depth, and from above, with the points
//! at their distance. The numbers are the clinic's.

use crate::domain::clinic::Visit;
use crate::web::components::drawing::{drawing, label};
use crate::web::content::words;
use crate::web::markup::Markup;
use crate::web::text::key;

/// Where the skin begins in the drawing, and how much of it is a millimetre.
const SURFACE: u32 = 76;
const MILLIMETRE: u32 = 34;

/// The scalp cut through: its layers, hair roots, and a needle in the depth where it ends.
pub fn section(visit: &Visit) -> Markup {
    let words = words();
    let (from, to) = visit.depth_mm;
    let depth = |millimetres: u32| SURFACE + millimetres * MILLIMETRE;
    let places = [depth(from), u32::midpoint(depth(from), depth(to)), depth(to)].map(|y| y.to_string());
    let [top, tip, bottom] = &places;
    let filling = [("top", &**top), ("tip", &**tip), ("bottom", &**bottom)];
    let range = [("from", &*from.to_string()), ("to", &*to.to_string())];
    let name = words.fill(key::TREATMENT_SKIN_LABEL, &range);
    let mut picture = drawing("section", "0 0 340 272", &filling, name);
    for millimetres in [0, from, to] {
        let said = words.fill(key::TREATMENT_MM, &[("number", &millimetres.to_string())]);
        picture = picture.child(label("drawing__words", "280", depth(millimetres) + 5, said));
    }
    picture.view()
}

/// The scalp from above, with the points at their distance.
pub fn from_above(visit: &Visit) -> Markup {
    let words = words();
    let (from, to) = visit.spacing_mm;
    let [shortest, longest] = spacing(visit);
    let range = [("from", &*shortest), ("to", &*longest)];
    let points = points(i32::try_from(u32::midpoint(from, to)).unwrap_or(i32::MAX).clamp(5, 50));
    let name = words.fill(key::TREATMENT_POINTS_LABEL, &range);
    let said = words.fill(key::TREATMENT_CM, &range);
    drawing("above", "0 0 340 226", &[("points", &points)], name)
        .child(label("drawing__words drawing__words--middle", "270", 184, said))
        .view()
}

/// How far one point is from the next, in centimetres.
pub fn spacing(visit: &Visit) -> [String; 2] {
    let (from, to) = visit.spacing_mm;
    [centimetres(from), centimetres(to)]
}

/// `15` → `1.5`.
pub fn centimetres(millimetres: u32) -> String {
    let (whole, rest) = ((millimetres / 10).to_string(), millimetres % 10);
    if rest == 0 { whole } else { [&*whole, ".", &rest.to_string()].concat() }
}

/// The middle of the scalp in the drawing, where a unit is a millimetre, and its reach sideways and
/// lengthwise.
const MIDDLE: (i32, i32) = (100, 130);
const REACH: (i32, i32) = (65, 73);

/// Points so many millimetres apart in rows over the scalp, every second row half a distance on.
fn points(distance: i32) -> String {
    let row_height = distance * 13 / 15;
    let (rows, columns) = (REACH.1 / row_height, REACH.0 / distance + 1);
    let whole = REACH.0 * REACH.1;
    let mut path = String::new();
    for row in -rows..=rows {
        for column in -columns..=columns {
            let (x, y) = (column * distance + (row & 1) * distance / 2, row * row_height);
            if (x * REACH.1).pow(2) + (y * REACH.0).pow(2) <= whole.pow(2) {
                let (x, y) = ((MIDDLE.0 + x).to_string(), (MIDDLE.1 + y).to_string());
                path.extend(["M", &x, " ", &y, "h0"]);
            }
        }
    }
    path
}
