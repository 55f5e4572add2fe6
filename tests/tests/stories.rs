//! What people do with the command, from the first word to the last, and what reached the tenants meanwhile.

mod stories {
    mod asked;
    mod coarse;
    mod code;
    mod commands;
    mod demo;
    mod document;
    mod fault;
    mod input;
    mod keep;
    mod key;
    mod last;
    mod life;
    mod list;
    mod lost;
    mod mistaken;
    mod mock;
    mod notify;
    mod operations;
    mod picture;
    mod policy;
    mod possession;
    mod providers;
    mod removal;
    mod reset;
    mod secret;
    mod service;
    mod tenant;
    mod unsaid;
    mod wrong;
}
