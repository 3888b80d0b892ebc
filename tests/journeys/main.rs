//! Whole journeys through causewayctl as a process, against the simulator as a process. What the tenant holds afterwards is read by
//! Graph calls that do not go through our client.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test that cannot go on fails")]

mod acts;
mod acts_killed;
mod acts_off;
mod acts_pair;
mod answers;
mod app_sign_in;
mod apps;
mod changes;
#[cfg(target_os = "linux")]
mod crash;
mod drift;
mod existing;
mod export;
mod factory;
mod feed;
mod feed_broken;
mod feed_choices;
mod feed_kept;
mod feed_people;
#[cfg(unix)]
mod feed_scheduled;
mod feed_set_up;
mod feed_set_up_killed;
mod feed_worlds;
mod forged;
mod fresh;
#[cfg(target_os = "linux")]
mod full_disk;
mod gallery;
mod gallery_asked;
mod gallery_assign;
mod gallery_killed;
mod gallery_renew;
mod health;
mod killed;
mod logs;
mod looking;
mod many;
#[cfg(unix)]
mod mistakes;
mod permitted;
mod private;
mod refusals;
mod removal;
mod rows;
mod rows_killed;
mod rows_tables;
mod schema;
mod sentinels;
mod settings;
mod several;
mod sign_in;
mod sign_in_world;
mod together;
mod why;
