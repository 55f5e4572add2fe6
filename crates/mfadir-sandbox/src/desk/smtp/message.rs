//! A mail as people read it.

use jiff::Timestamp;
use mail_parser::MessageParser;

use crate::desk::post::{Post, PostChannel};

/// The message for one recipient. What is not readable as mail is kept as it came.
pub(super) fn read(raw: &[u8], at: Timestamp, from: &str, to: &str) -> Post {
    let parsed = MessageParser::default().parse(raw);
    let subject = parsed.as_ref().and_then(|mail| mail.subject()).map(str::to_owned);
    let text = parsed.as_ref().and_then(|mail| mail.body_text(0)).map(|text| text.replace("\r\n", "\n"));
    let text = text.unwrap_or_else(|| String::from_utf8_lossy(raw).into_owned());
    Post { from: Some(from.to_owned()), subject, ..Post::new(at, PostChannel::Mail, to, text.trim_end()) }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::read;

    #[test]
    fn a_mail_is_decoded() {
        let raw = b"Subject: =?utf-8?Q?Zur=C3=BCckgesetzt?=\r\nContent-Type: text/plain; charset=utf-8\r\n\
            Content-Transfer-Encoding: base64\r\n\r\nR3LDvMOfZQ0KQWRhDQo=\r\n";
        let post = read(raw, Timestamp::UNIX_EPOCH, "a@example.com", "b@example.com");
        assert_eq!((post.subject.as_deref(), post.text.as_str()), (Some("Zurückgesetzt"), "Grüße\nAda"));
    }
}
