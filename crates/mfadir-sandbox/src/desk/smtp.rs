//! The receiver of mail: SMTP (RFC 5321) without encryption and without accounts, on this machine only.
//!
//! A fault rule hits commands by their verb, and `CONNECT` for the greeting; its path is the address of `MAIL` and
//! `RCPT`. A status and a body are the reply, `reset` breaks the connection off; with `after` the command is carried out
//! first, so that a message can be taken and its sender not know.

mod command;
mod message;
mod session;

use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use self::session::{Ended, Session};
use crate::{server::Saver, tenant::Tenant};

/// Who takes the mail.
#[derive(Clone, Debug)]
pub(crate) struct PostRoom {
    /// The desk.
    pub(crate) tenant: Tenant,
    /// What saves it.
    pub(crate) saver: Saver,
}

/// Takes mail from every connection that comes, for as long as it is polled.
pub(crate) async fn take_mail(listener: TcpListener, room: PostRoom) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = listener.accept() => {
                connections.spawn(serve(stream, room.clone()));
            }
            Some(_) = connections.join_next() => {}
            else => return,
        }
    }
}

async fn serve(stream: TcpStream, room: PostRoom) {
    let mut session = Session::new(stream, room);
    if matches!(session.run().await, Err(Ended::Reset)) {
        // Where the system cannot do it, the peer sees an early close instead.
        let _ = session.stream().set_zero_linger();
    }
}
