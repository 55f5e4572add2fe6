//! Commands of a mail client.

/// One line of a client: a verb and what follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Command {
    /// In capitals.
    pub(super) verb: String,
    rest: String,
}

impl Command {
    pub(super) fn read(line: &str) -> Self {
        let line = line.trim_end();
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        Self { verb: verb.to_ascii_uppercase(), rest: rest.trim().to_owned() }
    }

    /// The address between angle brackets, behind the word that belongs to the verb. A bounce has an empty one.
    pub(super) fn address(&self) -> Option<&str> {
        let word = match self.verb.as_str() {
            "MAIL" => "FROM:",
            "RCPT" => "TO:",
            _ => return None,
        };
        let (start, rest) = self.rest.split_at_checked(word.len())?;
        let (address, _) = rest.trim_start().strip_prefix('<')?.split_once('>')?;
        start.eq_ignore_ascii_case(word).then_some(address)
    }

    /// The size that is announced with `SIZE=` (RFC 1870).
    pub(super) fn size(&self) -> Option<usize> {
        let mut words = self.rest.split(' ');
        words.find_map(|word| word.to_ascii_uppercase().strip_prefix("SIZE=")?.parse().ok())
    }

    /// What a fault rule's path is compared with.
    pub(super) fn path(&self) -> &str {
        self.address().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::Command;

    #[test]
    fn an_address_stands_between_angle_brackets() {
        let address = |line| Command::read(line).address().map(str::to_owned);
        assert_eq!(address("MAIL FROM:<a@example.com> SIZE=9\r\n").as_deref(), Some("a@example.com"));
        assert_eq!(address("rcpt to: <b@example.com>").as_deref(), Some("b@example.com"));
        assert_eq!(address("MAIL FROM:<>").as_deref(), Some(""));
        for line in ["MAIL", "MAIL a@example.com", "MAIL TO:<a@example.com>", "RCPT TO:<a", "DATA <a>", "MAIL FRÖM:<a>"]
        {
            assert_eq!(address(line), None, "{line}");
        }
        assert_eq!(Command::read("MAIL FROM:<a@b> BODY=8BITMIME size=12").size(), Some(12));
    }
}
