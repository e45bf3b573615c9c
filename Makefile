# The two commands: `make run` shows the dashboard, `make test` runs every test. Both set up what they need.
PORT ?= 8501
SIDE_BY_SIDE = --numprocesses auto --maxprocesses 4 --dist loadscope

.PHONY: run test check lock gallery screenshots benchmark soak bundle install-offline

run:
	@.ci/setup run
	@.ci/run-demo $(PORT)

test:
	@.ci/setup test
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports --no-cache >/dev/null
	.venv/bin/pytest -m "not browser" $(SIDE_BY_SIDE) $(PYTEST)
	.venv/bin/pytest -m browser --numprocesses 2 --dist loadscope $(PYTEST)

check: # the quick tier, under three minutes: no browser, no wheel; queries on SQLite and PostgreSQL, the rest on SQLite
	@.ci/setup test
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/lint-imports --no-cache >/dev/null
	.venv/bin/pytest -m "not browser and not slow and not mariadb" $(SIDE_BY_SIDE) $(PYTEST)

gallery: # every page in both languages and themes at four widths, into build/gallery; fails where anything is cut, foreign or broken
	@.ci/setup test
	.venv/bin/python docs/gallery.py $(FOLDER)

screenshots: # the README's pictures, from the demonstration
	@.ci/setup test
	.venv/bin/python docs/gallery.py --screenshots

benchmark: # speed and memory as ratios within one run, as JSON: all, or BENCHMARK="first_paint plain_page"; OUTPUT=file
	@.ci/setup test
	@.venv/bin/python -m tests.benchmarks $(BENCHMARK) $(if $(OUTPUT),--output $(OUTPUT))

soak: # mutated workbooks by the ten thousand, imports killed by the hundred on each kind of database; a JSON line each
	@.ci/setup test
	@.venv/bin/python -m tests.soak.fuzz --count 10000 --seed $(or $(SEED),1)
	@.venv/bin/python -m tests.soak.kills --count 100 --kind sqlite --seed $(or $(SEED),1)
	@.venv/bin/python -m tests.soak.kills --count 100 --kind postgresql --seed $(or $(SEED),1)
	@.venv/bin/python -m tests.soak.kills --count 100 --kind mariadb --seed $(or $(SEED),1)

bundle: # everything that an installation without internet needs, as build/situation-board-VERSION.tar.gz
	@.ci/setup run
	@.ci/bundle

install-offline: # from the bundle in build/, with no network, into build/offline (or INTO=folder); on another machine: unpack it, and the same there
	@rm -rf build/bundle && mkdir -p build/bundle
	@tar -C build/bundle --strip-components 1 -xzf "$$(ls -t build/situation-board-*.tar.gz | head -n 1)"
	@build/bundle/install $(or $(INTO),build/offline)

lock: # after a change of dependencies; the files name every package with its hashes and no address
	.venv/bin/pip install -q uv
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	.venv/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --all-extras pyproject.toml -o requirements-test.lock
