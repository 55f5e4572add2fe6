//! The receiver of mail, word by word.

use std::time::Duration;

use serde_json::json;
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines},
    net::{
        TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use crate::office::Office;

/// A mail client that is told what to say.
struct Line {
    read: Lines<BufReader<OwnedReadHalf>>,
    write: OwnedWriteHalf,
}

impl Line {
    async fn open(office: &Office) -> Self {
        let stream = TcpStream::connect(&office.sandbox.ready().desk.smtp).await.expect("a listener");
        let (read, write) = stream.into_split();
        Self { read: BufReader::new(read).lines(), write }
    }

    /// The code of the next reply; nothing where the connection is at its end, 0 where it broke.
    async fn hear(&mut self) -> Option<u16> {
        let next = tokio::time::timeout(Duration::from_secs(30), self.read.next_line()).await.expect("a reply");
        next.map_or(Some(0), |line| line.map(|line| line[..3].parse().expect("a code")))
    }

    async fn say(&mut self, text: &str) -> Option<u16> {
        self.write.write_all(format!("{text}\r\n").as_bytes()).await.expect("a connection");
        self.hear().await
    }

    /// Each line with the code that follows upon it.
    async fn talk(&mut self, lines: &[(&str, u16)]) {
        for (line, code) in lines {
            assert_eq!(self.say(line).await, Some(*code), "{line}");
        }
    }
}

const BEGIN: [(&str, u16); 3] =
    [("HELO here", 250), ("MAIL FROM:<desk@example.com>", 250), ("RCPT TO:<ada@example.com>", 250)];

#[tokio::test]
async fn a_mail_is_kept_for_each_of_its_recipients() {
    let office = Office::open().await;
    let mut line = Line::open(&office).await;
    assert_eq!(line.hear().await, Some(220));
    line.talk(&BEGIN).await;
    line.talk(&[("RCPT TO:<bob@example.com>", 250), ("DATA", 354)]).await;
    line.talk(&[("Subject: Hello\r\n\r\n..dotted\r\nend\r\n.", 250), ("QUIT", 221)]).await;
    assert_eq!(line.hear().await, None);
    let mail = |to| {
        json!({ "at": "2025-10-09T08:53:20Z", "channel": "mail", "to": to, "from": "desk@example.com",
                "subject": "Hello", "text": ".dotted\nend" })
    };
    assert_eq!(office.outbox().await, json!([mail("ada@example.com"), mail("bob@example.com")]));
}

#[tokio::test]
async fn what_comes_in_the_wrong_order_or_is_not_known_is_refused() {
    let office = Office::open().await;
    let mut line = Line::open(&office).await;
    line.hear().await;
    line.talk(&[("DATA", 503), ("RCPT TO:<a@b>", 503), ("MAIL a@b", 501), ("STARTTLS", 502), ("AUTH PLAIN", 502)])
        .await;
    line.talk(&BEGIN).await;
    line.talk(&[("RCPT TO:<>", 501), ("RSET", 250), ("DATA", 503), ("NOOP", 250)]).await;
    assert_eq!(office.outbox().await, json!([]));
}

#[tokio::test]
async fn a_message_that_is_too_large_is_refused_by_its_announcement_and_by_its_size() {
    let office = Office::open().await;
    let mut line = Line::open(&office).await;
    line.hear().await;
    line.talk(&[("EHLO here", 250)]).await;
    let offers: Vec<_> = [line.hear().await, line.hear().await, line.hear().await].to_vec();
    assert_eq!(offers, [Some(250); 3]);
    line.talk(&[("MAIL FROM:<a@b> SIZE=1048577", 552)]).await;
    line.talk(&BEGIN).await;
    let row = format!("{}\r\n", "x".repeat(998));
    let large = format!("{}.", row.repeat(1_050));
    line.talk(&[("DATA", 354), (&large, 552)]).await;
    line.talk(&BEGIN).await;
    line.talk(&[("DATA", 354), ("\r\nsmall\r\n.", 250)]).await;
    assert_eq!(office.outbox().await[0]["text"], "small");
}

#[tokio::test]
async fn a_recipient_is_refused_by_a_rule() {
    let office = Office::open().await;
    office.fault(json!({ "method": "RCPT", "path": "bob@*", "status": 550, "body": "no such user" }));
    let mut line = Line::open(&office).await;
    line.hear().await;
    line.talk(&BEGIN).await;
    line.talk(&[("RCPT TO:<bob@example.com>", 550), ("DATA", 354), (".", 250)]).await;
    assert_eq!(office.outbox().await.as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn the_connection_breaks_before_a_message_is_taken_or_after_it() {
    for (after, taken) in [(false, 0), (true, 1)] {
        let office = Office::open().await;
        office.fault(json!({ "method": "DATA", "reset": true, "after": after }));
        let mut line = Line::open(&office).await;
        line.hear().await;
        line.talk(&BEGIN).await;
        let heard = line.say("DATA").await;
        let heard = if after { line.say(".").await } else { heard };
        assert!(matches!(heard, None | Some(0)), "{heard:?}");
        assert_eq!(office.sandbox.desk().post().len(), taken);
    }
}

#[tokio::test]
async fn a_server_that_is_busy_greets_with_421() {
    let office = Office::open().await;
    office.fault(json!({ "method": "CONNECT", "status": 421 }));
    let mut line = Line::open(&office).await;
    assert_eq!((line.hear().await, line.hear().await), (Some(421), None));
}

#[tokio::test]
async fn a_line_without_end_is_not_listened_to() {
    let office = Office::open().await;
    let mut line = Line::open(&office).await;
    line.hear().await;
    // The server may hang up before everything is written.
    let _ = line.write.write_all(&vec![b'x'; 1 << 17]).await;
    assert!(matches!(line.hear().await, None | Some(0)));
}
