"""The command line: JSON in, JSON out; exit status 2 and one line for a bad file, 1 for a plan that does not hold."""

import argparse
import gc
import json
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Never

import matching
from matching.problem import BadInput

BAD_INPUT = 2
DOES_NOT_HOLD = 1


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> Never:
        self.exit(BAD_INPUT, f"{self.prog}: {_one_line(message)}\n")


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _write(name: str, text: str) -> None:
    """To standard output, or to a file that is whole or not there."""
    if name == "-":
        sys.stdout.buffer.write(text.encode())
        sys.stdout.buffer.flush()
        return
    path = Path(name)
    if path.exists() and not path.is_file():
        path.write_text(text, encoding="utf-8")
        return
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError:
        os.unlink(temporary)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _instance(arguments: argparse.Namespace) -> matching.Instance:
    return matching.read_instance(_read(arguments.instance))


def _plan(arguments: argparse.Namespace) -> int:
    instance = _instance(arguments)
    if arguments.certificate and arguments.solver != "flow":
        raise BadInput("--certificate", "", "only the solver flow proves its plans")
    tell: Callable[[str], None] | None = (
        (lambda line: print(line, file=sys.stderr)) if arguments.progress else None
    )
    plan = matching.plan(instance, arguments.solver, tell)
    for warning in plan.warnings:
        print(f"warning: pinned {json.dumps(dict(warning), ensure_ascii=False)}", file=sys.stderr)
    if arguments.certificate:
        _write(arguments.certificate, matching.certificate_to_json(plan.certificate))
    if arguments.report:
        _write(arguments.report, matching.report_to_json(instance, plan))
    _write(arguments.output, matching.plan_to_json(plan))
    return 0


def _rank(arguments: argparse.Namespace) -> int:
    _write("-", _json(asdict(matching.rank(_instance(arguments), arguments.need))))
    return 0


def _place(arguments: argparse.Namespace) -> int:
    held = matching.hold(_instance(arguments), matching.read_plan(_read(arguments.plan)))
    _write("-", _json(asdict(matching.place(held, matching.read_need(_read(arguments.need))))))
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    plan = matching.read_plan(_read(arguments.plan))
    _write("-", _json(asdict(matching.explain(_instance(arguments), plan, arguments.need))))
    return 0


def _compare(arguments: argparse.Namespace) -> int:
    before, after = (matching.read_instance(_read(name)) for name in (arguments.before, arguments.after))
    _write(arguments.output, matching.comparison_to_json(matching.compare(before, after)))
    return 0


def _picture(arguments: argparse.Namespace) -> int:
    instance, plan = _instance(arguments), matching.read_plan(_read(arguments.plan))
    words = matching.read_words(_read(arguments.labels)) if arguments.labels else {}
    if faults := matching.verify(instance, plan):
        raise BadInput("plan", "", faults[0])
    _write(arguments.output, matching.album(instance, plan, words))
    return 0


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def _verify(arguments: argparse.Namespace) -> int:
    instance = _instance(arguments)
    plan = matching.read_plan(_read(arguments.plan))
    if arguments.certificate:
        faults = matching.certify(instance, plan, matching.read_certificate(_read(arguments.certificate)))
    else:
        faults = matching.verify(instance, plan)
    _write("-", "".join(f"{_one_line(fault)}\n" for fault in faults) or "holds\n")
    return DOES_NOT_HOLD if faults else 0


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m matching", description=__doc__)
    commands = parser.add_subparsers(
        required=True, metavar="plan | rank | place | explain | compare | picture | verify"
    )
    plan = commands.add_parser("plan", help="the best plan for an instance")
    plan.add_argument("instance", help="a JSON file, - for standard input")
    plan.add_argument("-o", "--output", default="-", help="where the plan goes (default: standard output)")
    plan.add_argument("--solver", choices=matching.SOLVERS, default="flow")
    plan.add_argument("--progress", action="store_true", help="a line per group on standard error")
    plan.add_argument("--certificate", help="where the proof goes")
    plan.add_argument(
        "--report", help="where goes how even the plan is, before and after, and sources per need"
    )
    plan.set_defaults(run=_plan)
    rank = commands.add_parser("rank", help="what could help one need now, best first")
    rank.add_argument("instance")
    rank.add_argument("need", metavar="NEED_ID")
    rank.set_defaults(run=_rank)
    place = commands.add_parser("place", help="the best change of a plan for one arriving need")
    place.add_argument("instance")
    place.add_argument("plan")
    place.add_argument("need", help="a JSON file with one need, as an instance has it")
    place.set_defaults(run=_place)
    explain = commands.add_parser("explain", help="why a need gets what it gets")
    explain.add_argument("instance")
    explain.add_argument("plan")
    explain.add_argument("need", metavar="NEED_ID")
    explain.set_defaults(run=_explain)
    compare = commands.add_parser("compare", help="what changes, and for whom, from one instance to another")
    compare.add_argument("before", metavar="INSTANCE_A")
    compare.add_argument("after", metavar="INSTANCE_B")
    compare.add_argument("-o", "--output", default="-", help="where it goes (default: standard output)")
    compare.set_defaults(run=_compare)
    picture = commands.add_parser("picture", help="a plan as SVG: sources, categories, places")
    picture.add_argument("instance")
    picture.add_argument("plan")
    picture.add_argument("-o", "--output", default="-", help="where it goes (default: standard output)")
    picture.add_argument("--labels", help="a JSON object of names by id")
    picture.set_defaults(run=_picture)
    verify = commands.add_parser(
        "verify", help="whether a plan holds, and with a certificate whether it is best"
    )
    verify.add_argument("instance")
    verify.add_argument("plan")
    verify.add_argument("certificate", nargs="?")
    verify.set_defaults(run=_verify)
    return parser


def main(argv: list[str] | None = None) -> int:
    """Run one command; the answer is the exit status."""
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except BadInput as error:
        print(_one_line(str(error)), file=sys.stderr)
    except OSError as error:
        print(_one_line(f"{error.filename or ''}: {error.strerror}"), file=sys.stderr)
    return BAD_INPUT


if __name__ == "__main__":
    gc.disable()  # Millions of records without a cycle among them, and the process ends with the run.
    sys.exit(main())
