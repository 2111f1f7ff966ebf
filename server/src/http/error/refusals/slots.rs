//! Calendars, slots and appointments.

use crate::http::error::{ApiError, Code};
use crate::slots::calendars::CalendarError;
use crate::slots::change::ChangeError as AppointmentError;
use crate::slots::day_list::ListError;
use crate::slots::grid::SlotError;

impl From<CalendarError> for ApiError {
    fn from(error: CalendarError) -> Self {
        match error {
            CalendarError::NotFound => Self::new(Code::NotFound),
            CalendarError::Invalid { at, code } => Self::invalid_value(&at, code),
            CalendarError::InUse { forms, bookings } => {
                Self::new(Code::CalendarInUse).member("forms", forms).member("bookings", bookings)
            }
            CalendarError::KeyTaken => Self::new(Code::CalendarKeyTaken),
            CalendarError::Conflict { revision } => Self::new(Code::Conflict).member("revision", revision),
            CalendarError::Database(error) => error.into(),
        }
    }
}

impl From<SlotError> for ApiError {
    fn from(error: SlotError) -> Self {
        match error {
            SlotError::NotFound => Self::new(Code::NotFound),
            SlotError::Invalid { at } => Self::invalid_value(at, "range"),
            SlotError::Taken { taken, taken_online, held } => Self::new(Code::SlotInUse)
                .member("taken", taken - held)
                .member("taken_online", taken_online - held)
                .member("held", held),
            SlotError::Conflict { version } => Self::new(Code::Conflict).member("version", version),
            SlotError::Database(error) => error.into(),
        }
    }
}

impl From<ListError> for ApiError {
    fn from(error: ListError) -> Self {
        match error {
            ListError::NotFound => Self::new(Code::NotFound),
            ListError::Database(error) => error.into(),
        }
    }
}

impl From<AppointmentError> for ApiError {
    fn from(error: AppointmentError) -> Self {
        match error {
            AppointmentError::NoBooking => Self::new(Code::NoAppointment),
            AppointmentError::PastCutOff => Self::new(Code::AppointmentFixed),
            AppointmentError::NoPlace(reason) => Self::new(Code::SlotTaken).member("reason", reason.name()),
            AppointmentError::Conflict => Self::new(Code::Conflict),
            AppointmentError::Open(error) => error.into(),
            AppointmentError::Database(error) => error.into(),
        }
    }
}
