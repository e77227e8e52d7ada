//! Sorting, with little code for each kind of list.
//!
//! The library's sort is a kilobyte of code for each kind of list a phone downloads. Here one sort
//! finds the order of any list, and only putting it so is done for each kind.

/// Sorts a list by a key; equal ones stay in their order. The time grows little faster than the
/// list: a file may hold any number of sessions and dates.
pub fn by_key<T, K: Ord>(list: &mut [T], key: impl Fn(&T) -> K) {
    let mut order = order(list.len(), &|one, other| key(&list[one]) < key(&list[other]));
    // Each round of places that change with each other, from its first.
    for first in 0..list.len() {
        let mut at = first;
        while order[at] != first {
            let next = core::mem::replace(&mut order[at], at);
            list.swap(at, next);
            at = next;
        }
        order[at] = at;
    }
}

/// The places of a list in the order in which they are to come: merged from pieces of one, of
/// two, of four.
fn order(length: usize, is_before: &dyn Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut order: Vec<usize> = (0..length).collect();
    let mut piece = 1;
    while piece < length {
        let mut merged = Vec::with_capacity(length);
        for two in order.chunks(piece * 2) {
            let (mut left, mut right) = two.split_at(piece.min(two.len()));
            while let (Some(one), Some(other)) = (left.first(), right.first()) {
                let (side, next) =
                    if is_before(*other, *one) { (&mut right, *other) } else { (&mut left, *one) };
                merged.push(next);
                *side = &side[1..];
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        order = merged;
        piece *= 2;
    }
    order
}

#[cfg(test)]
mod tests {
    use super::by_key;

    #[test]
    fn equal_ones_stay_in_their_order() {
        let mut list = [(2, 'a'), (1, 'b'), (2, 'c'), (0, 'd'), (1, 'e')];
        by_key(&mut list, |(number, _)| *number);
        assert_eq!(list, [(0, 'd'), (1, 'b'), (1, 'e'), (2, 'a'), (2, 'c')]);
        by_key::<u8, u8>(&mut [], |number| *number);
    }

    /// The library's sort is what this is measured by.
    #[test]
    fn a_list_of_any_length_and_order_is_sorted() {
        for length in 0..70_u32 {
            for step in 1..9 {
                let mixed: Vec<(u32, u32)> =
                    (0..length).map(|place| (place * step * 7 % 13, place)).collect();
                let (mut list, mut expected) = (mixed.clone(), mixed);
                by_key(&mut list, |(number, _)| *number);
                expected.sort_by_key(|(number, _)| *number);
                assert_eq!(list, expected);
            }
        }
    }
}
