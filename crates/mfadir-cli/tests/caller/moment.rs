//! What happens around a call, and what is kept of it.

use std::fs;

use crate::stage::Stage;

impl Stage {
    /// Has somebody press Ctrl-C while a command waits for an answer.
    pub(crate) fn is_interrupted(&self) {
        let interrupt = self.surroundings.interrupt.clone();
        self.clock.meanwhile(move |_| interrupt.trip());
    }

    /// The code that Ada was sent last.
    pub(crate) fn sent_code(&self) -> String {
        let world = self.sandbox.okta().world();
        let ada = world.person_by_login("ada@example.com").expect("she is there").id.clone();
        let sent = world.outbox().iter().rev().find(|message| message.user == ada);
        sent.expect("something was sent").code.reveal().to_owned()
    }

    /// Changes what is kept of every challenge that still waits.
    pub(crate) fn rewrite_handles(&self, change: impl Fn(&mut serde_json::Map<String, serde_json::Value>)) {
        let folder = self.folder.path().join("state").join("handles");
        for file in fs::read_dir(folder).expect("a folder").flatten() {
            let text = fs::read_to_string(file.path()).expect("readable");
            let mut handle: serde_json::Value = serde_json::from_str(&text).expect("JSON");
            change(handle.as_object_mut().expect("an object"));
            fs::write(file.path(), handle.to_string()).expect("writable");
        }
    }
}
