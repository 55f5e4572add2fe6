//! One connection: requests in, answers out, and the ways to break it.

use std::sync::Arc;

use hyper::{server::conn::http1, service::service_fn};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::frame::Frame;

/// Serves one connection to its end. Where a fault rule asks for it, the end is a reset: the peer gets no byte of an
/// answer, and not even an orderly close.
pub(super) async fn serve(stream: TcpStream, frame: Arc<Frame>) {
    // A failure here only makes answers slower.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| frame.answer(request));
    let mut connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
    if (&mut connection).await.is_err_and(|error| error.is_user()) {
        reset(connection.into_parts().io.inner());
    }
}

fn reset(stream: &TcpStream) {
    // Where the system cannot do it, the peer sees an early close instead.
    let _ = stream.set_zero_linger();
}
