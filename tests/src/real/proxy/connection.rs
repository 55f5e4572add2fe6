//! Connections: requests in, answers out, and the way to break one.

use std::{
    fmt,
    sync::{Arc, Mutex},
};

use axum::response::Response;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::{
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use super::{Notes, fault::Damage, forward::Upstream, notes};

/// There is no answer: the connection breaks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dropped;

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the connection is broken on purpose")
    }
}

impl std::error::Error for Dropped {}

/// What every connection leads to.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) upstream: Upstream,
    pub(super) notes: Arc<Mutex<Notes>>,
}

/// Serves every connection that comes, for as long as it is polled. With it end its connections.
pub(super) async fn listen(listener: TcpListener, way: Way) {
    let mut connections = JoinSet::new();
    loop {
        tokio::select! {
            Ok((stream, _)) = listener.accept() => { connections.spawn(way.clone().serve(stream)); }
            Some(_) = connections.join_next() => {}
            else => return,
        }
    }
}

impl Way {
    async fn serve(self, stream: TcpStream) {
        // A failure here only makes answers slower.
        let _ = stream.set_nodelay(true);
        let service = service_fn(|request| self.answer(request));
        let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        if (&mut connection).await.is_err_and(|error| error.is_user()) {
            // Where the system cannot reset it, the peer sees an early close instead.
            let _ = connection.into_parts().io.inner().set_zero_linger();
        }
    }

    async fn answer(&self, request: Request<Incoming>) -> Result<Response, Dropped> {
        let target = request.uri().path_and_query().map_or_else(|| "/".to_owned(), ToString::to_string);
        let (number, fault) = notes(&self.notes).begin(request.method().as_str(), &target);
        match fault {
            None => self.carry_out(request, number, None).await,
            Some(Damage::Made(answer)) => Ok(answer.response()),
            Some(Damage::Broken) => Err(Dropped),
            Some(damage) => {
                let answer = self.carry_out(request, number, Some(&damage)).await;
                if matches!(damage, Damage::Lost) { Err(Dropped) } else { answer }
            }
        }
    }

    /// A server that cannot be reached answers as little as one that breaks the connection.
    async fn carry_out(
        &self,
        request: Request<Incoming>,
        number: usize,
        damage: Option<&Damage>,
    ) -> Result<Response, Dropped> {
        let credential = damage.and_then(Damage::credential);
        let (answer, body) = self.upstream.ask(request, credential).await.ok_or(Dropped)?;
        notes(&self.notes).answered(number, answer.status().as_u16(), body.clone());
        Ok(damage.unwrap_or(&Damage::Broken).applied(answer, body))
    }
}
