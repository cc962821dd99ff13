# What one does with this tree. `make` alone lists it.
# Everything made goes to out/, and `make clean` removes that.

GO       ?= go
FUZZTIME ?= 30s
CHECKS   ?= 20000

# One static program for every platform: no cgo anywhere (make race is the exception).
export CGO_ENABLED := 0
export GO

# The tools have a module of their own: what imports Lanyard never sees them.
TOOL = $(GO) tool -modfile=build/tools/go.mod

.DEFAULT_GOAL := help

help: ## list these targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-13s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## build the program and take the tour: an invented estate, who in it cannot work, what to do first
	@build/tour.sh

rehearsal: ## the gate before a stand-in service at 09:58 on 8 July 2025, and its live page, until Ctrl-C
	@mkdir -p out
	@$(GO) build -trimpath -o out/lanyard ./cmd/lanyard
	@$(GO) run ./build/rehearsal -stay

test: needs fmt vet lint unit ## all that a change must pass (as root on Debian: installs what tests need)

unit: ## the Go tests alone
	$(GO) test ./...

needs: ## install with apt what the tests need besides Go, if anything is missing
	@build/needs.sh

fmt: ## fail if gofmt would change a file
	@files=$$(find . -name '*.go' -not -path './out/*' -print0 | xargs -0 -r gofmt -l) && \
	if [ -n "$$files" ]; then echo "gofmt would change these; run gofmt -w on them:"; echo "$$files"; exit 1; fi

vet: ## go vet
	$(GO) vet ./...

lint: ## staticcheck
	$(TOOL) staticcheck ./...

vuln: ## govulncheck; says so when its database cannot be reached
	@build/vuln.sh

race: ## the Go tests under the race detector (needs cgo and a C compiler)
	CGO_ENABLED=1 $(GO) test -race ./...

cover: ## which lines the tests reach: out/cover.html and a total
	@mkdir -p out
	$(GO) test -coverpkg=./... -coverprofile=out/cover.out ./...
	$(GO) tool cover -html=out/cover.out -o out/cover.html
	@$(GO) tool cover -func=out/cover.out | tail -n 1

fuzz: ## every fuzz target for FUZZTIME (30s)
	@FUZZTIME=$(FUZZTIME) build/fuzz.sh

torture: ## property tests with CHECKS (20000) cases, then every fuzz target for 2m
	@CHECKS=$(CHECKS) build/properties.sh
	@FUZZTIME=$(if $(filter command line environment,$(origin FUZZTIME)),$(FUZZTIME),2m) build/fuzz.sh

bench: ## what is promised about speed, and other policy engines, as ratios (BENCH_STRICT=1: fail over a limit)
	cd bench && $(GO) test ./... && $(GO) run .

dist: ## a zip of each program for each platform, with SHA256SUMS, in out/dist (PLATFORMS, VERSION)
	$(GO) run ./build/dist -out out/dist -version "$(VERSION)" -platforms "$(PLATFORMS)"

packages: dist ## MSI, deb and rpm of the agent's zips, in out/packages (SIGN_KEY, SIGN_CERT, SIGN_PASSWORD, SIGN_TIMESTAMP)
	$(GO) run ./build/package -zips out/dist -out out/packages -sign-key "$(SIGN_KEY)" -sign-cert "$(SIGN_CERT)" \
		-sign-password "$(SIGN_PASSWORD)" -sign-timestamp "$(SIGN_TIMESTAMP)"
	cd out/packages && sha256sum lanyard-agent* > SHA256SUMS

reproducible: ## build the zips of HEAD twice, in two places without a cache, and compare them
	@PLATFORMS="$(PLATFORMS)" VERSION="$(VERSION)" build/reproducible.sh

clean: ## remove out/
	rm -rf out

.PHONY: help run rehearsal test unit needs fmt vet lint vuln race cover fuzz torture bench dist packages reproducible clean
