//! Listeners, on this machine only.

use std::{
    io::{Error, ErrorKind, Result},
    net::SocketAddr,
    sync::Arc,
};

use tokio::{net::TcpListener, task::JoinSet};

use super::{connection::serve, frame::Frame};

/// A listener on a loopback address; any other one is refused: whoever reaches a sandbox owns it.
pub(crate) async fn bind(address: SocketAddr) -> Result<TcpListener> {
    if !address.ip().is_loopback() {
        let message = format!("the sandbox listens on loopback addresses only, and {address} is none");
        return Err(Error::new(ErrorKind::InvalidInput, message));
    }
    let explain = |error: Error| Error::new(error.kind(), format!("cannot listen on {address}: {error}"));
    TcpListener::bind(address).await.map_err(explain)
}

/// Serves every connection that comes, for as long as it is polled.
pub(crate) async fn listen(listener: TcpListener, frame: Frame) {
    let frame = Arc::new(frame);
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = listener.accept() => {
                connections.spawn(serve(stream, Arc::clone(&frame)));
            }
            Some(_) = connections.join_next() => {}
            else => return,
        }
    }
}
