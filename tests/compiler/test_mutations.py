"""Definitions spoilt at random, the same way each time: they compile, or their problems are told with their places.

1,000 in ``make test``, 10,000 in ``make soak``: the sample with all its files, and, fewer, the real definitions.
"""

import random
import re
import time
from pathlib import Path

import pytest

from pathways.compiler.catalogue import Catalogue, compile_files, compile_folder
from pathways.compiler.digest import canonical
from pathways.errors import DefinitionError
from tests.compiler.mutations import mutated
from tests.compiler.support import sample_files
from tests.support.counts import count

DEFINITIONS = Path(__file__).parents[2] / "definitions"
BATCHES = 10
OF_SAMPLE, OF_REAL = count(80, 700), count(20, 300)
LINE = re.compile(r"(?P<file>[^:]+\.yaml):(?P<line>[1-9]\d*):(?P<column>[1-9]\d*): E\d{3} \S.*")


def try_out(files: dict[str, str], spoilt: str) -> None:
    """Compile, and look at what is told: in time, located in lines that exist, and nothing left unread."""
    begun = time.process_time()
    try:
        catalogue = compile_files(files)
    except DefinitionError as error:
        problems = str(error).splitlines()[:-1]
        assert problems
        for problem in problems:
            found = LINE.fullmatch(problem)
            assert found, problem
            assert int(found["line"]) <= len(files.get(found["file"], "").splitlines()) + 1, problem
    else:
        look_at(catalogue)
    assert time.process_time() - begun < 1, spoilt


def look_at(catalogue: Catalogue) -> None:
    """Nothing that stands for an unknown name leaves the compiler."""
    for pathway in catalogue.pathways:
        assert '"?"' not in canonical(pathway, catalogue.context)


def is_beside(file: str, definition: str) -> bool:
    """Whether the file is one the definition rests on: one for all, or a code list that it names."""
    return "/" not in file or (file.startswith("codes/") and file[6:-5] in definition)


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(BATCHES))
def test_the_sample_spoilt_gives_located_problems_and_nothing_else(batch: int) -> None:
    for number in range(OF_SAMPLE):
        seed = batch * 100_000 + number
        chance = random.Random(seed)
        files = sample_files()
        name = chance.choice((*files, *["prove.yaml"] * 12))
        files[name] = mutated(files[name], chance)
        try_out(files, f"seed {seed}: {name}")


@pytest.mark.soak
@pytest.mark.parametrize("batch", range(BATCHES))
def test_real_definitions_spoilt_give_located_problems_and_nothing_else(batch: int) -> None:
    whole = dict(compile_folder(DEFINITIONS).files)
    names = sorted(name for name in whole if "/" in name and not name.startswith("codes/"))
    for number in range(OF_REAL):
        seed = 5_000_000 + batch * 100_000 + number
        chance = random.Random(seed)
        name = chance.choice(names)
        beside = {file: text for file, text in whole.items() if is_beside(file, whole[name])}
        try_out({**beside, name: mutated(whole[name], chance)}, f"seed {seed}: {name}")
