//! Rows of a list.

use std::collections::HashSet;

/// Each row once: a provider may send the same one twice, on one page or as two views of one thing. The first stays.
pub fn once<T>(rows: Vec<T>, id: impl Fn(&T) -> &str) -> Vec<T> {
    let mut seen = HashSet::new();
    rows.into_iter().filter(|row| seen.insert(id(row).to_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::once;

    #[test]
    fn the_first_of_each_stays_in_order() {
        assert_eq!(once(vec!["b1", "a1", "b2"], |row| &row[..1]), ["b1", "a1"]);
    }
}
