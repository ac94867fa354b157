# make demo     build the generator and the example shop, and say which page to open
# make sandbox-demo  build the server program, pay one order at a sandbox, show what is recorded
# make test     check everything
# make promises  try to break what docs/promises.md promises; takes hours, or minutes with options
# make deploy-check  execute docs/deploy.md on the loopback interface
# make bench    measure the generator beside others, and write docs/benchmarks.md; takes minutes
# make bench-sandbox  measure the sandbox's order/check, and write docs/benchmarks.md; takes a minute
# make bench-receiver  measure the receiver's notifications, and write docs/benchmarks.md; takes a minute
# make bench-print  measure print jobs from the sheet to the PDF, and write docs/benchmarks.md; takes a minute
# make bench-studio  measure `paypress serve` from an edit to the page, and write docs/benchmarks.md; takes a minute
# make install  put paypress, the generator, into $(PREFIX)/bin
# make install-server  put paypress-server beside it: sandbox, orders, notifications, payments

PREFIX ?= /usr/local

# Linux links the Swift runtime into the programs; macOS has it as part of the system. Nothing is exported,
# so that the linker (lld, which comes with Swift) can leave out what nothing uses. What small commands run lies
# together (scripts/startup-order). Libraries are those of the system: none is looked for beside the program.
STATIC := $(if $(filter Linux,$(shell uname -s)),--static-swift-stdlib --disable-local-rpath -Xswiftc -use-ld=lld -Xlinker -s \
  -Xlinker --no-export-dynamic -Xlinker --icf=all \
  -Xlinker --symbol-ordering-file="$(CURDIR)/scripts/startup-order.txt" -Xlinker --no-warn-symbol-ordering \
  $(if $(LINK_MAP),-Xlinker --no-demangle -Xlinker -Map="$(LINK_MAP)"))
# A megabyte less from glibc 2.36 on; older ones cannot start such a program.
PACKED := $(shell printf 'glibc 2.36\n%s\n' "$$(getconf GNU_LIBC_VERSION 2>/dev/null)" | sort -VC \
  && echo -Xlinker -z -Xlinker pack-relative-relocs)
# The C++ library becomes part of the program: loading it takes 0.7 ms.
LINKED := .build-generator/linked
CXX_LIBRARY := $(if $(STATIC),$(wildcard $(shell clang -print-file-name=libstdc++.a 2>/dev/null)))
# swift-argument-parser alone uses FoundationEssentials, two things of its 5 MB: they come from a file here.
ESSENTIALS := $(if $(STATIC),$(LINKED)/libPartOfFoundation.a)
# ZXing is loaded when the first picture is read (Sources/CCodeReader/late_zxing.cpp knows this version),
# so the linker is told of a library without a file.
LATE_ZXING = $(if $(STATIC),$(shell pkg-config --modversion zxing 2>/dev/null | grep '^1[.]4[.]'))
# And so are others (Sources/CLateLibraries), by the names that the system knows them by, such as libgumbo.so.1.
late = $(if $(STATIC),$(shell readlink -f "$$(pkg-config --variable=libdir $(1) 2>/dev/null)/lib$(2).so" \
  | grep -oE 'lib$(2)[.]so[.][0-9]+'))
LATE = $(if $(and $(call late,gumbo,gumbo),$(call late,spng,spng),$(call late,libjpeg,jpeg)), \
  -Xcc -DPAYPRESS_LATE_GUMBO=$(call late,gumbo,gumbo) -Xcc -DPAYPRESS_LATE_SPNG=$(call late,spng,spng) \
  -Xcc -DPAYPRESS_LATE_JPEG=$(call late,libjpeg,jpeg))
LATE_PATH = $(if $(LATE_ZXING),$(CURDIR)/scripts/late/zxing-1.4:)$(if $(LATE),$(CURDIR)/scripts/late:)
# Without the server's trait nothing of the network is fetched or compiled. A folder of its own keeps
# what was built for the generator when the server is built. Smaller code is as fast here. Each function has a
# section of its own, so that the linker can put single ones together and leave single ones out. What debuggers
# need takes a tenth of the compiler's time, and the linker would leave it out.
GENERATOR = PKG_CONFIG_PATH="$(LATE_PATH)$$PKG_CONFIG_PATH" swift build -c release $(LATE) \
  $(STATIC) $(PACKED) $(if $(STATIC),-Xswiftc -I"$(CURDIR)/$(LINKED)" -Xswiftc -L"$(CURDIR)/$(LINKED)") -Xswiftc -Osize \
  -Xswiftc -Xfrontend -Xswiftc -function-sections -debug-info-format none --omit-frame-pointers --disable-default-traits --scratch-path .build-generator --product paypress
