//! How something becomes live: at once, at a planned time, or after a second person has approved it (the four-eyes rule of
//! an organization). A publication fixes the hash of the draft and of the operational settings as they would be; any edit of
//! either voids it. Closing and putting away never wait for anybody. Knows no HTTP.

pub mod approve;
pub mod hash;
pub mod live;
pub mod pending;
pub mod plan;
pub mod refuse;
pub mod request;
pub mod rule;

use crate::ids::StaffId;

/// On whose word something becomes live.
#[derive(Clone, Debug, Default)]
pub struct Warrant {
    /// Who; `None` is the command line or the program itself.
    pub by: Option<StaffId>,
    /// Why the four-eyes rule is passed over: the command line's `--override`, kept in the audit log.
    pub override_reason: Option<String>,
}

impl From<Option<StaffId>> for Warrant {
    fn from(by: Option<StaffId>) -> Self {
        Self { by, override_reason: None }
    }
}

/// Why an open publication became void; kept in its row and told in the builder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoidReason {
    /// The draft was saved.
    Draft,
    /// A setting was changed.
    Settings,
    /// Another publication made something live.
    Published,
    /// The form was closed or put away.
    Closed,
    /// Somebody took it back.
    Withdrawn,
    /// It was planned without a second person, and the organization asks for one now.
    FourEyes,
    /// At its time it could not become live as it was.
    Unfit,
}

impl VoidReason {
    /// The stable word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft-changed",
            Self::Settings => "settings-changed",
            Self::Published => "published",
            Self::Closed => "closed",
            Self::Withdrawn => "withdrawn",
            Self::FourEyes => "four-eyes",
            Self::Unfit => "unfit",
        }
    }
}
