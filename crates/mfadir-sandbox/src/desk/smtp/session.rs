//! One conversation with a mail client.

use std::io;

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

use super::{PostRoom, command::Command, message::read};
use crate::faults::Rule;

/// The largest message, in bytes.
const LARGEST: usize = 1 << 20;
/// The longest line, in bytes; far above the 1000 of RFC 5321.
const LONGEST: u64 = 1 << 16;
/// How many people one message can go to.
const RECIPIENTS: usize = 100;
/// The reply after which a server hangs up.
const HANGS_UP: u16 = 421;

/// How a conversation ends.
#[derive(Debug)]
pub(super) enum Ended {
    /// In order, or because the client is gone.
    Closed,
    /// By a fault rule.
    Reset,
}

impl From<io::Error> for Ended {
    fn from(_: io::Error) -> Self {
        Self::Closed
    }
}

/// A reply in one line: its code and its text. Lines of the greeting's list come before it.
struct Reply(u16, String);

/// A connection, and the message that is being handed over.
#[derive(Debug)]
pub(super) struct Session {
    stream: BufReader<TcpStream>,
    room: PostRoom,
    from: Option<String>,
    to: Vec<String>,
}

impl Session {
    pub(super) fn new(stream: TcpStream, room: PostRoom) -> Self {
        Self { stream: BufReader::new(stream), room, from: None, to: Vec::new() }
    }

    pub(super) fn stream(&self) -> &TcpStream {
        self.stream.get_ref()
    }

    /// Talks until one side ends it.
    pub(super) async fn run(&mut self) -> Result<(), Ended> {
        self.turn(&Command::read("CONNECT")).await?;
        loop {
            let line = self.line().await?;
            self.turn(&Command::read(&String::from_utf8_lossy(&line))).await?;
        }
    }

    /// One command and the reply to it.
    async fn turn(&mut self, command: &Command) -> Result<(), Ended> {
        let hit = self.room.tenant.faults().hit(&command.verb, command.path());
        let Reply(code, text) = match hit {
            None => self.carry_out(command).await?,
            Some((_, rule)) => self.hit_by(&rule, command).await?,
        };
        self.say(&format!("{code} {text}")).await?;
        if code == HANGS_UP || command.verb == "QUIT" { Err(Ended::Closed) } else { Ok(()) }
    }

    /// The reply under a fault rule, in the order that [`Rule`] tells.
    async fn hit_by(&mut self, rule: &Rule, command: &Command) -> Result<Reply, Ended> {
        let done = if rule.after { Some(self.carry_out(command).await?) } else { None };
        if let Some(delay) = rule.delay() {
            self.room.tenant.clock().sleep(delay).await;
        }
        match done {
            _ if rule.reset => Err(Ended::Reset),
            _ if rule.makes_up() => Ok(made_up(rule)),
            Some(reply) => Ok(reply),
            None => self.carry_out(command).await,
        }
    }

    async fn carry_out(&mut self, command: &Command) -> Result<Reply, Ended> {
        Ok(match command.verb.as_str() {
            "CONNECT" => reply(220, "the sandbox takes mail and forwards none"),
            "EHLO" => {
                self.forget();
                self.say(&format!("250-at your service\r\n250-SIZE {LARGEST}\r\n250-8BITMIME")).await?;
                reply(250, "SMTPUTF8")
            }
            "HELO" | "RSET" => {
                self.forget();
                reply(250, "OK")
            }
            "NOOP" => reply(250, "OK"),
            "MAIL" => self.begin(command),
            "RCPT" => self.address(command),
            "DATA" => self.take().await?,
            "QUIT" => reply(221, "goodbye"),
            _ => reply(502, "the sandbox does not know this command"),
        })
    }

    fn begin(&mut self, command: &Command) -> Reply {
        let Some(address) = command.address() else { return reply(501, "MAIL FROM:<address> is expected") };
        if command.size().is_some_and(|size| size > LARGEST) {
            return too_large();
        }
        self.forget();
        self.from = Some(address.to_owned());
        reply(250, "OK")
    }

    fn address(&mut self, command: &Command) -> Reply {
        match command.address().filter(|address| !address.is_empty()) {
            _ if self.from.is_none() => reply(503, "MAIL comes first"),
            None => reply(501, "RCPT TO:<address> is expected"),
            Some(_) if self.to.len() >= RECIPIENTS => reply(452, "too many recipients"),
            Some(address) => {
                self.to.push(address.to_owned());
                reply(250, "OK")
            }
        }
    }

    async fn take(&mut self) -> Result<Reply, Ended> {
        if self.to.is_empty() {
            return Ok(reply(503, "RCPT comes first"));
        }
        self.say("354 a line with nothing but a dot ends the message").await?;
        let raw = self.content().await?;
        let (from, to) = (self.from.take().unwrap_or_default(), std::mem::take(&mut self.to));
        let Some(raw) = raw else { return Ok(too_large()) };
        for to in to {
            let tenant = &self.room.tenant;
            tenant.desk().take(read(&raw, tenant.now(), &from, &to));
        }
        self.room.saver.save_soon();
        Ok(reply(250, "taken"))
    }

    /// The lines up to the one that is a dot; nothing where they are too many.
    async fn content(&mut self) -> Result<Option<Vec<u8>>, Ended> {
        let (mut raw, mut size) = (Vec::new(), 0);
        loop {
            let line = self.line().await?;
            if matches!(line.as_slice(), b".\r\n" | b".\n") {
                return Ok((size <= LARGEST).then_some(raw));
            }
            size += line.len();
            if size <= LARGEST {
                raw.extend_from_slice(line.strip_prefix(b".").unwrap_or(&line));
            }
        }
    }

    /// The next line with its end. A client that is gone, or sends a line without end, is not listened to any longer.
    async fn line(&mut self) -> Result<Vec<u8>, Ended> {
        let mut line = Vec::new();
        (&mut self.stream).take(LONGEST).read_until(b'\n', &mut line).await?;
        if line.ends_with(b"\n") { Ok(line) } else { Err(Ended::Closed) }
    }

    async fn say(&mut self, text: &str) -> io::Result<()> {
        self.stream.get_mut().write_all(format!("{text}\r\n").as_bytes()).await
    }

    fn forget(&mut self) {
        self.from = None;
        self.to.clear();
    }
}

fn reply(code: u16, text: &str) -> Reply {
    Reply(code, text.to_owned())
}

fn too_large() -> Reply {
    reply(552, "the message is too large")
}

/// The reply of a rule; without a status it is one that may be tried again.
fn made_up(rule: &Rule) -> Reply {
    let text = rule.body.as_ref().and_then(|body| body.as_str()).unwrap_or("refused by a fault rule");
    let line = text.lines().next().unwrap_or_default();
    reply(rule.status.unwrap_or(451), line)
}
