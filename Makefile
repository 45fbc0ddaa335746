# Two commands are enough: `make run` and `make test`. Each prepares .venv first.

BIN := .venv/bin
CONSOLE := $(BIN)/cso-console
# What `make run` plays where there is no screen.
UNATTENDED_SHIFT := train --unattended --speed 60 --seed 1 --pictures out

.PHONY: help ready run test bench fuzz soak clean

help:
	@echo "make run    open the console (without a screen: play the scripted shift into out/)"
	@echo "make test   all checks and tests"
	@echo "make bench  measure against the limits, nothing else running; a whole shift is eight minutes of it"
	@echo "make fuzz   the property tests again, with many more examples"
	@echo "make soak   eight simulated hours of busy ports, and five minutes of killing server and seats"
	@echo "make clean  remove what these commands made, .venv included"

ready:
	@tools/setup

run: ready
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname -s)" != Linux ]; then \
		exec $(CONSOLE); \
	fi; \
	echo "There is no screen here: the scripted shift is played unattended, into out/."; \
	QT_QPA_PLATFORM=offscreen exec $(CONSOLE) $(UNATTENDED_SHIFT)

test: ready
	@tools/peers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	@tools/audit
	$(BIN)/pytest --numprocesses 3

bench: ready
	@missed=0; for each in benchmarks/[a-z]*.py; do \
		echo "== $$each"; $(BIN)/python -m benchmarks.$$(basename $$each .py) || missed=1; \
	done; exit $$missed

fuzz: ready
	HYPOTHESIS_PROFILE=thorough $(BIN)/pytest --numprocesses 3 -m hypothesis

soak: ready
	$(BIN)/python -m benchmarks.memory 480
	$(BIN)/python -m benchmarks.killed 300

clean:
	rm -rf .venv out build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
