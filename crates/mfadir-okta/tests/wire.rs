//! The backend against a tenant that answers one thing at a time.

mod wire {
    mod answers;
    mod challenges;
    mod codes;
    mod enrollments;
    mod events;
    mod inspection;
    mod lookup;
    mod pages;
    mod tenant;
    mod writes;
}
