//! What the declarations around requests stand for: setters, conversions, calls with optional parameters.
#![allow(unused_macros, reason = "a crate uses the notations that its description needs")]

/// What a type of requests has beside its members: `new` with the members that are required, in parentheses, and a
/// chained setter for each of the others. After a semicolon stand the members that have the same value always, and
/// `..rest` names the map that keeps all other members.
macro_rules! request {
    (
        $name:ident ($($required:ident: $how:ident<$given:ty>),* $(; $($always:ident = $value:expr),+)?)
        { $($optional:ident: $kind:ident<$inner:ty>),* $(,)? $(..$rest:ident)? }
    ) => {
        impl $name {
            /// A value with the members that are required, and without all others.
            #[must_use]
            pub fn new($($required: argument!($how $given)),*) -> Self {
                Self {
                    $($required: given!($how $required),)*
                    $($($always: $value,)+)?
                    $($optional: None,)*
                    $($rest: std::collections::BTreeMap::new(),)?
                }
            }

            $(setter!($kind $optional $inner);)*
        }
    };
}

/// The type of an argument of `new`.
macro_rules! argument {
    (one $inner:ty) => { impl Into<$inner> };
    (value $inner:ty) => { $inner };
    (list $inner:ty) => { impl IntoIterator<Item = impl Into<$inner>> };
    (map $inner:ty) => { impl IntoIterator<Item = (impl Into<String>, impl Into<$inner>)> };
    (nullable $inner:ty) => { impl Into<Option<$inner>> };
    (boxed $inner:ty) => { impl Into<$inner> };
    (nullable_boxed $inner:ty) => { impl Into<Option<$inner>> };
}

/// From an argument of `new` to the member.
macro_rules! given {
    (value $field:ident) => {
        $field
    };
    (list $field:ident) => {
        $field.into_iter().map(Into::into).collect()
    };
    (map $field:ident) => {
        $field.into_iter().map(|(key, value)| (key.into(), value.into())).collect()
    };
    (boxed $field:ident) => {
        Box::new($field.into())
    };
    (nullable_boxed $field:ident) => {
        $field.into().map(Box::new)
    };
    ($how:ident $field:ident) => {
        $field.into()
    };
}

