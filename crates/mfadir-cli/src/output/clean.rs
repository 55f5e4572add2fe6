//! Provider text that cannot steer a terminal.

use std::borrow::Cow;

/// The text without anything that moves the cursor, changes colours, sets titles or turns the direction of writing;
/// line breaks and tabs become blanks. For names, labels and whatever else a provider sent, inside a line.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text.contains(steers) { Cow::Owned(cleaned(text)) } else { Cow::Borrowed(text) }
}

/// The same for a whole text of ours: line breaks and colours stay.
pub(super) fn clean_but_colour(text: &str) -> Cow<'_, str> {
    if !text.contains(|letter| steers(letter) && letter != '\n') {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(steers) {
        let (before, from) = rest.split_at(at);
        clean.push_str(before);
        let kept = colour_length(from).unwrap_or_else(|| usize::from(from.starts_with('\n')));
        clean.push_str(&from[..kept]);
        let taken = kept.max(from.chars().next().map_or(0, char::len_utf8));
        rest = &from[taken..];
    }
    Cow::Owned(clean + rest)
}

/// How long the colour sequence is (`ESC [ digits and semicolons m`) that the text begins with.
fn colour_length(text: &str) -> Option<usize> {
    let inner = text.strip_prefix("\u{1b}[")?;
    let end = inner.find(|letter: char| !letter.is_ascii_digit() && letter != ';')?;
    inner[end..].starts_with('m').then_some("\u{1b}[".len() + end + 1)
}

fn cleaned(text: &str) -> String {
    let text = anstream::adapter::strip_str(text).to_string();
    text.chars()
        .filter_map(|letter| match letter {
            '\n' | '\r' | '\t' => Some(' '),
            letter if steers(letter) => None,
            letter => Some(letter),
        })
        .collect()
}

/// Control characters of both ranges, and those that turn the direction of writing.
fn steers(letter: char) -> bool {
    letter.is_control() || matches!(letter, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_but_colour};

    #[test]
    fn nothing_in_a_name_reaches_the_terminal() {
        assert_eq!(clean("Ada\u{1b}[2J\u{1b}]0;title\u{7}'s phone"), "Ada's phone");
        assert_eq!(clean("a\r\nb\tc"), "a  b c");
        assert_eq!(clean("\u{202e}gpj.exe\u{9b}31m"), "gpj.exe31m");
        assert_eq!(clean("Zoë’s 📱"), "Zoë’s 📱");
    }

    #[test]
    fn our_own_colours_stay_and_nothing_else() {
        assert_eq!(clean_but_colour("\u{1b}[1;31mred\u{1b}[0m\nline"), "\u{1b}[1;31mred\u{1b}[0m\nline");
        assert_eq!(clean_but_colour("\u{1b}[2Jx\u{1b}]0;t\u{7}y\r"), "[2Jx]0;ty");
    }
}
