//! A runtime for one test.

/// Runs the future to its end, on this thread alone.
///
/// # Panics
/// Where the machine has no file handle left.
pub fn block_on<T>(future: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("a runtime needs nothing but memory and file handles").block_on(future)
}
