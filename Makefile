# Everything runs inside .venv; the two commands to know are `make demo` and `make test`.
PYTHON ?= python3
UV ?= $(shell command -v uv 2>/dev/null)
BIN := .venv/bin
STAMP := .venv/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo test check format serve bench bench-render golden soak-crash fuzz-api fuzz-agent train-intents films rivals self-test lookbook lock clean

help:  ## Say what can be done
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

install: $(STAMP)  ## Make .venv and install everything, pinned by hash

$(STAMP): requirements-dev.lock pyproject.toml emulator/nemo_emulator/render/kernel.c emulator/nemo_emulator/neural/kernel.c
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "nemulator needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Say: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 2; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || \
	  { echo "This Python cannot make virtual environments; install that part first, on Debian and Ubuntu: apt-get install python3-venv" >&2; exit 2; }
	@echo "Setting up .venv (once; about half a minute) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
ifeq ($(UV),)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
else
	@$(UV) pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock
	@$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
endif
	@touch $@

demo: $(STAMP)  ## Three photos in, a real MP4 out, offline
	@$(BIN)/nemo-emulator exec --scale 30 -- $(BIN)/nemo-client make \
	  fixtures/media/beach.jpg fixtures/media/forest.jpg fixtures/media/mountains.jpg \
	  --prompt 'turn these images into a smooth video with transitions, 3 seconds each, with the title "Hello, world" and lo-fi music' \
	  -o out/demo.mp4

test: $(STAMP)  ## All tests, with coverage
	@rm -f .coverage .coverage.*
	@$(BIN)/coverage run -m pytest -n 2
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report
	@echo "The pure modules, which must be covered whole:"
	@$(BIN)/coverage report --fail-under=100 --show-missing --include="$$($(BIN)/python tools/pure.py)"

check: $(STAMP)  ## Format, lint, types, import directions
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/lint-imports
	$(BIN)/mypy
	$(BIN)/mypy --explicit-package-bases */tests soak

format: $(STAMP)  ## Put every file in the house format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

serve: $(STAMP)  ## The emulator on 127.0.0.1:8787
	@$(BIN)/nemo-emulator serve

bench: $(STAMP)  ## Measure, as ratios; tables here, figures in out/bench
	@$(BIN)/python -m bench

.PHONY: bench-api bench-peers soak-emulator
bench-api: bench  ## The same: the targets of the emulator's speed, met or missed

bench-peers:  ## Fetch WireMock, Prism and Mockoon from npm to compare with
	@npm install --silent --no-audit --no-fund --prefix .peers wiremock@3.13.2 @mockoon/cli@9.9.0 @stoplight/prism-cli@5.16.0

bench-render: $(STAMP)  ## The renderer against the encoder alone and against other tools (long)
	@for part in render render_motion render_peers; do $(BIN)/python -m bench $$part || exit 1; done

golden: $(STAMP)  ## Sixty compositions against their references, by every ffmpeg there is
	@for ffmpeg in $$($(BIN)/python -c 'import imageio_ffmpeg as i; print(i.get_ffmpeg_exe())') \
	    $$(command -v ffmpeg) $(FFMPEGS); do $$ffmpeg -version | head -1; \
	  NEMO_GOLDEN=all NEMO_FFMPEG=$$ffmpeg $(BIN)/python -m pytest -q emulator/tests/test_render_golden.py || exit 1; done

.PHONY: bench-client soak-client sse-parsers chat-picture
bench-client: $(STAMP)  ## Measure the client: decoding against httpx-sse, memory of a large upload
	@$(BIN)/python -m bench client

soak-client: $(STAMP)  ## 10,000 generated conversations with a service that answers anything
	@$(BIN)/python -m soak client --times 10000

lookbook: $(STAMP)  ## Every transition, motion, look and title: sheets in docs/lookbook, a reel in out
	@$(BIN)/python -m tools.lookbook

soak-crash: $(STAMP)  ## 200 x kill -9 under load: is all that was acknowledged still there?
	@$(BIN)/python -m soak crash --times 200

.PHONY: soak-wire soak-ladder soak-determinism verify-adk
soak-wire: $(STAMP)  ## Every fault x two parsers x two loops, to the byte, 50 times
	@$(BIN)/python -m soak wire --times 50

soak-ladder: $(STAMP)  ## 870 virtual seconds of recovery by drivers in Python and Node, 30 times each
	@$(BIN)/python -m soak ladder --times 30

soak-determinism: $(STAMP)  ## Same seed and script, 50 runs on a busy machine: the same bytes
	@$(BIN)/python -m soak determinism --times 50

ADK := .venv-adk
$(ADK)/.installed: Makefile
	@$(PYTHON) -m venv $(ADK)
	@$(ADK)/bin/python -m pip install --quiet --disable-pip-version-check google-adk==2.13.0
	@touch $@

verify-adk: $(STAMP) $(ADK)/.installed  ## Are our adk frames events of the real google-adk? (installs it aside)
	@$(BIN)/python -m tools.adk.collect out/soak/adk.jsonl
	@$(ADK)/bin/python tools/adk/verify.py out/soak/adk.jsonl

