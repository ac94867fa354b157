# make demo     build the program and the example shop, and say which page to open
# make sandbox-demo  build the example shop for a sandbox, pay one order there, show what is recorded
# make test     check everything
# make bench    measure the program beside others, and write docs/benchmarks.md; takes minutes
# make bench-sandbox  measure the sandbox's order/check, and write docs/benchmarks.md; takes a minute
# make install  put the program into $(PREFIX)/bin

PREFIX ?= /usr/local

# Linux links the Swift runtime into the program, without its symbols; macOS has it as part of the system.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib -Xlinker -s)
RELEASE := swift build -c release $(STATIC) --product paypress

.PHONY: demo sandbox-demo test bench bench-sandbox install release

release:
	scripts/install-tools build
	$(RELEASE)

demo: release
	"$$($(RELEASE) --show-bin-path)/paypress" build -c examples/teahouse/paypress.yml -o output
	@echo "Open this page: $(CURDIR)/output/index.html"

sandbox-demo: release
	scripts/install-tools pay
	scripts/pay-once "$$($(RELEASE) --show-bin-path)/paypress" examples/teahouse/paypress.yml longjing

test:
	scripts/install-tools test
	swift format lint --strict --recursive Package.swift Sources Plugins Tests
	swift build --build-tests
	swift test --skip-build --disable-xctest

# BENCH takes the options of benchmarks/run, such as `make bench BENCH="--million DIR"`.
bench: release
	scripts/install-tools bench
	PATH="$(CURDIR)/.build-tools/bench/bin:$$PATH" python benchmarks/run \
	  "$$($(RELEASE) --show-bin-path)/paypress" --write docs/benchmarks.md $(BENCH)

bench-sandbox: release
	scripts/install-tools load
	benchmarks/sandbox "$$($(RELEASE) --show-bin-path)/paypress" --write docs/benchmarks.md

install: release
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$$($(RELEASE) --show-bin-path)/paypress" "$(DESTDIR)$(PREFIX)/bin/paypress"
