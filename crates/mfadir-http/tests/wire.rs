//! The transport against sockets that misbehave.

mod wire {
    mod answers;
    mod redirects;
    mod secrets;
    mod server;
    mod writes;
}
