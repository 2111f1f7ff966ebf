# `make` alone lists the commands. Everything is built once and reused: `make run`, `make check` and `make test` share the
# development profile, whose hot libraries (Cargo.toml) are optimised; a release build takes several times as long and is
# for `make build` and `make bench`.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory
SHELL := /bin/bash

UI := admin-ui
UI_MODULES := $(UI)/node_modules/.package-lock.json
UI_DIST := $(UI)/dist/index.html
UI_SOURCES := $(shell find $(UI)/src $(UI)/public $(UI)/index.html $(UI)/vite.config.ts $(UI)/tsconfig*.json -type f 2>/dev/null)
PROGRAM := target/debug/madoguchi

.PHONY: help
help: ## list the commands
	@echo "Madoguchi (窓口)"
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-12s %s\n", $$1, $$2 }'

.PHONY: run
run: tools $(UI_DIST) ## build what has changed and start the server on http://127.0.0.1:8080
	@[ -x $(PROGRAM) ] || echo "madoguchi: building the server; the first time takes a few minutes"
	@cargo build --package madoguchi --locked --quiet
	@exec $(PROGRAM) serve

.PHONY: build
build: tools $(UI_DIST) ## release build: the one file target/release/madoguchi
	@echo "madoguchi: release build; this takes about ten minutes the first time"
	@cargo build --package madoguchi --locked --release
	@ls -lh target/release/madoguchi | awk '{ print "target/release/madoguchi", $$5 }'

.PHONY: check
check: tools $(UI_DIST) ## a few minutes: formatting, lints, types, unit tests
	@scripts/test.sh check

.PHONY: test
test: tools $(UI_DIST) ## everything: also integration tests on SQLite and PostgreSQL, and the browser
	@scripts/test.sh test

.PHONY: torture
torture: tools $(UI_DIST) ## the hard tests: 2,000 forms against ajv, planted mistakes, fuzzing, Lighthouse, and everything in torture-intake
	@cargo build --package madoguchi --locked --quiet
	@failed=""; part() { name=$$1; shift; echo "torture: $$name"; "$$@" || failed="$$failed $$name"; }; \
	  part lighthouse env --chdir=$(UI) MADOGUCHI_LIGHTHOUSE_RUNS=3 ../scripts/browser-for-tests.sh run npm run --silent e2e -- --project alone --no-deps; \
	  part differential env MADOGUCHI_DIFFERENTIAL_FORMS=2000 node scripts/differential.mjs; \
	  part drafts env MADOGUCHI_COMMAND_SEQUENCES=5000 MADOGUCHI_COMMAND_SEED=$$RANDOM node scripts/drafts.mjs; \
	  part agreement env MADOGUCHI_AGREEMENT_FORMS=200 scripts/browser-for-tests.sh run npm --prefix admin-ui run e2e -- --project together agreement; \
	  part mutants scripts/mutants.sh; \
	  part fuzz scripts/fuzz.sh $${MADOGUCHI_FUZZ_SECONDS:-300}; \
	  part kill env MADOGUCHI_KILL_ROUNDS=$${MADOGUCHI_KILL_ROUNDS:-200} FSYNC=on scripts/postgres-for-tests.sh run \
	    cargo test --locked --package madoguchi --test it -- kill --test-threads=1; \
	  part intake make torture-intake; \
	  [ -z "$$failed" ] || { echo "torture: failed or may not run here:$$failed"; exit 1; }

# Each runs alone as well: make torture-intake TORTURE=power-cut; SHORT=--short takes a minute each.
TORTURE := same-key slots mail kill power-cut disk postgres canary
.PHONY: torture-intake
torture-intake: tools $(UI_DIST) ## power cuts, kills, full and failing disks, a database or a mail server that goes away (needs root, strace, PostgreSQL)
	@cargo build --package madoguchi --package madoguchi-torture --locked --quiet
	@failed=""; for name in $(TORTURE); do target/debug/madoguchi-torture $$name $(SHORT) || failed="$$failed $$name"; done; \
	  [ -z "$$failed" ] || { echo "torture: failed or may not run here:$$failed"; exit 1; }

.PHONY: bench
bench: tools $(UI_DIST) ## figures, each as a ratio to a floor measured in the same run
	@echo "madoguchi: release build; this takes about ten minutes the first time"
	@cargo build --package madoguchi --package madoguchi-bench --locked --release
	@scripts/postgres-for-bench.sh target/release/madoguchi-bench $(BENCH)
	@$(MAKE) bench-language
	@$(MAKE) bench-builder

.PHONY: bench-language
bench-language: bench/engines/node_modules/.package-lock.json ## the form language alone, beside other form engines
	@cargo build --package madoguchi-schema --example throughput --locked --release --quiet
	@node bench/engines/engines.mjs target/release/examples/throughput

.PHONY: bench-builder
bench-builder: tools $(UI_DIST) ## the form builder on 300 fields in Chromium, on a CPU slowed down four times
	@cargo build --package madoguchi --locked --release --quiet
	@cd $(UI) && MADOGUCHI_BIN="$(CURDIR)/target/release/madoguchi" ../scripts/browser-for-tests.sh run npm run --silent bench

bench/engines/node_modules/.package-lock.json: bench/engines/package-lock.json
	@cd bench/engines && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

.PHONY: openapi
openapi: tools $(UI_DIST) ## write server/openapi.json and the types the staff UI makes from it
	@cargo build --package madoguchi --locked --quiet
	@$(PROGRAM) openapi > server/openapi.json.new && mv server/openapi.json.new server/openapi.json
	@cd $(UI) && npm run --silent gen:api

.PHONY: screenshots
screenshots: tools $(UI_DIST) ## take the pictures in docs/images anew
	@cargo build --package madoguchi --locked --quiet
	@cd $(UI) && ../scripts/browser-for-tests.sh run npm run --silent screenshots

.PHONY: tables
tables: ## refresh postcodes, municipalities, banks and holidays (UPGRADE=1: from the newest packages)
	@python3 scripts/tables.py $(if $(UPGRADE),--upgrade)

.PHONY: fmt
fmt: tools $(UI_MODULES) ## put all sources into their form
	@cargo fmt --all
	@rustfmt --edition 2024 schema/src/kind/*.rs
	@cd $(UI) && npm run --silent format

.PHONY: clean
clean: ## remove what was built (not your data)
	@rm -rf target $(UI)/dist $(UI)/node_modules $(UI)/test-results $(UI)/playwright-report

.PHONY: tools
tools:
	@scripts/tools.sh

# npm writes this file itself; it is older than the lock file exactly when something has to be installed.
$(UI_MODULES): $(UI)/package-lock.json
	@echo "madoguchi: installing the packages of the staff UI (npm ci)"
	@cd $(UI) && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(UI_DIST): $(UI_MODULES) $(UI_SOURCES)
	@echo "madoguchi: building the staff UI"
	@cd $(UI) && npx --no-install vite build --logLevel warn
	@touch $@
