//! Where a webhook may be sent to. Whoever may set the address of a webhook must not be able to reach with it what only the
//! server can: its own machine, its network, the metadata service of its cloud. Only addresses of the public Internet are
//! allowed, and networks that the configuration names.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use url::{Host, Url};

/// Longest address.
const MAX_LENGTH: usize = 500;

/// A network in CIDR notation, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Network {
    first: IpAddr,
    bits: u32,
}

/// A text that is no network.
#[derive(Debug, thiserror::Error)]
#[error("{0:?} is no network such as 10.1.0.0/16")]
pub struct NotANetwork(String);

impl FromStr for Network {
    type Err = NotANetwork;

    fn from_str(text: &str) -> Result<Self, NotANetwork> {
        let wrong = || NotANetwork(text.to_owned());
        let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let first: IpAddr = address.parse().map_err(|_| wrong())?;
        let all = if first.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(all), |bits| bits.parse().map_err(|_| wrong()))?;
        if bits > all { Err(wrong()) } else { Ok(Self { first, bits }) }
    }
}

impl Network {
    fn contains(&self, address: IpAddr) -> bool {
        match (self.first, address) {
            (IpAddr::V4(first), IpAddr::V4(address)) => {
                first.to_bits().checked_shr(32 - self.bits) == address.to_bits().checked_shr(32 - self.bits)
            }
            (IpAddr::V6(first), IpAddr::V6(address)) => {
                first.to_bits().checked_shr(128 - self.bits) == address.to_bits().checked_shr(128 - self.bits)
            }
            _ => false,
        }
    }
}

/// What the configuration allows.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    /// Networks that may be reached although they are not public.
    pub networks: Vec<Network>,
    /// Whether `http://` is good enough.
    pub has_http: bool,
}

impl Allowed {
    /// Whether a webhook may be sent to this very address.
    #[must_use]
    pub fn reaches(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        is_public(address) || self.networks.iter().any(|network| network.contains(address))
    }

    /// Reads the address of a webhook; `None` for one that cannot be. What its host's name leads to is looked at when
    /// something is sent.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<Url> {
        let url: Url = Url::parse(text.trim()).ok().filter(|url| url.as_str().len() <= MAX_LENGTH)?;
        let is_protected = url.scheme() == "https" || (self.has_http && url.scheme() == "http");
        let has_login = !url.username().is_empty() || url.password().is_some();
        let is_reached = match url.host()? {
            Host::Domain(name) => !name.is_empty(),
            Host::Ipv4(address) => self.reaches(address.into()),
            Host::Ipv6(address) => self.reaches(address.into()),
        };
        (is_protected && !has_login && is_reached && url.fragment().is_none()).then_some(url)
    }
}

fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

/// Not one of the special ones (RFC 6890 and its registry).
fn is_public_v4(address: Ipv4Addr) -> bool {
    let [a, b, c, _] = address.octets();
    let is_special = matches!(
        (a, b, c),
        // This network, private, loopback, multicast, reserved and broadcast.
        (0 | 10 | 127 | 224.., ..)
            // Carrier-grade NAT; link-local, where clouds have their metadata; private; private.
            | (100, 64..=127, _) | (169, 254, _) | (172, 16..=31, _) | (192, 168, _)
            // Protocol assignments, documentation, 6to4 relays, measuring, documentation.
            | (192, 0, 0 | 2) | (192, 88, 99) | (198, 18 | 19, _) | (198, 51, 100) | (203, 0, 113)
    );
    !is_special
}

/// Global unicast alone, without what leads to an IPv4 address by another way (Teredo, 6to4) and documentation.
fn is_public_v6(address: Ipv6Addr) -> bool {
    let [a, b, ..] = address.segments();
    let is_global = a & 0xe000 == 0x2000;
    let is_special = matches!((a, b), (0x2001, 0..=0x01ff | 0x0db8) | (0x2002, _) | (0x3fff, 0..=0x0fff));
    is_global && !is_special
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reaches(address: &str) -> bool {
        Allowed::default().reaches(address.parse().unwrap())
    }

    #[test]
    fn nothing_inside_a_network_is_reached() {
        for inside in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.255.255.255",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "::127.0.0.1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "64:ff9b::7f00:1",
            "64:ff9b:1::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "100::1",
            "fec0::1",
        ] {
            assert!(!reaches(inside), "{inside}");
        }
        for outside in [
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.0.1.1",
            "223.255.255.1",
            "2001:200::1",
            "2400::1",
            "2606:4700::1111",
            "::ffff:1.1.1.1",
        ] {
            assert!(reaches(outside), "{outside}");
        }
    }

    #[test]
    fn the_configuration_may_name_networks() {
        let networks = ["10.1.0.0/16", "fd00:1::/32", "192.168.7.7"].map(|text| text.parse().unwrap()).to_vec();
        let allowed = Allowed { networks, has_http: false };
        for (address, is_reached) in [
            ("10.1.255.1", true),
            ("10.2.0.1", false),
            ("::ffff:10.1.0.1", true),
            ("fd00:1::9", true),
            ("fd00:2::9", false),
            ("192.168.7.7", true),
            ("192.168.7.8", false),
        ] {
            assert_eq!(allowed.reaches(address.parse().unwrap()), is_reached, "{address}");
        }
        let all: Network = "0.0.0.0/0".parse().unwrap();
        assert!(all.contains("127.0.0.1".parse().unwrap()) && !all.contains("::1".parse().unwrap()));
        for wrong in ["10.0.0.0/33", "10.0.0/8", "::/129", "example.jp", "", "10.0.0.0/-1", "10.0.0.0/"] {
            assert!(wrong.parse::<Network>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn an_address_is_https_and_holds_no_login() {
        let strict = Allowed::default();
        for good in ["https://hooks.example.jp/madoguchi?x=1", "https://1.1.1.1:8443/", "https://[2606:4700::1111]/"] {
            assert!(strict.read(good).is_some(), "{good}");
        }
        for bad in [
            "http://hooks.example.jp/",
            "ftp://hooks.example.jp/",
            "https://user:pw@hooks.example.jp/",
            "https://user@x.example/",
            "https://127.0.0.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://[::1]/",
            "https://[::ffff:10.0.0.1]/",
            "https://169.254.169.254/latest",
            "https:///",
            "hooks.example.jp",
            "https://x.example/#a",
            "file:///etc/passwd",
            "",
        ] {
            assert!(strict.read(bad).is_none(), "{bad}");
        }
        let lax = Allowed { networks: vec!["127.0.0.0/8".parse().unwrap()], has_http: true };
        assert!(lax.read("http://127.0.0.1:9/x").is_some());
        assert!(strict.read(&format!("https://x.example/{}", "a".repeat(500))).is_none());
    }
}
