//! Messages in the caller's own words.

const LONGEST: usize = 160;
const CODE: &str = "000000";
const EXPIRY: &str = "15 minutes";

/// Whether the message is short enough once the code and the time are in it.
pub(super) fn fits(template: &str) -> bool {
    let placeholders = [("{{otp_code}}", CODE), ("{{expiration}}", EXPIRY), ("{{otp_expiry}}", EXPIRY)];
    let text = placeholders.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value));
    text.chars().count() <= LONGEST
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn what_counts_is_what_is_sent() {
        assert!(fits(&format!("{}{{{{otp_code}}}}", "x".repeat(154))));
        assert!(!fits(&format!("{}{{{{otp_code}}}}", "x".repeat(155))));
    }
}
