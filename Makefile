# Every target is one call of dev.py, which needs only Python 3.11 or later with pip.
PYTHON ?= python3

.PHONY: help demo test check soak mutants bench lint types lock setup

help:
	@$(PYTHON) dev.py help

demo test check soak mutants bench lint types lock setup:
	@$(PYTHON) dev.py $@ $(ARGS)
