//! Where a request comes from: good enough to count attempts, never proof of anything.

use std::convert::Infallible;
use std::future::{Ready, ready};
use std::net::IpAddr;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

/// The client's network address as a key for counting. An IPv6 network of one subscriber (/64) is one client.
pub struct ClientAddress(pub String);

impl FromRequest for ClientAddress {
    type Error = Infallible;
    type Future = Ready<Result<Self, Infallible>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let peer = request.peer_addr().map(|address| address.ip());
        let forwarded = request.headers().get("x-forwarded-for").and_then(|value| value.to_str().ok());
        ready(Ok(Self(client(peer, forwarded).map_or_else(|| "unknown".to_owned(), network))))
    }
}

/// A proxy on the same machine or private network is believed, and only in what it added itself: the last entry.
fn client(peer: Option<IpAddr>, forwarded: Option<&str>) -> Option<IpAddr> {
    let is_proxy = match peer? {
        IpAddr::V4(address) => address.is_loopback() || address.is_private(),
        IpAddr::V6(address) => address.is_loopback() || address.is_unique_local(),
    };
    let last = forwarded.and_then(|list| list.rsplit(',').next()).and_then(|text| text.trim().parse().ok());
    if is_proxy { last.or(peer) } else { peer }
}

fn network(address: IpAddr) -> String {
    match address {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_near_proxy_is_believed_and_only_its_own_entry() {
        let far = "198.51.100.7".parse().ok();
        let near = "127.0.0.1".parse().ok();
        assert_eq!(client(far, Some("203.0.113.9")), far);
        assert_eq!(client(near, Some("192.0.2.66, 203.0.113.9")), "203.0.113.9".parse().ok());
        assert_eq!(client(near, None), near);
        assert_eq!(client(near, Some("nonsense")), near);
    }

    #[test]
    fn one_subscriber_is_one_client() {
        let network_of = |text: &str| network(text.parse().unwrap());
        assert_eq!(network_of("2001:db8:1:2:3:4:5:6"), network_of("2001:db8:1:2:ffff::1"));
        assert_ne!(network_of("2001:db8:1:2::1"), network_of("2001:db8:1:3::1"));
    }
}
