/**
 * What the Python process runs: our own short script, as a text, so that it is a part of the one-file program. It takes
 * `panther_core` from the developer's own install and holds nothing of it.
 *
 * In, on stdin, a JSON line per command, one that says `new` followed by that many lines of JSON, one event each:
 * `{"do":"load","rule":1,"document":{"path":"x.yml","text":"…"},"module":{"path":"x.py","text":"…"},"limit":15}`,
 * `{"do":"drop","rule":1}`, `{"do":"run","rule":1,"new":2,"ranges":[[0,9]],"limit":15}` (events are numbered as they come
 * and kept), `{"do":"forget"}`.
 * Out, on stdout, a JSON line per command: first `{"version":"0.16.3"}` or `{"missing":"…"}`, then `{}`, for a rule
 * that can't be used `{"error":"…"}`, and for a run `{"verdicts":"01e","errors":{"2":"…"}}`.
 */
export const workerScript = String.raw`
import sys

# What "-c" puts first is the working directory: nothing of a repository may be imported from there.
sys.path[:] = [entry for entry in sys.path if entry]

import gc
import os
import posixpath
import signal
import types
from json import dumps, loads
from math import ceil

# The pipes are kept for the commands alone: a rule may print, read and close what it likes.
commands = os.fdopen(os.dup(0), "rb")
answers = os.fdopen(os.dup(1), "wb")
nothing = os.open(os.devnull, os.O_RDWR)
os.dup2(nothing, 0)
os.dup2(nothing, 1)
sys.stdin = open(os.devnull, encoding="utf-8")
sys.stdout = open(os.devnull, "w", encoding="utf-8")

HOOKS = (
    "title",
    "description",
    "reference",
    "severity",
    "runbook",
    "destinations",
    "dedup",
    "alert_context",
    "unique",
)
LOG_TYPE = "AWS.CloudTrail"
SEVERITIES = ("Info", "Low", "Medium", "High", "Critical")
# What lets the backend decide what alerts: no tool outside of Panther runs it.
DECIDED_ELSEWHERE = ("Detection", "BaseDetection", "InlineFilters", "GroupBy", "ScheduledQueries")
MOST_MEMORY = 4 << 30
LONGEST_MESSAGE = 300


def answer(value):
    answers.write(dumps(value).encode() + b"\n")
    answers.flush()


try:
    from importlib.metadata import version

    import yaml
    from panther_core.enriched_event import PantherEvent
    from panther_core.rule import Rule

    VERSION = version("panther_core")
except Exception as error:
    answer({"missing": f"{type(error).__name__}: {error}"})
    sys.exit()


class Unreadable:
    """An event that Python's reader of JSON refuses."""

    def __init__(self, error):
        self.message = f"the event can't be read: {describe(error)}"


def describe(error, path=None):
    """The error's type and text, and the last line of the module that it came through."""
    try:
        text = f"{type(error).__name__}: {error}"[:LONGEST_MESSAGE]
    except BaseException:
        text = type(error).__name__
    line = getattr(error, "lineno", None) if isinstance(error, SyntaxError) else None
    trace = error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == path:
            line = trace.tb_lineno
        trace = trace.tb_next
    return text if line is None or "line " in text else f"{text} (line {line})"


def module_of(path, text):
    """The module in a name space of its own. Bytes, as a file has them: the reader's rules for encodings hold."""
    module = types.ModuleType("emitted_rule")
    module.__file__ = path
    exec(compile(text.encode("utf-8"), path, "exec", dont_inherit=True), module.__dict__)
    return module


class EmittedRule(Rule):
    """panther_core's rule, whose module comes from the text that was handed in, not from a file."""

    @staticmethod
    def _load_detection(_identifier, config):
        return module_of(config["path"], config["text"])


def want(holds, what):
    if not holds:
        raise ValueError(what)


def read_document(text, path, module_path):
    """The rule's id and severity. Fails where Panther would not run the module, or where more than it would decide."""
    spec = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    want(isinstance(spec, dict), "it is no mapping")
    rule_id, severity, log_types = (spec.get(key) for key in ("RuleID", "Severity", "LogTypes"))
    want(spec.get("AnalysisType") == "rule", "AnalysisType is not rule")
    want(isinstance(rule_id, str) and rule_id != "", "RuleID is no text")
    want(severity in SEVERITIES, "Severity is none that Panther knows")
    want(isinstance(log_types, list) and LOG_TYPE in log_types, f"LogTypes has no {LOG_TYPE}")
    want(spec.get("Threshold", 1) == 1, "Threshold is not 1, so one event would not alert")
    for key in DECIDED_ELSEWHERE:
        want(key not in spec, f"{key} would decide what alerts, and can't be run here")
    # Panther takes the name from the document's own folder.
    name = posixpath.join(posixpath.dirname(path), str(spec.get("Filename")))
    want(name == module_path, f"Filename is not the name of {module_path}")
    return rule_id, severity


def load(command):
    document, module = command["document"], command["module"]
    path = document["path"]
    try:
        rule_id, severity = read_document(document["text"], path, module["path"])
        path = module["path"]
        rule = EmittedRule(module | {"id": rule_id, "severity": severity, "versionId": "1"})
        if rule.setup_exception is not None:
            raise rule.setup_exception
    except BaseException as error:
        return f"{path}: {describe(error, path)}"
    rules[command["rule"]] = (rule, path)
    return None


def judge(rule, path, log):
    """True or False, or an error's text. Where it alerts, all that makes the alert is run too, and must not raise."""
    if isinstance(log, Unreadable):
        return log.message
    try:
        if not rule.matcher_function(PantherEvent(log)):
            return False
        result = rule.run(PantherEvent(log), {}, {}, batch_mode=False)
    except BaseException as error:
        return f"rule: {describe(error, path)}"
    if not result.trigger_alert:
        return "rule: it says another thing when it is asked again"
    for hook in HOOKS:
        error = getattr(result, f"{hook}_exception", None)
        if error is not None:
            return f"{hook}: {describe(error, path)}"
    return True


def run(command):
    rule, path = rules[command["rule"]]
    verdicts, errors = [], {}
    for first, last in command["ranges"]:
        for log in events[first : last + 1]:
            verdict = judge(rule, path, log)
            if isinstance(verdict, str):
                errors[len(verdicts)] = verdict
                verdicts.append("e")
            else:
                verdicts.append("1" if verdict else "0")
    return {"verdicts": "".join(verdicts), "errors": errors}


def read_event():
    """An event as Panther hands it to rules: the record, and the name of its log type, which Panther adds to each."""
    try:
        event = loads(commands.readline())
        event.setdefault("p_log_type", LOG_TYPE)
        return event
    except Exception as error:
        return Unreadable(error)


def bounded(command, action):
    """The other side ends this process when it is over time. Should it be gone, the system does."""
    alarm = getattr(signal, "alarm", None)
    if alarm:
        alarm(ceil(command["limit"]) + 5)
    try:
        return action(command)
    finally:
        if alarm:
            alarm(0)


events = []
rules = {}
signal.signal(signal.SIGINT, signal.SIG_IGN)
try:
    import resource

    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
except (ImportError, ValueError, OSError):
    pass
answer({"version": VERSION})
for line in commands:
    command = loads(line)
    if command["do"] == "load":
        error = bounded(command, load)
        answer({} if error is None else {"error": error})
    elif command["do"] == "drop":
        rules.pop(command["rule"], None)
        answer({})
    elif command["do"] == "forget":
        events.clear()
        answer({})
    elif command["do"] == "run":
        events.extend(read_event() for _ in range(command["new"]))
        # Kept for long and without circles: nothing for the collector to walk over again and again.
        gc.freeze()
        answer(bounded(command, run))
`;
