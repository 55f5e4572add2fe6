//! A place where providers stand beside each other.

use anyhow::{Context, Result, ensure};

use super::name::Name;

/// A list in a file of ours. Where a line goes is told by the lines of the providers that are there.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// The file, relative to the root.
    pub(super) file: &'static str,
    /// What stands there of each provider, with `{{…}}` for its name.
    pub(super) entry: &'static str,
    /// What divides two of them.
    pub(super) between: &'static str,
}

impl Place {
    /// The file's text with the new provider among the others, in the order of names.
    pub(super) fn with(self, text: &str, others: &[String], new: &Name) -> Result<String> {
        let (entry, between, file) = (new.fill(self.entry), self.between, self.file);
        ensure!(!text.contains(&entry), "{file} has it already: {}", entry.trim());
        let mut known = Vec::new();
        for other in others {
            let theirs = Name::of(other)?.fill(self.entry);
            known.extend(text.find(&theirs).map(|start| (other, start, start + theirs.len())));
        }
        let before = known.iter().filter(|(other, ..)| **other > new.kebab).min();
        if let Some((_, start, _)) = before {
            return Ok(format!("{}{entry}{between}{}", &text[..*start], &text[*start..]));
        }
        let last = known.iter().max().with_context(|| {
            let shape = self.entry.trim();
            format!("{file}: no provider stands there as `{shape}`, so there is no place for another one")
        })?;
        Ok(format!("{}{between}{entry}{}", &text[..last.2], &text[last.2..]))
    }
}

#[cfg(test)]
mod tests {
    use super::Place;
    use crate::new_backend::name::Name;

    const LINE: Place = Place { file: "a.rs", entry: "mod {{module}};\n", between: "" };
    const WORD: Place = Place { file: "a.toml", entry: "\"{{name}}\"", between: ", " };

    fn with(place: Place, text: &str, others: &[&str], new: &str) -> Result<String, String> {
        let others: Vec<String> = others.iter().map(|other| (*other).to_owned()).collect();
        let new = Name::of(new).expect("a name");
        place.with(text, &others, &new).map_err(|error| error.to_string())
    }

    #[test]
    fn it_stands_among_the_others_by_name() {
        let text = "mod app;\nmod okta;\nmod zeta;\n\nuse x;\n";
        let added = |new| with(LINE, text, &["okta", "zeta"], new).expect("a place");
        assert_eq!(added("acme-id"), "mod app;\nmod acme_id;\nmod okta;\nmod zeta;\n\nuse x;\n");
        assert_eq!(added("ping"), "mod app;\nmod okta;\nmod ping;\nmod zeta;\n\nuse x;\n");
        assert_eq!(added("zulu"), "mod app;\nmod okta;\nmod zeta;\nmod zulu;\n\nuse x;\n");
        assert_eq!(with(WORD, "a = [\"okta\"]", &["okta"], "ping").expect("a place"), "a = [\"okta\", \"ping\"]");
        assert_eq!(with(WORD, "a = [\"okta\"]", &["okta"], "acme").expect("a place"), "a = [\"acme\", \"okta\"]");
    }

    #[test]
    fn a_provider_that_is_not_in_this_list_does_not_matter() {
        assert_eq!(with(LINE, "mod okta;\n", &["okta", "real"], "zulu").expect("a place"), "mod okta;\nmod zulu;\n");
    }

    #[test]
    fn a_list_that_is_not_found_and_an_entry_that_is_there_are_told() {
        assert!(with(LINE, "use x;\n", &["okta"], "acme").expect_err("no list").contains("no place for another"));
        assert!(with(LINE, "mod acme;\n", &["okta"], "acme").expect_err("there").contains("has it already"));
    }
}
