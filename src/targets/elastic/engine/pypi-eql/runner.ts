/**
 * The program that runs in the developer's own Python: `eql` of PyPI, unmodified. A request a line, JSON, an answer a line:
 * `{query, fold, documents}` -> `{hits}` (places of the documents that the query finds) or `{error}`.
 * `fold` is the library's own switch: with it every comparison of texts ignores case, without it none does.
 */
export const RUNNER = `
import contextlib, json, sys
import eql, eql.parser, eql.utils

sys.stdout.write(json.dumps({"version": eql.__version__}) + "\\n")
sys.stdout.flush()
parsed = {}

def parse(query):
    with contextlib.ExitStack() as stack:
        stack.enter_context(eql.parser.elasticsearch_syntax)
        stack.enter_context(eql.parser.ignore_missing_functions)
        return eql.parse_query(query)

def run(query, fold, documents):
    eql.utils.CASE_INSENSITIVE = fold
    if (query, fold) not in parsed:
        if len(parsed) > 2000:
            parsed.clear()
        parsed[(query, fold)] = parse(query)
    engine = eql.PythonEngine()
    engine.add_query(parsed[(query, fold)])
    hits = []
    engine.add_output_hook(lambda result: hits.append(result.events[0].time))
    engine.stream_events([eql.Event("any", place, data) for place, data in enumerate(documents)])
    return sorted(hits)

for line in sys.stdin:
    try:
        request = json.loads(line)
        answer = {"hits": run(request["query"], request["fold"], request["documents"])}
    except Exception as error:
        answer = {"error": type(error).__name__ + ": " + str(error)}
    sys.stdout.write(json.dumps(answer) + "\\n")
    sys.stdout.flush()
`;