/// The chained setter of a member that a caller may leave out.
macro_rules! setter {
    (one $field:ident $inner:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $field(mut self, $field: impl Into<$inner>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
    (value $field:ident $inner:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $field(mut self, $field: $inner) -> Self {
            self.$field = Some($field);
            self
        }
    };
    (list $field:ident $inner:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $field(mut self, $field: impl IntoIterator<Item = impl Into<$inner>>) -> Self {
            self.$field = Some($field.into_iter().map(Into::into).collect());
            self
        }
    };
    (map $field:ident $inner:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $field(mut self, $field: impl IntoIterator<Item = (impl Into<String>, impl Into<$inner>)>) -> Self {
            self.$field = Some($field.into_iter().map(|(key, value)| (key.into(), value.into())).collect());
            self
        }
    };
    (boxed $field:ident $inner:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`.")]
        #[must_use]
        pub fn $field(mut self, $field: impl Into<$inner>) -> Self {
            self.$field = Some(Box::new($field.into()));
            self
        }
    };
    (nullable_boxed $field:ident $inner:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`; `None` sends `null`.")]
        #[must_use]
        pub fn $field(mut self, $field: impl Into<Option<$inner>>) -> Self {
            self.$field = Some($field.into().map(Box::new));
            self
        }
    };
    // The member may also be `null` on the wire, which is `Some(None)`: `None` is a value to set.
    (nullable $field:ident $inner:ty) => {
        #[doc = concat!("Sets `", stringify!($field), "`; `None` sends `null`.")]
        #[must_use]
        pub fn $field(mut self, $field: impl Into<Option<$inner>>) -> Self {
            self.$field = Some($field.into());
            self
        }
    };
}

/// A request type made from the type that the server answers with: what the server alone decides is left behind.
macro_rules! convert {
    // Nothing is left to be sent.
    ($from:ty => $to:ident {}) => {
        impl From<$from> for $to {
            fn from(_: $from) -> Self {
                Self {}
            }
        }

        impl From<&$from> for $to {
            fn from(_: &$from) -> Self {
                Self {}
            }
        }
    };
    ($from:ty => $to:ident { $($field:ident: $how:ident),* $(,)? }) => {
        impl From<$from> for $to {
            fn from(value: $from) -> Self {
                Self { $($field: $crate::support::object::convert::$how(value.$field),)* }
            }
        }

        impl From<&$from> for $to {
            fn from(value: &$from) -> Self {
                Self::from(value.clone())
            }
        }
    };
}

/// The methods by which a client gets the credentials of the security schemes.
macro_rules! credentials {
    ($builder:ident { $($setter:ident: $kind:ident<$scheme:ident>),* $(,)? }) => {
        #[cfg(any(feature = "reqwest", feature = "ureq"))]
        impl<C> $crate::support::$builder<C> {
            $(credentials!(@ $kind $setter $scheme);)*
        }
    };
    (@ one $setter:ident $scheme:ident) => {
        #[doc = concat!("The credential of the security scheme [`", stringify!($scheme), "`].")]
        pub fn $setter(self, credential: impl Into<$crate::support::Secret>) -> Self {
            self.credential($scheme, credential)
        }
    };
    (@ pair $setter:ident $scheme:ident) => {
        #[doc = concat!("The user name and password of the security scheme [`", stringify!($scheme), "`].")]
        pub fn $setter(self, user: &str, password: impl Into<$crate::support::Secret>) -> Self {
            self.credential($scheme, format!("{user}:{}", password.into().expose()))
        }
    };
}

/// An operation with optional parameters: a call, and a chained setter per parameter.
///
/// `= "name"` gives the name on the wire where it differs, and `as` the style of what is a list or an object.
macro_rules! endpoint {
    (
        $(#[doc = $doc:literal])*
        pub struct $name:ident -> $output:ty {
            $(
                $(#[doc = $field_doc:literal])*
                $field:ident $(= $wire:literal)?: $method:ident<$value:ty> $(as $style:ident)?,
            )*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug)]
        #[must_use = "a call does nothing until a client sends it"]
        pub struct $name($crate::support::Call<$output>);

        impl From<$crate::support::Call<$output>> for $name {
            fn from(call: $crate::support::Call<$output>) -> Self {
                Self(call)
            }
        }

        impl $name {
            $(endpoint!(@ $method $field ($($style)?) ($value) (wire!($field $($wire)?)) $(#[doc = $field_doc])*);)*
        }

        impl $crate::support::Endpoint for $name {
            type Output = <$output as $crate::support::Decode>::Output;

            fn request(&self) -> Result<http::Request<bytes::Bytes>, $crate::support::Error> {
                self.0.request()
            }

            fn response(&self, response: &http::Response<bytes::Bytes>) -> Result<Self::Output, $crate::support::Error> {
                self.0.response(response)
            }
        }
    };
    (@ json $field:ident () ($value:ty) ($wire:expr) $(#[doc = $doc:literal])*) => {
        $(#[doc = $doc])*
        pub fn $field(self, $field: $value) -> Self {
            Self(self.0.json($field))
        }
    };
    (@ form $field:ident () ($value:ty) ($wire:expr) $(#[doc = $doc:literal])*) => {
        $(#[doc = $doc])*
        pub fn $field(self, $field: $value) -> Self {
            Self(self.0.form($field))
        }
    };
    (@ multipart $field:ident () ($value:ty) ($wire:expr) $(#[doc = $doc:literal])*) => {
        $(#[doc = $doc])*
        pub fn $field(self, $field: $value) -> Self {
            Self(self.0.multipart($field))
        }
    };
    (@ $method:ident $field:ident () ($value:ty) ($wire:expr) $(#[doc = $doc:literal])*) => {
        $(#[doc = $doc])*
        pub fn $field(self, $field: $value) -> Self {
            Self(self.0.$method($wire, $field))
        }
    };
    (@ query $field:ident ($style:ident) ($value:ty) ($wire:expr) $(#[doc = $doc:literal])*) => {
        endpoint!(@ query_as $field ($value) ($wire, $crate::support::Style::$style) $(#[doc = $doc])*);
    };
    (@ header $field:ident ($style:ident) ($value:ty) ($wire:expr) $(#[doc = $doc:literal])*) => {
        endpoint!(@ header_as $field ($value) ($wire, $crate::support::Style::$style) $(#[doc = $doc])*);
    };
    (@ cookie $field:ident ($style:ident) ($value:ty) ($wire:expr) $(#[doc = $doc:literal])*) => {
        endpoint!(@ cookie_as $field ($value) ($wire, $crate::support::Style::$style) $(#[doc = $doc])*);
    };
    (@ $method:ident $field:ident ($value:ty) ($wire:expr, $style:expr) $(#[doc = $doc:literal])*) => {
        $(#[doc = $doc])*
        pub fn $field(self, $field: $value) -> Self {
            Self(self.0.$method($wire, $style, $field))
        }
    };
}

/// What an operation answers, where the status says which of several.
macro_rules! answers {
    (
        $(#[doc = $doc:literal])*
        pub enum $name:ident {
            $($(#[doc = $variant_doc:literal])* $variant:ident $(($inner:ty $(,)?))? = $status:pat,)*
        }
    ) => {
        $(#[doc = $doc])*
        #[derive(Clone, Debug, PartialEq)]
        #[non_exhaustive]
        pub enum $name {
            $($(#[doc = $variant_doc])* $variant $((<$inner as $crate::support::Decode>::Output))?,)*
        }

        impl $crate::support::Decode for $name {
            type Output = Self;
            const ACCEPT: &'static str = "application/json, */*;q=0.5";

            fn decode(response: &http::Response<bytes::Bytes>) -> Result<Self, $crate::support::Error> {
                match response.status().as_u16() {
                    $($status => answers!(@ $variant response $($inner)?),)*
                    _ => Err($crate::support::decode::unexpected_status(response)),
                }
            }
        }
    };
    (@ $variant:ident $response:ident) => {
        Ok(Self::$variant)
    };
    (@ $variant:ident $response:ident $inner:ty) => {
        <$inner as $crate::support::Decode>::decode($response).map(Self::$variant)
    };
}

/// A struct as a form of several parts: each member is a `value` or a `file`, and so is each of the map `..rest`.
macro_rules! multipart {
    ($name:ident {}) => {
        impl $crate::support::Multipart for $name {
            fn parts(&self, _: &mut $crate::support::Form) {}
        }
    };
    ($name:ident { $($field:ident $(= $wire:literal)?: $kind:ident),* $(,)? $(..$rest:ident: $of_rest:ident)? }) => {
        impl $crate::support::Multipart for $name {
            fn parts(&self, form: &mut $crate::support::Form) {
                $(form.$kind(wire!($field $($wire)?), &self.$field);)*
                $(self.$rest.iter().for_each(|(name, value)| form.$of_rest(name, value));)?
            }
        }
    };
}

/// A union some of whose cases are files, as a member of a form: each case is a `value` or a `file`.
macro_rules! files {
    ($name:ident { $($case:ident: $kind:ident),* $(,)? }) => {
        impl $crate::support::Files for $name {
            fn add(&self, name: &str, form: &mut $crate::support::Form) {
                match self {
                    $(Self::$case(value) => form.$kind(name, value),)*
                }
            }
        }
    };
}

/// A union as a form of several parts: each case has `parts`, or is sent by its `members`; `added` is a part that tells the
/// case, whose type has no member for it.
macro_rules! multipart_union {
    ($name:ident { $($case:ident: $kind:ident $(added $member:literal $tag:literal)?),* $(,)? }) => {
        impl $crate::support::Multipart for $name {
            fn parts(&self, form: &mut $crate::support::Form) {
                match self {
                    $(Self::$case(value) => {
                        form.$kind(value);
                        $(form.tag($member, $tag);)?
                    })*
                }
            }
        }
    };
}
