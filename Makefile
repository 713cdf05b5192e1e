# The project's everyday commands; `make` lists them. Each is a script that can be run alone.
.PHONY: help build test fuzz race soak lint format bench bench-baseline docs screenshots deb release hooks

help:
	@echo 'make build             the library, the command line and the tests'
	@echo 'make test              all tests, with the packages that they need (Tests/run)'
	@echo 'make fuzz              tries all parsers and the C interface with hostile input, for minutes'
	@echo 'make race              looks for data races, with ThreadSanitizer'
	@echo 'make soak              looks for memory that grows over thousands of pictures'
	@echo 'make lint              what a machine can check of the rules in CONTRIBUTING.md'
	@echo 'make format            lays the whole tree out as lint wants it'
	@echo 'make bench             measures, and compares with Benchmarks/baseline.tsv'
	@echo 'make bench-baseline    measures, and makes that the baseline'
	@echo 'make docs              the interfaces as web pages, in .build-docs'
	@echo 'make screenshots   the guide'"'"'s pictures of the dialog, from windows of both GIMPs'
	@echo 'make deb               Debian packages of this clone, in .build-deb/packages'
	@echo 'make release VERSION=1.2.3    tag, archive and checksums; DRY_RUN=1: all but the tag'
	@echo 'make hooks             lets git run lint before each commit of this clone'
	@echo
	@echo './install.sh installs; its --help lists how.'

build:
	swift build -c release --build-tests

test:
	Tests/run

fuzz:
	scripts/fuzz.sh

race:
	scripts/race.sh

soak:
	scripts/soak.sh

lint:
	scripts/lint.sh

format:
	scripts/format.sh

bench:
	Benchmarks/run

bench-baseline:
	Benchmarks/run --write-baseline

docs:
	scripts/docs.sh

screenshots:
	scripts/screenshots.sh

deb:
	scripts/deb.sh

release:
	scripts/release.sh $(if $(DRY_RUN),--dry-run) $(VERSION)

hooks:
	git config core.hooksPath scripts/hooks
