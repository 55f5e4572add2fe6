//! The generator's promise: a new provider compiles, keeps every rule, and has green trials before a line is written.

mod new_backend {
    mod copy;
    mod promise;
}
