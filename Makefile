# make run serves the shop, make test tests it; both make the environment first where it is missing,
# and make install does only that.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run install test check format bench clean

run: $(VENV)/runtime
	@$(BIN)/python manage.py prepare_shop --host $(HOST) --port $(PORT)
	@exec $(BIN)/gunicorn bookstore.wsgi --bind $(HOST):$(PORT) --workers 2 --threads 4 --log-level warning

install: $(VENV)/runtime

test: $(VENV)/development
	$(BIN)/python -m pytest $(ARGS)

check: $(VENV)/development
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files 'templates/*.html')
	$(BIN)/mypy .
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check

format: $(VENV)/development
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')

bench: $(VENV)/development
	$(BIN)/python -m benchmarks

clean:
	rm -rf $(VENV)

# The stamp stands in an environment that was made to its end; one made by halves is made anew.
$(VENV)/made:
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; say which with make PYTHON=…" if sys.version_info < (3, 11) else 0)'
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'Python lacks its venv module: apt install python3-venv (Debian, Ubuntu), then run make again.' >&2; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	@touch $@

# The stamps are newer than the requirements they installed.
$(VENV)/runtime: requirements.txt $(VENV)/made
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(VENV)/development: requirements-dev.txt $(VENV)/runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