.PHONY: soak-kit soak-samples soak-verdicts bench-agent bench-kit
soak-kit: $(STAMP)  ## Thousands of drawn scenarios: does the kit blame a correct client? (32 min)
	@$(BIN)/python -m soak kit --seeds 32 --budget 60

soak-samples: $(STAMP)  ## The same for the sample clients in three languages, 20 seeds each (40 min)
	@$(BIN)/python -m soak kit --client python node bash --seeds 20 --examples 60 --budget 120 --curated

soak-verdicts: $(STAMP)  ## The same verdicts 20 times on a busy machine? (20 min)
	@$(BIN)/python -m soak verdicts --times 20

bench-agent: $(STAMP)  ## What a message costs the agent: its networks compiled against NumPy
	@$(BIN)/python -m bench agent

bench-kit: $(STAMP)  ## How many scenarios a minute are drawn, played and judged
	@$(BIN)/python -m bench kit

soak-emulator: $(STAMP)  ## 2,500 steps of a state machine: the emulator beside a model
	@$(BIN)/python -m soak emulator --steps 2500

sse-parsers: $(STAMP)  ## Compare parsers of event streams: docs/sse-parsers.md
	@$(BIN)/python -m tools.sse_parsers

chat-picture: $(STAMP)  ## Draw a chat of ten turns with the emulator: docs/chat.svg
	@$(BIN)/python -m tools.chat_picture

.PHONY: docs
docs: $(STAMP)  ## Write the generated pages anew
	@$(BIN)/python -m nemo_emulator.deviations > docs/deviations.md
	@$(BIN)/python -m nemo_emulator.faultpage > docs/faults.md
	@$(BIN)/python -m nemo_conformance.docs

FUZZ := .venv-fuzz

fuzz-api: $(STAMP) $(FUZZ)/.installed  ## Schemathesis against a running emulator, 5,000 cases and more
	@$(BIN)/python tools/fuzz/api.py $(FUZZ)/bin/schemathesis

.PHONY: fuzz-server
fuzz-server: $(STAMP) $(FUZZ)/.installed  ## The lane of `nemo-conformance server` that is Schemathesis
	@PATH="$(CURDIR)/$(FUZZ)/bin:$$PATH" $(BIN)/python -m pytest -q -n0 conformance/tests/test_server_fuzz.py

$(FUZZ)/.installed: tools/fuzz/requirements.txt
	@test -x $(FUZZ)/bin/python || $(PYTHON) -m venv $(FUZZ)
	@$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check -r tools/fuzz/requirements.txt
	@touch $@

self-test: $(STAMP)  ## Is every broken client and server found, and nobody else blamed?
	@$(BIN)/python -m tools.self_test

.PHONY: act
act: $(STAMP)  ## The steps of action.yml on the Python sample, in a fresh environment
	@$(BIN)/python -m tools.act driver="python3 fixtures/drivers/python/driver.py" budget=5s out=out/act

rivals: $(STAMP)  ## Six conversations before llmock's judge and before ours: is docs/llmock.md true?
	@test -x out/rivals/bin/python || $(PYTHON) -m venv out/rivals
	@out/rivals/bin/python -m pip install --quiet --disable-pip-version-check llmock==0.2.2
	@$(BIN)/python -m tools.rivals.compare out/rivals/bin/python --check

fuzz-agent: $(STAMP)  ## 20,000 random and mutated messages: no trouble, and how long one takes
	@PYTHONPATH=. $(BIN)/python -m emulator.tests.agent_fuzz 20000

train-intents: $(STAMP)  ## The weights of the agent's second reader, learned anew from all examples (needs PyTorch)
	@$(BIN)/python -c 'import torch' 2>/dev/null || \
	  { echo "Teaching the network needs PyTorch; say: $(BIN)/python -m pip install torch" >&2; exit 2; }
	@PYTHONPATH=. $(BIN)/python -m tools.intents

.PHONY: train-decoder train-further
train-decoder: $(STAMP)  ## What judges whole plans beside it, learned anew from all examples (needs PyTorch)
	@$(BIN)/python -c 'import torch' 2>/dev/null || \
	  { echo "Teaching the decoder needs PyTorch; say: $(BIN)/python -m pip install torch" >&2; exit 2; }
	@PYTHONPATH=. $(BIN)/python -m tools.intents.decode

train-further: $(STAMP)  ## The same, learned on from those that ship with what new authors said (no PyTorch)
	@PYTHONPATH=. $(BIN)/python -m tools.intents.further

films: $(STAMP)  ## Ten conversations, each to its rendered end, and sheets of frames to look at: out/films
	@PYTHONPATH=. $(BIN)/python -m emulator.tests.conversation_films

lock:  ## Resolve the dependencies anew into the lock files (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --no-emit-package nemulator --all-extras pyproject.toml -o requirements.lock
	uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate --python-version 3.11 \
	  --no-emit-package nemulator --all-extras --group dev pyproject.toml -o requirements-dev.lock
	printf 'hatchling>=1.27\n' | uv pip compile --quiet --universal --generate-hashes --no-header --no-annotate \
	  --python-version 3.11 - -o requirements-build.lock

clean:  ## Remove what was made (not out/)
	rm -rf .venv $(FUZZ) .schemathesis .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage .coverage.* dist
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
