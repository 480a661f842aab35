.PHONY: run test scan
run:
	./run
test:
	./run test
scan:
	.venv/bin/python -m tests.scans.run --strict
