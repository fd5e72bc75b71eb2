//! What the generated code stands on: calls, responses, errors, clients and the types that JSON lacks.
//!
//! This module is the same in every generated crate. It knows HTTP and JSON, but no particular API: paths, parameters
//! and types are all in the other modules.
//!
//! | to | look at |
//! |---|---|
//! | send a call | `Client` (feature `reqwest`), `blocking::Client` (feature `ureq`) |
//! | send it by other means, or test without a network | [`Endpoint`] |
//! | find out what went wrong | [`Error`], [`ApiError`] |
//! | get one page after the other | `Client::pages`, [`Pages`] |
//! | see the headers of a response, or read it in another way | [`Endpoint::with_headers`], [`Endpoint::read_as`] |
//! | work with dates | [`DateTime`], [`Date`], [`DAY`] |
//! | work with numbers that may be integers or not | [`Number`] |
//! | work with bytes within JSON | [`Base64`] |
//! | work with lists whose last elements may be missing | [`Positions`] |

#[macro_use]
mod data_macros;
#[macro_use]
mod request_macros;
#[macro_use]
mod union_macros;

mod api_error;
pub(crate) mod api_message;
mod attempts;
mod base64;
mod call;
pub(crate) mod cases;
mod choose;
mod chunk;
mod civil;
mod convert;
mod date;
mod date_time;
pub(crate) mod decode;
mod decode_error;
mod draft;
mod echo;
mod entry;
mod error;
mod fault;
mod form;
mod inside;
mod link;
mod memory;
mod multipart;
mod number;
#[doc(hidden)]
pub mod object;
mod other_body;
mod paging;
#[doc(hidden)]
pub mod positions;
#[doc(hidden)]
pub mod read;
mod reader;
pub(crate) mod redact;
mod reply;
mod secret;
mod security;
pub(crate) mod shape;
mod short;
mod style;
mod tally;
mod tape;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod union;
mod weigh;
mod weigh_object;

#[cfg(feature = "ureq")]
pub mod blocking;
#[cfg(feature = "reqwest")]
mod client;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
mod config;
#[cfg(any(feature = "reqwest", feature = "ureq"))]
mod credentials;

pub use api_error::ApiError;
pub use api_message::{ApiMessage, ErrorSource};
pub use base64::Base64;
pub use call::{Call, Endpoint, Server};
pub use date::Date;
pub use date_time::{DAY, DateTime, ParseDateError};
pub use decode::{Binary, Decode, Empty, Json, Text, TextOrJson};
pub use decode_error::DecodeError;
pub use error::{Error, RequestError, TransportError, TransportErrorKind};
pub use multipart::{File, Files, Form, Multipart};
pub use number::Number;
pub use other_body::WithBody;
pub use paging::{Pages, Paging};
pub use positions::Positions;
pub use reply::{ReadAs, Reply, WithHeaders};
pub use secret::Secret;
pub use security::{Carrier, Scheme, Security};
pub use style::Style;
pub use text::InvalidValue;

#[cfg(feature = "reqwest")]
pub use client::{Client, ClientBuilder, ClientPages};
#[cfg(any(feature = "reqwest", feature = "ureq"))]
pub use config::{Builder, MAX_RESPONSE_BYTES};
