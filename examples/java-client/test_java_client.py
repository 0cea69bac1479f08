"""Compiles the client, and runs the Python client's tests of an adapter with this one."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
BUILD = HERE / 'build'


def load_tests(loader: unittest.TestLoader, _tests: unittest.TestSuite, _pattern: str) -> unittest.TestSuite:
    """Called by unittest, to ask for the tests."""
    sources = sorted(map(str, HERE.glob('*.java')))
    subprocess.run(['javac', '-Xlint:all', '-d', str(BUILD), *sources], check=True)
    os.environ['ADAPTER_COMMAND'] = shlex.join(['java', '-cp', str(BUILD), 'Adapter'])
    sys.path.insert(0, str(HERE.parent / 'python-client'))
    import test_adapter

    return loader.loadTestsFromModule(test_adapter)


if __name__ == '__main__':
    unittest.main()
