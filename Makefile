PORT ?= 8000
PYTHON ?= python3
LOCK = uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-strip-extras --no-header -q

help:            ## list these commands
	@grep -E '^[a-z0-9-]+:.*##' Makefile | sed 's/:[^#]*##/ —/'

demo: .venv/run  ## install, load the sample collections once, serve http://127.0.0.1:$(PORT)
	.venv/bin/archive demo --port $(PORT)

test: .venv/test ## install with the test extra and run the whole suite
	.venv/bin/pytest -n 2 --dist loadfile

check: .venv/test ## lint, format, types, layers
	.venv/bin/ruff check && .venv/bin/ruff format --check && .venv/bin/mypy && .venv/bin/lint-imports

bench: .venv/test ## measure, beside peers in the same run
	.venv/bin/pip install -q 'tantivy>=0.25' 'sqlite-utils>=4' && .venv/bin/python -m benchmarks

wheel: .venv/test ## build dist/*.whl
	.venv/bin/python -m build --wheel --no-isolation

test-whoosh3: .venv/test ## the search tests again, on whoosh3 in place of Whoosh
	$(PYTHON) -m venv .venv/whoosh3 && .venv/whoosh3/bin/pip install -q --require-hashes -r requirements/test.txt && .venv/whoosh3/bin/pip uninstall -q -y Whoosh && .venv/whoosh3/bin/pip install -q whoosh3==3.54.0 && .venv/whoosh3/bin/pip install -q --no-deps --no-build-isolation -e . && .venv/whoosh3/bin/pytest -n 2 --dist loadfile tests/search tests/jobs

lock:            ## renew requirements/*.txt (needs uv)
	$(LOCK) --extra install -o requirements/run.txt && $(LOCK) --extra install --extra test --extra check -o requirements/test.txt

.venv/%: requirements/%.txt pyproject.toml
	$(PYTHON) -m venv .venv && .venv/bin/pip install -q --require-hashes -r $< && .venv/bin/pip install -q --no-deps --no-build-isolation -e . && touch $@

.PHONY: help demo test check bench wheel test-whoosh3 lock
