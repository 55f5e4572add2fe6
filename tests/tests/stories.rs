//! What people do with the command, from the first word to the last, and what reached the tenants meanwhile.

mod stories {
    mod asked;
    mod code;
    mod demo;
    mod document;
    mod fault;
    mod input;
    mod keep;
    mod last;
    mod life;
    mod list;
    mod lost;
    mod mock;
    mod operations;
    mod removal;
    mod reset;
    mod secret;
    mod service;
    mod tenant;
    mod wrong;
}