# Whole modules, without what only debuggers read: a fifth less for the compiler to do. In a
# folder of its own, so that `swift build` and `swift test` keep what they compile file by file.
TESTS := PAYPRESS_FAST_TESTS=1 swift build --scratch-path .build-tests -debug-info-format none \
  -Xswiftc -whole-module-optimization -Xswiftc -num-threads -Xswiftc 2
# SERVER_BUILD=tests takes the server program of the tests, which is there already after `make test`.
SERVER_BUILD ?= release
SERVER := $(if $(filter tests,$(SERVER_BUILD)),$(TESTS),swift build -c release $(STATIC)) --product paypress-server
GENERATOR_BIN = $$($(GENERATOR) --show-bin-path)
SERVER_BIN = $$($(SERVER) --show-bin-path)

.PHONY: demo sandbox-demo deploy-check test promises bench bench-sandbox bench-receiver bench-studio bench-print install install-server \
  generator server build-tools

# A prerequisite, so that make looks for the libraries after their installation.
build-tools:
	scripts/install-tools build

# Compiled again when the compiler is another one, whose modules differ; what was compiled with it, too.
$(ESSENTIALS): scripts/essentials/FoundationEssentials.swift $(realpath $(shell command -v swiftc))
	mkdir -p $(LINKED)
	swiftc -swift-version 6 -parse-as-library -wmo -Osize -static -emit-library -o $@ $< \
	  -module-name FoundationEssentials -module-link-name PartOfFoundation \
	  -emit-module -emit-module-path $(LINKED)/FoundationEssentials.swiftmodule
	rm -rf .build-generator/release/ArgumentParser.build

generator: build-tools $(ESSENTIALS)
	mkdir -p $(LINKED)
	$(if $(CXX_LIBRARY),ln -sf "$(CXX_LIBRARY)" $(LINKED)/libstdc++.a)
	$(GENERATOR)

server: generator
	scripts/install-tools server
	$(SERVER)

demo: generator
	"$(GENERATOR_BIN)/paypress" build -c examples/teahouse/paypress.yml -o output
	@echo "Open this page: $(CURDIR)/output/index.html"

sandbox-demo: server
	scripts/install-tools pay
	PATH="$(SERVER_BIN):$$PATH" scripts/pay-once "$(GENERATOR_BIN)/paypress" examples/teahouse/paypress.yml longjing

deploy-check: server
	scripts/install-tools deploy
	PATH="$(SERVER_BIN):$$PATH" scripts/deploy-check "$(GENERATOR_BIN)/paypress"

# Tests that start the generator start the optimized one, with the server program of the tests beside it.
TESTED := .build-tests/tested

test: generator
	scripts/install-tools test
	swift format lint --strict --recursive Package.swift Sources Plugins Tests
	$(TESTS) --build-tests
	install -D "$(GENERATOR_BIN)/paypress" $(TESTED)/paypress
	ln -f "$$($(TESTS) --show-bin-path)/paypress-server" $(TESTED)/paypress-server
	PAYPRESS_PROGRAM="$(CURDIR)/$(TESTED)/paypress" scripts/run-tests \
	  "$$($(TESTS) --show-bin-path)/paypressPackageTests.xctest"

# PROMISES takes the options of scripts/promises, such as `make promises PROMISES="--minutes 10"`.
promises: generator
	scripts/install-tools test
	scripts/promises --program "$(GENERATOR_BIN)/paypress" $(PROMISES)

# BENCH takes the options of benchmarks/run, such as `make bench BENCH="--growth DIR"`.
bench: generator
	scripts/install-tools bench
	PATH="$(CURDIR)/.build-tools/bench/bin:$$PATH" python benchmarks/run \
	  "$(GENERATOR_BIN)/paypress" --write docs/benchmarks.md $(BENCH)

bench-sandbox: server
	scripts/install-tools load
	PATH="$(SERVER_BIN):$$PATH" benchmarks/sandbox "$(GENERATOR_BIN)/paypress" --write docs/benchmarks.md

bench-receiver: server
	scripts/install-tools load
	PATH="$(SERVER_BIN):$$PATH" benchmarks/receiver "$(GENERATOR_BIN)/paypress" --write docs/benchmarks.md

bench-print: generator
	scripts/install-tools test
	benchmarks/print "$(GENERATOR_BIN)/paypress" --write docs/benchmarks.md

bench-studio: server
	scripts/install-tools test
	PATH="$(SERVER_BIN):$$PATH" .build-tools/venv/bin/python benchmarks/studio \
	  "$(GENERATOR_BIN)/paypress" --write docs/benchmarks.md

install: generator
	install -d "$(DESTDIR)$(PREFIX)/bin"
	install -m 755 "$(GENERATOR_BIN)/paypress" "$(DESTDIR)$(PREFIX)/bin/paypress"

install-server: install server
	install -m 755 "$(SERVER_BIN)/paypress-server" "$(DESTDIR)$(PREFIX)/bin/paypress-server"
